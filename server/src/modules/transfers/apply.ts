import { type BatchTotals, type ProblemKind, TRANSFER_FINDING_TEXT, type TransferFinding } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Registered } from '../../platform/db/schema.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { type LockedBatch, lockBatches, placeOf, type Shift, settleBatches, shiftTotals } from '../problems/index.ts'

const CHUNK = 2_000

/** What a home bureau found, as the kind of problem it is on the sender's desk. */
const KIND_OF: Record<Exclude<TransferFinding, 'in_good_standing'>, ProblemKind> = {
  cancelled: 'cancelled',
  revoked: 'revoked',
  abnormal_operation: 'abnormal_operation',
  serious_violation: 'serious_violation',
  not_registered: 'licence_unknown',
  name_mismatch: 'name_mismatch',
}

interface Answered {
  id: string
  row_no: number
  finding: TransferFinding
  note: string | null
  registered: Registered | null
  answered_by: string | null
  to_name: string
}

interface Source {
  row_no: number
  name: string
  uscc_raw: string
  representative: string
  address: string
  shop_name: string
  shop_url: string
  phone_masked: string
  province: string
}

const findAnswered = async (tx: Tx | Platform['workerDb'], batchId: string, lock: boolean): Promise<Answered[]> => {
  const { rows } = await sql<Answered>`
    SELECT t.id, t.row_no, t.finding, t.note, t.registered, t.answered_by, coalesce(o.name_zh, '') AS to_name
    FROM transfer t LEFT JOIN organisation o ON o.id = t.to_bureau_id
    WHERE t.batch_id = ${batchId} AND t.finding IS NOT NULL AND t.applied_at IS NULL
    ORDER BY t.row_no LIMIT ${CHUNK} ${lock ? sql`FOR UPDATE OF t` : sql``}`.execute(tx)
  return rows
}

const readSources = async (
  platform: Platform,
  batchId: string,
  period: string,
  rowNos: number[],
): Promise<Map<number, Source>> => {
  if (rowNos.length === 0) return new Map()
  const rows = await platform.market.query<Source>(
    `SELECT row_no, name, uscc_raw, representative, address, shop_name, shop_url, phone_masked, province FROM report_record
     WHERE period = {period:String} AND batch_id = {batch:String} AND row_no IN ({rows:Array(UInt32)})`,
    { period, batch: batchId, rows: rowNos },
  )
  return new Map(rows.map((row) => [row.row_no, row]))
}

/**
 * Brings what home bureaus answered into the sender's batch, each answer exactly once: in good standing counts as clear,
 * anything else becomes a problem to be reviewed. Counts, problems and the mark that it was done commit together.
 */
export const applyAnswers = async (platform: Platform, batchId: string): Promise<number> => {
  const db = platform.workerDb
  const batch = await db
    .selectFrom('report_batch as b')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .select(['b.id', 'p.key'])
    .where('b.id', '=', batchId)
    .executeTakeFirst()
  if (!batch) return 0
  for (let applied = 0; ; ) {
    const waiting = await findAnswered(db, batchId, false)
    if (waiting.length === 0) return applied
    const bad = waiting.filter((one) => one.finding !== 'in_good_standing').map((one) => one.row_no)
    const sources = await readSources(platform, batchId, batch.key, bad)
    applied += await db.transaction().execute((tx) => applyChunk(platform, tx, batchId, sources))
  }
}

const applyChunk = async (
  platform: Platform,
  tx: Tx,
  batchId: string,
  sources: Map<number, Source>,
): Promise<number> => {
  const [batch] = await lockBatches(tx, [batchId])
  if (!batch) return 0
  const now = platform.clock.now()
  // Answers that came after the sources were read wait for the next round.
  const all = await findAnswered(tx, batchId, true)
  const answered = all.filter((one) => one.finding === 'in_good_standing' || sources.has(one.row_no))
  const lost = all.length - answered.length
  if (answered.length === 0) {
    if (lost > 0) throw new Error(`records of ${lost} answered transfers of ${batchId} are missing`)
    return 0
  }
  const counts = await insertProblems(tx, batchId, answered, sources, now)
  const clear = answered.filter((one) => one.finding === 'in_good_standing').length
  await shiftTotals(tx, [batch], shiftsOf(batch, clear, counts), now)
  await tx
    .updateTable('transfer')
    .set({ applied_at: now })
    .where(
      'id',
      'in',
      answered.map((one) => one.id),
    )
    .execute()
  await settleBatches(tx, [batch], now)
  return answered.length
}

