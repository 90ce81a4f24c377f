import { Readable } from 'node:stream'
import type { BatchTotals } from '@redbridge/contract'
import { locateRow, type RowSegment } from '@redbridge/tabular'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { resolveDuty } from '../periods/index.ts'
import { registerIndexFor } from '../registers/index.ts'
import { withdrawReplaced } from '../transfers/index.ts'
import { matchPool } from './match-pool.ts'
import type { BatchRow, FoundProblem } from './match-types.ts'
import { readAll } from './read-batch.ts'
import { countStanding } from './rejects.service.ts'
import { addTotals, noTotals } from './totals.ts'

/**
 * Matches one chunk. Its records go to ClickHouse under a token that makes a second insert a no-op; then problems, counts
 * and `done` commit together in PostgreSQL. Killed in between, the next try does the same again and nothing doubles.
 */
export const matchChunk = async (platform: Platform, batchId: string, no: number): Promise<void> => {
  const db = platform.workerDb
  const batch = await db
    .selectFrom('report_batch as b')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .selectAll('b')
    .select('p.key as period_key')
    .where('b.id', '=', batchId)
    .executeTakeFirst()
  const chunk = await db
    .selectFrom('batch_chunk')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('no', '=', no)
    .executeTakeFirst()
  if (!batch || !chunk || chunk.state === 'done' || ['replaced', 'failed'].includes(batch.state)) return
  const index = await registerIndexFor(platform, batch.register_version_id ?? '')
  if (!index) throw new Error(`register version ${batch.register_version_id} has no index`)
  const bytes = await readAll(platform, chunk.key)
  const segments = chunk.segments as RowSegment[]
  const result = await matchPool().match({
    bytes,
    mapping: batch.mapping ?? {},
    columns: batch.columns?.header.length ?? 0,
    index: index.buffer,
    versionId: batch.register_version_id ?? '',
    coverage: index.meta.coverage ?? [],
    rowNos: Array.from({ length: chunk.rows }, (_, row) => locateRow(segments, row).row),
    duplicates: chunk.duplicates,
    batchId,
    chunkNo: no,
    platformId: batch.platform_id,
    period: batch.period_key,
    sealKey: platform.secrets.sealKey('operator'),
    digestKey: platform.secrets.derive('id-digest', 32),
  })
  const token = `${batchId}/${no}`
  if (result.records.length) await insertLines(platform, 'report_record', result.records, `${token}/records`)
  if (result.rejects.length) await insertLines(platform, 'reject_row', result.rejects, `${token}/rejects`)
  const standing = chunk.correction ? await countStanding({ platform }, batchId) : undefined
  await db.transaction().execute(async (tx) => {
    const locked = await tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const claimed = await tx
      .updateTable('batch_chunk')
      .set({ state: 'done', totals: JSON.stringify(result.totals), done_at: platform.clock.now() })
      .where('batch_id', '=', batchId)
      .where('no', '=', no)
      .where('state', '=', 'waiting')
      .returning('no')
      .executeTakeFirst()
    if (!claimed || locked.state === 'replaced') return
    await insertProblems(tx, locked, no, result.problems)
    await addToBatch(platform, tx, locked, result.totals, standing)
  })
}

const insertLines = (platform: Platform, table: string, lines: Uint8Array, token: string): Promise<void> =>
  platform.market.insertStream(
    table,
    Readable.from([Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)], { objectMode: false }),
    { format: 'JSONEachRow', token },
  )

const insertProblems = async (
  tx: Tx,
  batch: BatchRow,
  chunkNo: number,
  problems: readonly FoundProblem[],
): Promise<void> => {
  if (!problems.length) return
  const rows = problems.map((problem) => ({
    ...problem,
    id: newId('prb'),
    state: problem.kind === null ? 'undecided' : 'found',
  }))
  await sql`
    INSERT INTO problem (id, batch_id, chunk_no, row_no, period_id, platform_id, division, kind, kinds, undecided_reason, state, name, uscc,
      representative, address, shop_name, shop_url, phone_masked, sealed, province, tier, registered, proposed_code)
    SELECT r.id, ${batch.id}, ${chunkNo}, r."rowNo", ${batch.period_id}, ${batch.platform_id}, ${batch.division}, r.kind, r.kinds, r."undecidedReason", r.state,
      r.name, r.uscc, r.representative, r.address, r."shopName", r."shopUrl", r."phoneMasked", decode(r.sealed, 'base64'), r.province, r.tier, r.registered, r."proposedCode"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, "rowNo" bigint, kind text, kinds text[], "undecidedReason" text, state text,
      name text, uscc text, representative text, address text, "shopName" text, "shopUrl" text, "phoneMasked" text, sealed text, province text, tier text,
      registered jsonb, "proposedCode" text)
    ON CONFLICT (batch_id, row_no) DO NOTHING`.execute(tx)
}

const addToBatch = async (
  platform: Platform,
  tx: Tx,
  batch: BatchRow,
  found: BatchTotals,
  standing: BatchTotals['byReject'] | undefined,
): Promise<void> => {
  const before = { ...noTotals(), ...(batch.totals as Partial<BatchTotals>) }
  const totals = standing ? replaceRejects(before, found, standing) : addTotals(before, found)
  const chunksDone = batch.chunks_done + 1
  const last = chunksDone === batch.chunks
  await tx
    .updateTable('report_batch')
    .set({ totals: JSON.stringify(totals), chunks_done: chunksDone, updated_at: platform.clock.now() })
    .where('id', '=', batch.id)
    .execute()
  if (last) await finish(platform, tx, batch, totals)
}

/** Corrected rows stand where rejected ones stood: rows in stays, rejected goes down by what was accepted. */
const replaceRejects = (before: BatchTotals, found: BatchTotals, byReject: BatchTotals['byReject']): BatchTotals => ({
  ...addTotals(before, found),
  rowsIn: before.rowsIn,
  rejected: before.rejected - found.accepted,
  byReject,
})

/** Everything is matched: the report takes the place of the one before it, and its duty is met. */
const finish = async (platform: Platform, tx: Tx, batch: BatchRow, totals: BatchTotals): Promise<void> => {
  if (batch.state !== 'checking') return
  const accepted = totals.accepted > 0
  await tx
    .updateTable('report_batch')
    .set({
      state: accepted ? 'matched' : 'invalid',
      stage: 'done',
      finished_at: platform.clock.now(),
      ...(accepted
        ? {}
        : {
            fault: JSON.stringify({
              code: 'all_rejected',
              zh: '没有一行数据符合要求，请按拒收明细更正后重新上传',
              en: 'No row could be accepted; correct the rejected rows and upload again',
            }),
          }),
    })
    .where('id', '=', batch.id)
    .execute()
  if (!accepted) return
  if (batch.replaces_batch_id) {
    const replaced = await tx
      .updateTable('report_batch')
      .set({ state: 'replaced' })
      .where('id', '=', batch.replaces_batch_id)
      .where('state', '=', 'matched')
      .returning('id')
      .executeTakeFirst()
    if (replaced) await withdrawReplaced(tx, replaced.id)
  }
  await tx
    .updateTable('report_duty')
    .set({ batch_id: batch.id })
    .where('period_id', '=', batch.period_id)
    .where('platform_id', '=', batch.platform_id)
    .execute()
  await resolveDuty(tx, batch.id, platform.clock.now())
}
