import type { MatterFilter } from '@redbridge/contract'
import { type OutCell, type OutColumn, writeXlsx } from '@redbridge/tabular'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getDefinition, getState } from './definitions.ts'
import { filterSql } from './matters.filter.ts'
import { type ListedMatter, listMatters } from './matters.store.ts'

const COLUMNS: readonly (OutColumn & { cell: (row: ListedMatter) => OutCell })[] = [
  { header: '编号', width: 18, cell: (row) => row.number },
  { header: '事项类型', width: 24, cell: (row) => getDefinition(row.kind, row.definition_version).title.zh },
  { header: '标题', width: 44, cell: (row) => row.title },
  {
    header: '状态',
    width: 16,
    cell: (row) => getState(getDefinition(row.kind, row.definition_version), row.state).text.zh,
  },
  { header: '当事单位', width: 48, cell: (row) => row.parties.map((party) => party.name).join('、') },
  { header: '承办人', width: 12, cell: (row) => row.assignee?.name ?? '' },
  { header: '最近期限', width: 12, cell: (row) => row.due_on ?? '' },
  { header: '发起日期', width: 12, cell: (row) => dayOf(row.opened_at) },
  { header: '更新日期', width: 12, cell: (row) => dayOf(row.updated_at) },
  { header: '办结日期', width: 12, cell: (row) => (row.closed_at ? dayOf(row.closed_at) : '') },
]

const PAGE = 2_000
const MOST = 200_000

async function* allRows(ctx: Ctx, filter: z.output<typeof MatterFilter>): AsyncGenerator<OutCell[]> {
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const rows = await ctx.tx((tx) =>
      listMatters(ctx, tx, { where: filterSql(ctx, filter), order: 'opened', limit: PAGE, offset }),
    )
    for (const row of rows) yield COLUMNS.map((column) => column.cell(row))
    if (rows.length < PAGE) return
  }
}

/** Writes what a filter finds as a workbook. Who took what out is in the audit. */
export const writeMatters = async (ctx: Ctx, filter: z.output<typeof MatterFilter>, path: string): Promise<void> => {
  await ctx.tx((tx) =>
    audit(tx, ctx.actor, { action: 'matter.export', subjectKind: 'matter', subjectId: '*', detail: { filter } }),
  )
  await writeXlsx(path, { sheets: [{ name: '事项', columns: COLUMNS, rows: allRows(ctx, filter) }] })
}