const shiftsOf = (batch: LockedBatch, clear: number, problems: Readonly<Record<string, number>>): Shift[] => {
  const from = placeOf('undecided', null, 'outside_coverage')
  const shifts: Shift[] = [{ batchId: batch.id, from, to: placeOf('dismissed', null, null), count: clear }]
  for (const [kind, count] of Object.entries(problems))
    shifts.push({ batchId: batch.id, from, to: placeOf('found', kind, null), count })
  const out = shifts.reduce((sum, one) => sum + one.count, 0)
  const held = (batch.totals as unknown as BatchTotals).byUndecided?.outside_coverage ?? 0
  if (out > held) throw new Error(`batch ${batch.id} has ${held} operators outside coverage, not ${out}`)
  return shifts
}

/** One problem for each finding that is not good, with its history; returns how many of each kind. */
const insertProblems = async (
  tx: Tx,
  batchId: string,
  answered: readonly Answered[],
  sources: Map<number, Source>,
  now: Date,
): Promise<Record<string, number>> => {
  const rows = answered.flatMap((one) => {
    if (one.finding === 'in_good_standing') return []
    const kind = KIND_OF[one.finding]
    const { row_no: _, ...source } = sources.get(one.row_no) as Source
    const said = `${TRANSFER_FINDING_TEXT[one.finding].zh}${one.note ? `：${one.note}` : ''}`
    return [
      {
        ...source,
        id: newId('prb'),
        row_no: one.row_no,
        kind,
        registered: registeredOf(one),
        said,
        by: one.answered_by ?? '',
        bureau: one.to_name,
      },
    ]
  })
  if (rows.length === 0) return {}
  const { rows: counts } = await sql<{ kind: string; n: number }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, row_no bigint, kind text, name text, uscc_raw text,
        representative text, address text, shop_name text, shop_url text, phone_masked text, province text, registered jsonb,
        said text, by text, bureau text)),
    made AS (
      INSERT INTO problem (id, batch_id, chunk_no, row_no, period_id, platform_id, division, kind, kinds, state, name, uscc,
        representative, address, shop_name, shop_url, phone_masked, province, tier, registered)
      SELECT g.id, b.id, -1, g.row_no, b.period_id, b.platform_id, b.division, g.kind, ARRAY[g.kind], 'found', g.name, g.uscc_raw,
        g.representative, g.address, g.shop_name, g.shop_url, g.phone_masked, g.province,
        CASE WHEN g.registered IS NULL THEN 'none' ELSE 'exact_code' END, g.registered
      FROM given g, report_batch b WHERE b.id = ${batchId}
      RETURNING id, kind, platform_id, division),
    logged AS (
      INSERT INTO problem_event (problem_id, at, event, from_state, to_state, by_user, by_organisation, reason, platform_id, division)
      SELECT m.id, ${now}::timestamptz, 'found_by_home_bureau', NULL, 'found', g.by, g.bureau, g.said, m.platform_id, m.division
      FROM made m JOIN given g ON g.id = m.id)
    SELECT kind, count(*)::int AS n FROM made GROUP BY 1`.execute(tx)
  return Object.fromEntries(counts.map((row) => [row.kind, row.n]))
}

/** The receiver's register entry is evidence only as far as it supports the finding; a person may have found otherwise. */
const registeredOf = ({ finding, registered }: Answered): Registered | null =>
  finding === 'not_registered' ? null : registered
