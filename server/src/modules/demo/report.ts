import type { BatchTotals } from '@redbridge/contract'
import type { Market } from '@redbridge/engine/market'
import { currentProcess } from '@redbridge/law'
import { sql } from 'kysely'
import { newestCheckpoint } from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { balances, noTotals } from '../batches/index.ts'

const width = (text: string): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)
const left = (text: string, size: number): string => text + ' '.repeat(Math.max(0, size - width(text)))
const right = (value: number | string, size: number): string => String(value).padStart(size)

/** What was found, per platform and period, with the check that nothing was lost, and how it compares with what was planted. */
export const printFindings = async (
  platform: Platform,
  market: Market,
  print: (line: string) => void,
): Promise<void> => {
  const rows = await platform.workerDb
    .selectFrom('report_batch as b')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .innerJoin('organisation as o', 'o.id', 'b.platform_id')
    .select(['b.id', 'b.totals', 'b.state', 'p.key', 'o.name_zh'])
    .where('b.state', 'not in', ['replaced', 'failed', 'invalid'])
    .orderBy('p.key')
    .orderBy('o.created_at')
    .execute()
  print(
    `\n${left('报送期 / 平台', 26)}${['报送', '接收', '拒收', '正常', '问题', '存疑'].map((head) => ' '.repeat(6) + head).join('')}`,
  )
  for (const row of rows) {
    const t: BatchTotals = { ...noTotals(), ...(row.totals as Partial<BatchTotals>) }
    print(
      `${left(`${row.key}  ${row.name_zh}`, 26)}${[t.rowsIn, t.accepted, t.rejected, t.clear, t.problem, t.undecided].map((n) => right(n, 10)).join('')}  ${balances(t) ? '平' : '不平！'}`,
    )
  }
  if (market.operators <= 100_000)
    print(
      await compareWithKey(
        platform,
        market,
        rows.map((row) => ({ id: row.id, period: row.key, name: row.name_zh })),
      ),
    )
}

const compareWithKey = async (
  platform: Platform,
  market: Market,
  batches: readonly { id: string; period: string; name: string }[],
): Promise<string> => {
  let planted = 0
  let found = 0
  let accused = 0
  for (const batch of batches) {
    const one = market.platforms.find((candidate) => candidate.zh === batch.name)
    if (!one) continue
    // Rows are numbered as the sender sees them: a table has a header line, NDJSON has none.
    const header = one.fileFormat === 'ndjson.gz' ? 0 : 1
    const verdicts = new Map(
      (
        await platform.market.query<{ row_no: number; verdict: string }>(
          'SELECT row_no, verdict FROM report_record WHERE batch_id = {id:String}',
          { id: batch.id },
        )
      ).map((row) => [row.row_no, row.verdict]),
    )
    for (const entry of market.answerKey(one.key, batch.period)) {
      const verdict = verdicts.get(entry.rowNo + header) ?? 'rejected'
      if (entry.expect === 'problem') {
        planted++
        if (verdict === 'problem') found++
      } else if (verdict === 'problem') accused++
    }
  }
  return `\n植入的问题主体 ${planted} 个，查出 ${found} 个；误判正常主体 ${accused} 个  /  planted ${planted}, found ${found}, clean ones accused ${accused}`
}

/** Matters by kind: what came in as the history tells it, what ended and what is open as the rows do, and the ledger. */
export const printMatters = async (platform: Platform, print: (line: string) => void): Promise<void> => {
  const { rows } = await sql<{ kind: string; intake: number; ended: number; open: number }>`
    SELECT m.kind, coalesce(max(i.n), 0)::int AS intake, (count(*) FILTER (WHERE m.outcome))::int AS ended,
      (count(*) FILTER (WHERE NOT m.outcome))::int AS open
    FROM matter m LEFT JOIN (
      SELECT o.kind, count(*) AS n FROM matter_event e JOIN matter o ON o.id = e.matter_id
      WHERE e.type = 'move' AND e.from_state IS NULL GROUP BY 1) i ON i.kind = m.kind
    GROUP BY 1 ORDER BY 1`.execute(platform.workerDb)
  print(
    `\n${left('事项 / matters', 60)}${['收件', '办结', '在办'].map((head) => ' '.repeat(6) + head).join('')}  (intake, ended, open)`,
  )
  for (const { kind, intake, ended, open } of rows) {
    const title = currentProcess(kind)?.title
    print(
      `${left(title ? `${title.zh} / ${title.en}` : kind, 60)}${[intake, ended, open].map((n) => right(n, 10)).join('')}  ${intake === ended + open ? '平' : '不平！'}`,
    )
  }
  const { rows: counted } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ledger_entry`.execute(
    platform.workerDb,
  )
  const checkpoint = await newestCheckpoint(platform.workerDb)
  print(
    `存证 ${counted[0]?.n ?? 0} 条，最新检查点含 ${checkpoint?.size ?? 0} 条  /  ${counted[0]?.n ?? 0} ledger entries, newest checkpoint of ${checkpoint?.size ?? 0}`,
  )
}
