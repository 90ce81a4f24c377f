import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/pool.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { OUTSIDE } from './outside.ts'

export const NOBODY = '登记地市场监管部门尚未接入本系统，无人认领'

interface OutsideRow {
  row_no: number
  name: string
  uscc: string
  shop_name: string
  address: string
}

/** What a package's transfers are made from: the package, its batch, and the records in ClickHouse. */
const getPackage = async (db: Db | Tx, packageNo: string) => {
  const found = await db
    .selectFrom('transfer_package as k')
    .innerJoin('report_batch as b', 'b.id', 'k.batch_id')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .innerJoin('organisation as o', 'o.id', 'b.platform_id')
    .selectAll('k')
    .select(['p.key as period_key', 'o.name_zh as platform_name'])
    .where('k.package_no', '=', packageNo)
    .executeTakeFirst()
  if (!found) throw new Error(`No package ${packageNo}`)
  return found
}
type Package = Awaited<ReturnType<typeof getPackage>>

/**
 * Writes transfers of some records. A record sent before and withdrawn or come back is sent again under the new number;
 * one that is under way stays where it is. Writing the same rows twice changes nothing.
 */
const insertRows = async (tx: Tx, pack: Package, rows: readonly OutsideRow[]): Promise<void> => {
  const given = JSON.stringify(rows.map((row) => ({ id: newId('trf'), ...row })))
  const claimed = pack.to_bureau_id !== null
  await sql`
    INSERT INTO transfer (id, package_no, batch_id, row_no, period_key, platform_name, from_bureau_id, from_division,
      to_bureau_id, to_division, province, name, uscc, shop_name, address, state, sent_at, sent_by, answer_due_on, note)
    SELECT r.id, ${pack.package_no}, ${pack.batch_id}, r.row_no, ${pack.period_key}, ${pack.platform_name}, ${pack.from_bureau_id},
      ${pack.from_division}, ${pack.to_bureau_id}, ${pack.to_division}, ${pack.province}, r.name, r.uscc, r.shop_name, r.address,
      ${claimed ? 'sent' : 'returned'}, ${pack.sent_at}, ${pack.sent_by}, ${claimed ? pack.answer_due_on : null}, ${claimed ? null : NOBODY}
    FROM jsonb_to_recordset(${given}::jsonb) AS r(id text, row_no bigint, name text, uscc text, shop_name text, address text)
    ON CONFLICT (batch_id, row_no) DO UPDATE SET package_no = EXCLUDED.package_no, to_bureau_id = EXCLUDED.to_bureau_id,
      to_division = EXCLUDED.to_division, state = EXCLUDED.state, version = transfer.version + 1, sent_at = EXCLUDED.sent_at,
      sent_by = EXCLUDED.sent_by, answer_due_on = EXCLUDED.answer_due_on, note = EXCLUDED.note, received_at = NULL,
      received_by = NULL, proposed = NULL, proposed_at = NULL, registered = NULL
    WHERE transfer.state IN ('withdrawn', 'returned') AND transfer.package_no <> EXCLUDED.package_no`.execute(tx)
}

const readFrom = (platform: Platform, pack: Package, after: number) =>
  platform.market.stream<OutsideRow>(
    `SELECT row_no, name, uscc, shop_name, address FROM report_record
     WHERE ${OUTSIDE} AND province = {province:String} AND row_no > {after:UInt32} ORDER BY row_no`,
    { period: pack.period_key, batch: pack.batch_id, province: pack.province, after },
  )

const CHUNK = 5_000

/** All transfers of a package at once, in the caller's transaction: for packages of ordinary size. */
export const fillNow = async (platform: Platform, tx: Tx, packageNo: string): Promise<void> => {
  const pack = await getPackage(tx, packageNo)
  for await (const rows of inChunks(readFrom(platform, pack, 0))) await insertRows(tx, pack, rows)
  await finish(platform, tx, pack)
}

/** The same for a large package: chunk by chunk, each committed, going on after the last one when begun again. */
export const fillInChunks = async (platform: Platform, packageNo: string): Promise<void> => {
  const db = platform.workerDb
  const pack = await getPackage(db, packageNo)
  if (pack.state === 'sent') return
  const last = await db
    .selectFrom('transfer')
    .select((eb) => eb.fn.max('row_no').as('row_no'))
    .where('package_no', '=', packageNo)
    .executeTakeFirst()
  for await (const rows of inChunks(readFrom(platform, pack, last?.row_no ?? 0)))
    await db.transaction().execute((tx) => insertRows(tx, pack, rows))
  await db.transaction().execute((tx) => finish(platform, tx, pack))
}

const finish = async (platform: Platform, tx: Tx, pack: Package): Promise<void> => {
  await tx.updateTable('transfer_package').set({ state: 'sent' }).where('package_no', '=', pack.package_no).execute()
  if (pack.to_bureau_id !== null) await platform.jobs.send(tx, 'transfers.propose', { packageNo: pack.package_no })
}

async function* inChunks(rows: AsyncIterable<OutsideRow>): AsyncGenerator<OutsideRow[]> {
  let chunk: OutsideRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
