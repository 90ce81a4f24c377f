// Not a benchmark of its own: the writers of bench/ledger.ts, in a process of their own as an API process would be.
import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { appendEntries, asActor, type NewEntry, openPool } from '@redbridge/server/bench'

/** What to write, how fast and for how long. */
export interface WriteOrder {
  readonly url: string
  readonly into: 'ledger' | 'plain'
  /** entries a second offered; 0: as fast as they go in */
  readonly rate: number
  readonly seconds: number
  readonly writers: number
}
/** What was committed: entries and transactions, and for each transaction its last entry and the moment of its commit. */
export interface Written {
  readonly entries: number
  readonly transactions: number
  readonly seconds: number
  readonly commits: readonly { readonly id: string; readonly at: number }[]
}

type Actor = Parameters<typeof asActor>[1]
const organisation = {
  id: 'org_bench_bureau',
  kind: 'bureau' as const,
  nameZh: '基准局',
  nameEn: '',
  division: '110000',
}
const actor = { userId: 'usr_bench', name: '基准', roles: [], organisation } as Actor

/** Of a hundred transactions 70 move one matter, 20 five, 8 fifty and 2 two hundred: people mostly do one thing at a time. */
const sizeOf = (serial: number): number => {
  const place = (serial * 37) % 100
  return place < 70 ? 1 : place < 90 ? 5 : place < 98 ? 50 : 200
}
const entryOf = (serial: number): NewEntry => ({
  kind: 'matter.move',
  subject: `mat_bench_${serial % 50_000}`,
  readers: ['org_bench_bureau', 'org_bench_platform'],
  body: {
    matter: `mat_bench_${serial % 50_000}`,
    event: 'answer',
    from: 'pushed',
    to: 'answered',
    version: (serial % 9) + 1,
    by: 'usr_bench',
    byOrganisation: 'org_bench_platform',
    form: hash('sha256', String(serial)),
  },
})

/** The peer: the audit trail, a table that is written and believed. */
const writePlain = async (tx: Parameters<typeof appendEntries>[0], entries: readonly NewEntry[]): Promise<string[]> => {
  await tx
    .insertInto('audit_event')
    .values(
      entries.map((entry) => ({
        user_id: actor.userId,
        actor_name: actor.name,
        organisation_id: organisation.id,
        organisation_name: organisation.nameZh,
        division: organisation.division,
        action: entry.kind,
        subject_kind: 'matter',
        subject_id: entry.subject,
        detail: JSON.stringify(entry.body),
      })),
    )
    .execute()
  return ['']
}

const run = async ({ url, into, rate, seconds, writers }: WriteOrder): Promise<Written> => {
  const { db } = openPool(url, writers, 'bench-writers')
  const write = into === 'ledger' ? appendEntries : writePlain
  const commits: { id: string; at: number }[] = []
  let [serial, entries, transactions] = [0, 0, 0]
  const started = performance.now()
  const writer = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1000) {
      // Offered evenly over time: whoever is late catches up, nobody runs ahead.
      const due = rate ? (entries / rate) * 1000 : 0
      const early = due - (performance.now() - started)
      if (early > 0) {
        await sleep(early)
        continue
      }
      const size = sizeOf(transactions++)
      entries += size
      const batch = Array.from({ length: size }, () => entryOf(serial++))
      const ids = await asActor(db, actor, (tx) => write(tx, batch, new Date()))
      commits.push({ id: ids.at(-1) as string, at: Date.now() })
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  const took = (performance.now() - started) / 1000
  await db.destroy()
  return { entries, transactions, seconds: took, commits }
}

process.on('message', async (order: WriteOrder) => {
  const written = await run(order)
  process.send?.(written, () => process.disconnect())
})
