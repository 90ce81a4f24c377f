import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type Actor, divisionRange } from '../actor.ts'
import type { Database } from './schema.ts'

// bigint → number (our counts stay below 2^53), date → 'YYYY-MM-DD' (a statutory day has no time zone)
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1082, (text: string) => text)

export type Db = Kysely<Database>
export type Tx = Transaction<Database>

export const openPool = (url: string, max: number, name: string): { db: Db; pool: pg.Pool } => {
  const pool = new pg.Pool({ connectionString: url, max, application_name: name, idleTimeoutMillis: 30_000 })
  // A broken idle connection must not end the process: the next query gets a fresh one, or an error of its own.
  pool.on('error', () => {})
  // Nor one that breaks while a transaction holds it: its query has failed already, and says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool }
}

const committed = new WeakMap<Tx, (() => void)[]>()

/** Runs `work` once a transaction of `asActor` has committed; not at all where it does not, or is another kind. */
export const afterCommit = (tx: Tx, work: () => void): void => {
  const all = committed.get(tx) ?? []
  all.push(work)
  committed.set(tx, all)
}

/** Runs `work` in one transaction that row-level security sees as `actor`'s. */
export const asActor = async <T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => {
  let done: Tx | undefined
  const result = await db.transaction().execute(async (tx) => {
    done = tx
    const { lo, hi } = divisionRange(actor.organisation.division)
    const bureau = actor.organisation.kind === 'bureau'
    await sql`SELECT set_config('app.org_id', ${actor.organisation.id}, true),
                     set_config('app.org_kind', ${actor.organisation.kind}, true),
                     set_config('app.div_lo', ${bureau ? lo : ''}, true),
                     set_config('app.div_hi', ${bureau ? hi : ''}, true)`.execute(tx)
    return work(tx)
  })
  for (const next of (done && committed.get(done)) ?? []) next()
  return result
}
