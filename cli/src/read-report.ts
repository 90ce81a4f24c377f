import { REPORT_COLUMNS } from '@redbridge/contract'
import type { ReportMapping } from '@redbridge/engine/identity'
import {
  LOCAL_LIMITS,
  locateRow,
  mapColumns,
  openTable,
  type RowSegment,
  type Table,
  TabularError,
} from '@redbridge/tabular'
import { Failure } from './failure.ts'
import type { Lang } from './lang.ts'

/** Turns a reading error into a failure that names the file. */
export const naming =
  (path: string, lang: Lang) =>
  (error: unknown): never => {
    if (error instanceof TabularError) throw new Failure('input', `${path}${lang === 'zh' ? '：' : ': '}${error[lang]}`)
    throw error
  }

export interface OpenReport {
  readonly path: string
  readonly table: Table
  readonly mapping: ReportMapping
  readonly unknown: readonly string[]
}

/** Opens a report and finds its columns; throws an input `Failure` when what it needs is not there. */
export const openReport = async (
  path: string,
  { lang, sheet }: { lang: Lang; sheet: string | undefined },
): Promise<OpenReport> => {
  const options = { limits: LOCAL_LIMITS, columns: REPORT_COLUMNS, ...(sheet !== undefined && { sheet }) }
  const table = await openTable(path, options).catch(naming(path, lang))
  const { mapping, unknown, ambiguous } = mapColumns(table.header, REPORT_COLUMNS)
  const fault = columnFault(mapping, ambiguous, lang)
  if (fault === undefined) return { path, table, mapping, unknown }
  await table.close()
  const header = table.header.filter(Boolean).join(', ')
  throw new Failure(
    'input',
    lang === 'zh' ? `${path}：${fault}（表头：${header}）` : `${path}: ${fault} (header: ${header})`,
  )
}

const columnFault = (
  mapping: ReportMapping,
  ambiguous: readonly { headers: readonly string[] }[],
  lang: Lang,
): string | undefined => {
  const zh = lang === 'zh'
  if (ambiguous.length > 0) {
    const columns = ambiguous.map(({ headers }) => headers.join(' / ')).join('; ')
    return zh ? `有重复的列：${columns}` : `columns given twice: ${columns}`
  }
  if (mapping.name === undefined) return zh ? '缺少“经营者名称”列' : 'there is no column for the operator’s name'
  if (mapping.uscc === undefined && mapping.idNumber === undefined) {
    return zh
      ? '缺少“统一社会信用代码”或“身份证件号码”列'
      : 'there is neither a column for the code nor one for the ID number'
  }
  return undefined
}

/** Row number as the sender sees it: `15`, or `表2!15` when rows come from several sheets. */
export const rowLabel = (segments: readonly RowSegment[], rowNo: number): string => {
  const { row, sheet } = locateRow(segments, rowNo - 1)
  return sheet === undefined ? String(row) : `${sheet}!${row}`
}
