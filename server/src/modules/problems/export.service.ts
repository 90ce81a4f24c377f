import {
  ANSWER_TEXT,
  findProvince,
  PROBLEM_KIND_TEXT,
  PROBLEM_STATE_TEXT,
  type ProblemKind,
  UNDECIDED_REASON_TEXT,
  type UndecidedReason,
} from '@redbridge/contract'
import { type OutCell, type OutColumn, writeXlsx } from '@redbridge/tabular'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/platform.ts'
import { explain } from './explanation.ts'
import { type Filter, filterSql } from './problems.filter.ts'
import { listProblemsAfter, type ProblemRow } from './problems.store.ts'

const STATUS_ZH: Record<string, string> = { active: '存续', cancelled: '已注销', revoked: '已吊销', moved: '已迁出' }

const kindText = (row: ProblemRow): string =>
  row.kind
    ? PROBLEM_KIND_TEXT[row.kind as ProblemKind].zh
    : `存疑：${UNDECIDED_REASON_TEXT[(row.undecided_reason ?? 'by_person') as UndecidedReason].zh}`

/** The columns of the workbook. The first and the last four are what an answers file needs: it can be filled in and sent back. */
const COLUMNS: readonly (OutColumn & { cell: (row: ProblemRow) => OutCell })[] = [
  { header: '问题编号', width: 30, cell: (row) => row.id },
  { header: '平台', width: 18, cell: (row) => row.platform_name },
  { header: '报送期', width: 10, cell: (row) => row.period_key },
  { header: '行号', width: 10, cell: (row) => row.row_no },
  { header: '经营者名称', width: 36, cell: (row) => row.name },
  { header: '统一社会信用代码', width: 24, cell: (row) => row.uscc },
  { header: '网店名称', width: 24, cell: (row) => row.shop_name },
  { header: '网址链接', width: 36, cell: (row) => row.shop_url },
  { header: '所在省份', width: 10, cell: (row) => findProvince(row.province)?.zh ?? '' },
  { header: '问题类型', width: 18, cell: kindText },
  { header: '核查情况', width: 60, cell: (row) => explain(row).zh },
  { header: '登记名称', width: 36, cell: (row) => row.registered?.name ?? '' },
  { header: '登记代码', width: 24, cell: (row) => row.registered?.uscc ?? '' },
  { header: '登记状态', width: 12, cell: (row) => STATUS_ZH[row.registered?.status ?? ''] ?? '' },
  { header: '办理状态', width: 12, cell: (row) => PROBLEM_STATE_TEXT[row.state].zh },
  { header: '推送日期', width: 12, cell: (row) => (row.pushed_at ? dayOf(row.pushed_at) : '') },
  { header: '反馈期限', width: 12, cell: (row) => row.answer_due_on ?? '' },
  { header: '答复', width: 14, cell: (row) => (row.answer ? ANSWER_TEXT[row.answer].zh : '') },
  { header: '说明', width: 40, cell: (row) => row.answer_text ?? '' },
  { header: '更正后名称', width: 36, cell: (row) => row.corrected_name ?? '' },
  { header: '更正后代码', width: 24, cell: (row) => row.corrected_uscc ?? '' },
]

const PAGE = 5_000

async function* allRows(ctx: Ctx, filter: Filter): AsyncGenerator<OutCell[]> {
  const where = filterSql(ctx, filter)
  let after = { batchId: '', rowNo: 0 }
  for (;;) {
    const rows = await ctx.tx((tx) => listProblemsAfter(tx, where, after, PAGE))
    for (const row of rows) yield COLUMNS.map((column) => column.cell(row))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { batchId: last.batch_id, rowNo: last.row_no }
  }
}

/** Writes what a filter finds as a workbook; memory does not grow with rows. Who took what out is in the audit. */
export const writeProblems = async (ctx: Ctx, filter: Filter, path: string): Promise<void> => {
  await ctx.tx((tx) =>
    audit(tx, ctx.actor, {
      action: 'problem.export',
      subjectKind: filter.batchId ? 'batch' : 'problem',
      subjectId: filter.batchId ?? '*',
      detail: { filter },
    }),
  )
  await writeXlsx(path, { sheets: [{ name: '问题经营主体', columns: COLUMNS, rows: allRows(ctx, filter) }] })
}
