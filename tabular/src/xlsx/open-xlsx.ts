import { createSink, takeBytes } from '../byte-sink.ts'
import { EXAMPLE_MARK } from '../csv/canonical.ts'
import { parseRows } from '../csv/parse-rows.ts'
import { TabularError } from '../errors.ts'
import { findHeaderRow, foldHeader, HEADER_SEARCH_ROWS, type KnownColumn, trimHeader } from '../header.ts'
import type { TableLimits } from '../limits.ts'
import { markBroken } from '../owned-bytes.ts'
import type { RowBlock, RowTrail } from '../rows.ts'
import type { Meter } from '../sources.ts'
import { NO_STRINGS, readSharedStrings } from './shared-strings.ts'
import { createSheetReader, type SheetContext } from './sheet-reader.ts'
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts'
import type { SafeZip } from './zip.ts'

const BLOCK = 1024 * 1024
const EXAMPLE_ROWS = 5
/** Blank rows at the top that are looked through for a header. */
const MAX_LEAD = 200

interface SheetPlan {
  readonly sheet: WorkbookSheet
  readonly header: string[]
  readonly headerRow: number
  readonly score: number
}

export interface XlsxPlan {
  readonly context: SheetContext
  /** the sheet with the header and those that go on under the same header */
  readonly sheets: readonly SheetPlan[]
}

/** Finds the sheet that holds the table and the sheets that continue it. */
export const planXlsx = async (
  zip: SafeZip,
  limits: TableLimits,
  trail: RowTrail,
  wanted: { columns?: readonly KnownColumn[] | undefined; sheet?: string | undefined },
): Promise<XlsxPlan> => {
  const workbook = await readWorkbook(zip)
  if (workbook.macros) trail.warn({ code: 'macros_ignored' })
  if (workbook.externalLinks) trail.warn({ code: 'links_ignored' })
  const path = workbook.sharedStringsPath
  const shared = path === undefined ? NO_STRINGS : await readSharedStrings(zip.read(path), limits)
  const context: SheetContext = {
    shared,
    dateStyles: workbook.dateStyles,
    date1904: workbook.date1904,
    cellBytes: limits.cellBytes,
  }
  const plans: SheetPlan[] = []
  let seen = ''
  for (const sheet of chooseSheets(workbook, trail, wanted.sheet)) {
    const rows = await firstRows(zip, sheet, context)
    seen ||= rows[0]?.cells.join(',') ?? ''
    const { index, score } = findHeaderRow(
      rows.map(({ cells }) => cells),
      wanted.columns,
    )
    if (index !== -1)
      plans.push({ sheet, header: trimHeader(rows[index]!.cells), headerRow: rows[index]!.number, score })
  }
  const main = plans.find(({ score }) => score > 1) ?? plans[0]
  if (!main) throw new TabularError('header_not_found', { detail: seen.slice(0, 60) })
  if (main.header.length > limits.columns)
    throw new TabularError('too_many_columns', { detail: `${main.header.length} > ${limits.columns}` })
  const same = ({ header }: SheetPlan) => header.map(foldHeader).join('\n') === main.header.map(foldHeader).join('\n')
  for (const plan of plans)
    if (!same(plan) && plan.score > 1) trail.warn({ code: 'sheet_ignored', sheet: plan.sheet.name })
  return { context, sheets: [main, ...plans.filter((plan) => plan !== main && plan.score > 1 && same(plan))] }
}

const chooseSheets = (workbook: Workbook, trail: RowTrail, name: string | undefined): readonly WorkbookSheet[] => {
  if (name !== undefined) {
    const named = workbook.sheets.filter((sheet) => sheet.name.trim() === name.trim())
    if (named.length === 0) throw new TabularError('sheet_not_found', { sheet: name })
    return named
  }
  for (const sheet of workbook.sheets) if (sheet.hidden) trail.warn({ code: 'hidden_sheet', sheet: sheet.name })
  return workbook.sheets.filter((sheet) => !sheet.hidden)
}

/** The first rows that hold something, as strings. Stops reading there. */
const firstRows = async (
  zip: SafeZip,
  sheet: WorkbookSheet,
  context: SheetContext,
): Promise<{ number: number; cells: string[] }[]> => {
  const rows: { number: number; cells: string[] }[] = []
  let met = 0
  const reader = createSheetReader(context, Number.POSITIVE_INFINITY, (row) => {
    met++
    if (rows.length >= HEADER_SEARCH_ROWS || row.isBlank(row.width)) return
    const sink = createSink(4096)
    row.put(sink, row.width)
    rows.push({ number: row.number, cells: parseRows(sink.bytes.toString('utf8', 0, sink.length))[0] ?? [] })
  })
  for await (const chunk of zip.read(sheet.path)) {
    reader.push(chunk)
    if (rows.length >= HEADER_SEARCH_ROWS || met >= MAX_LEAD) return rows
  }
  reader.end()
  return rows
}

interface XlsxRun {
  readonly limits: TableLimits
  readonly trail: RowTrail
  readonly meter: Meter
}

/** Data rows of the planned sheets as blocks of canonical CSV. */
export async function* xlsxBlocks(
  zip: SafeZip,
  plan: XlsxPlan,
  { limits, trail, meter }: XlsxRun,
): AsyncGenerator<RowBlock> {
  const width = plan.sheets[0]!.header.length
  const sink = createSink(BLOCK + 64 * 1024)
  let rows = 0
  let given = 0
  let inflated = 0
  meter.total = plan.sheets.reduce((sum, { sheet }) => sum + zip.size(sheet.path), 0)
  meter.done = () => inflated
  for (const { sheet, headerRow } of plan.sheets) {
    let dataRows = 0
    const reader = createSheetReader(plan.context, width, (row) => {
      if (row.number <= headerRow || row.isBlank(width)) return
      const before = sink.length
      row.put(sink, width)
      if (dataRows < EXAMPLE_ROWS && sink.bytes.subarray(before, sink.length).includes(EXAMPLE_MARK)) {
        sink.length = before
        trail.warn({ code: 'example_row', row: row.number, sheet: sheet.name })
        return
      }
      dataRows++
      trail.note(rows++, row.number, plan.sheets.length > 1 ? sheet.name : undefined)
      if (rows > limits.rows) throw new TabularError('too_many_rows', { detail: `> ${limits.rows}` })
    })
    for await (const chunk of zip.read(sheet.path)) {
      reader.push(chunk)
      inflated += chunk.length
      if (sink.length < BLOCK) continue
      yield { bytes: markBroken(takeBytes(sink)), rows: rows - given }
      given = rows
    }
    reader.end()
  }
  if (rows > given) yield { bytes: markBroken(takeBytes(sink)), rows: rows - given }
}
