/** Whole rows of canonical CSV: UTF-8, comma, RFC 4180 quoting, LF. `rows` is how many there are in `bytes`. */
export interface RowBlock {
  readonly bytes: Uint8Array
  readonly rows: number
}

/** Something odd that did not stop the reading. `row` counts as Excel or an editor shows it. */
export interface TabularWarning {
  readonly code: TabularWarningCode
  readonly row?: number
  readonly sheet?: string
  readonly detail?: string
}

export const TABULAR_WARNING_TEXT = {
  quote_unclosed: { zh: '引号未闭合，该行未能读取', en: 'Quote never closed: the row could not be read' },
  row_too_long: { zh: '该行过长，未能读取', en: 'Row too long to be read' },
  ndjson_broken: { zh: '该行不是有效的 JSON 对象', en: 'Not a valid JSON object' },
  ndjson_nested: { zh: '该行的字段值是嵌套结构', en: 'A field holds a nested value' },
  ndjson_new_key: { zh: '出现表头以外的字段，已忽略', en: 'A field not seen at the start was ignored' },
  example_row: { zh: '已忽略模板示例行', en: 'The template’s example row was ignored' },
  macros_ignored: { zh: '文件含宏，只读取数据', en: 'The file holds macros: only its data was read' },
  links_ignored: { zh: '文件含外部链接，已忽略', en: 'The file holds external links, which were ignored' },
  hidden_sheet: { zh: '隐藏的工作表未读取', en: 'A hidden sheet was not read' },
  sheet_ignored: { zh: '该工作表的表头不同，未读取', en: 'A sheet with another header was not read' },
  encoding_mixed: {
    zh: '文件混用多种编码，无法识别的字符所在行将被退回',
    en: 'Mixed encodings: rows that cannot be decoded will be rejected',
  },
} as const
export type TabularWarningCode = keyof typeof TABULAR_WARNING_TEXT

/** From canonical row `row` (0-based) on, source rows run from `source` (1-based, as Excel shows it) on `sheet`. */
export interface RowSegment {
  readonly row: number
  readonly source: number
  readonly sheet?: string
}

// Blank rows between data each start a segment; a file made of nothing else must not fill the memory.
const MAX_SEGMENTS = 200_000
const MAX_WARNINGS = 1_000

/** Keeps where canonical rows came from, and what was odd on the way. */
export interface RowTrail {
  readonly segments: RowSegment[]
  readonly warnings: TabularWarning[]
  /** canonical row `row` came from `source`: adds a segment only where the count jumps */
  note(row: number, source: number, sheet?: string): void
  warn(warning: TabularWarning): void
}

export const createRowTrail = (): RowTrail => {
  const segments: RowSegment[] = []
  const warnings: TabularWarning[] = []
  let offset = Number.NaN
  let onSheet: string | undefined
  return {
    segments,
    warnings,
    note(row, source, sheet) {
      if (source - row === offset && sheet === onSheet) return
      if (segments.length >= MAX_SEGMENTS) return
      offset = source - row
      onSheet = sheet
      segments.push(sheet === undefined ? { row, source } : { row, source, sheet })
    },
    warn(warning) {
      if (warnings.length < MAX_WARNINGS) warnings.push(warning)
    },
  }
}

/**
 * Where the canonical row (0-based) stands in the file the sender knows.
 * @example locateRow([{ row: 0, source: 2 }, { row: 5, source: 9 }], 6) // → { row: 10 }
 */
export const locateRow = (segments: readonly RowSegment[], row: number): { row: number; sheet?: string } => {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if (segments[mid]!.row <= row) low = mid
    else high = mid - 1
  }
  const segment = segments[low]
  if (!segment) return { row: row + 1 }
  const source = segment.source + (row - segment.row)
  return segment.sheet === undefined ? { row: source } : { row: source, sheet: segment.sheet }
}
