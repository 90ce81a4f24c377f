import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type CsvLayout, csvBlocks, type Delimiter, detectCsvLayout } from './csv/open-csv.ts'
import { detectMagic, type Magic, sniffText } from './detect.ts'
import { decodeSample, detectEncoding, type TextEncodingName, toUtf8 } from './encoding.ts'
import { TabularError } from './errors.ts'
import { headerScore, type KnownColumn } from './header.ts'
import { htmlBlocks, planHtml } from './html-table.ts'
import { type TableLimits, withLimits } from './limits.ts'
import { ndjsonBlocks, ndjsonHeader } from './ndjson.ts'
import { refuseOle2 } from './ole2.ts'
import { createRowTrail, type RowBlock, type RowSegment, type TabularWarning } from './rows.ts'
import { checkFile, createMeter, fileBytes, gunzipBytes, type Meter, readAt, takeSample } from './sources.ts'
import { planXlsx, xlsxBlocks } from './xlsx/open-xlsx.ts'
import { readWorkbook } from './xlsx/workbook.ts'
import { openZip } from './xlsx/zip.ts'

export interface OpenOptions {
  readonly limits?: Partial<TableLimits>
  /** columns a header is recognised by; default: those of the identity report and of registers */
  readonly columns?: readonly KnownColumn[]
  /** XLSX: the sheet to read instead of the first that has a recognisable header */
  readonly sheet?: string
}

export interface TableInfo {
  readonly format: 'csv' | 'xlsx' | 'ndjson' | 'html'
  readonly encoding: TextEncodingName
  readonly gzip: boolean
  /** header cells, blanks and line breaks folded to one space; an unnamed column is '' */
  readonly header: readonly string[]
  /** the header's row as Excel or an editor shows it; 0 for NDJSON */
  readonly headerRow: number
  readonly delimiter?: Delimiter
  readonly sheet?: string
}

/** An open table. Read it once through `csv()` or `blocks()`; `segments` and `warnings` fill up meanwhile. */
export interface Table extends TableInfo {
  /** canonical data rows without header; every chunk is whole rows */
  csv(): AsyncGenerator<Uint8Array>
  /** the same with the number of rows in each chunk */
  blocks(): AsyncGenerator<RowBlock>
  readonly segments: readonly RowSegment[]
  readonly warnings: readonly TabularWarning[]
  /** how much of the file has been read, 0 to 1 */
  progress(): number
  /** removes temporary files; also done by `await using` */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const SAMPLE = 256 * 1024
const PROBE = 64 * 1024

/**
 * Opens a file as a table, by content and never by name: CSV and TSV in UTF-8, GB18030 or UTF-16, NDJSON, XLSX,
 * an HTML table that calls itself .xls, and gzip of any of them. Throws a `TabularError` when it is none.
 *
 *     await using table = await openTable('report.xlsx')
 *     for await (const rows of table.csv()) …
 */
export const openTable = async (path: string, options: OpenOptions = {}): Promise<Table> => {
  const limits = withLimits(options.limits)
  const size = await checkFile(path, limits)
  const head = await readAt(path, 0, PROBE)
  const magic = detectMagic(head)
  if (magic.kind === 'gzip') return openGzip(path, createMeter(size), limits, options)
  if (magic.kind === 'text') {
    const sample = await takeSample(fileBytes(path), SAMPLE)
    const probes =
      size > SAMPLE + 2 * PROBE ? [await readAt(path, size >> 1, PROBE), await readAt(path, size - PROBE, PROBE)] : []
    const meter = createMeter(size)
    return openText({ source: () => fileBytes(path, meter), sample, probes, gzip: false, meter }, limits, options)
  }
  return openBinary(path, magic, head, false, limits, options)
}

const openBinary = (
  path: string,
  magic: Magic,
  head: Buffer,
  gzip: boolean,
  limits: TableLimits,
  options: OpenOptions,
): Promise<Table> => {
  if (magic.kind === 'zip') return openXlsx(path, gzip, limits, options)
  if (magic.kind === 'ole2') return refuseOle2(path, head)
  throw new TabularError('not_a_table', magic.kind === 'other' ? { detail: magic.detail } : {})
}

const ZIP_ERRORS = { xlsb: 'xlsb_unsupported', ods: 'ods_unsupported', other: 'zip_archive' } as const

const openXlsx = async (path: string, gzip: boolean, limits: TableLimits, options: OpenOptions): Promise<Table> => {
  const zip = await openZip(path, limits)
  try {
    if (zip.kind === 'word' || zip.kind === 'powerpoint')
      throw new TabularError('not_a_table', { detail: zip.kind === 'word' ? 'Word' : 'PowerPoint' })
    if (zip.kind !== 'xlsx') throw new TabularError(ZIP_ERRORS[zip.kind])
    const trail = createRowTrail()
    const meter = createMeter(1)
    const plan = await planXlsx(zip, limits, trail, { columns: options.columns, sheet: options.sheet })
    const { header, headerRow, sheet } = plan.sheets[0]!
    const info: TableInfo = { format: 'xlsx', encoding: 'utf-8', gzip, header, headerRow, sheet: sheet.name }
    return makeTable(info, trail, () => xlsxBlocks(zip, plan, { limits, trail, meter }), { meter, close: zip.close })
  } catch (error) {
    await zip.close()
    throw error
  }
}

/** Names of the visible sheets of a workbook in their order; null for a file that is no XLSX. */
export const listSheets = async (path: string, options: OpenOptions = {}): Promise<string[] | null> => {
  const limits = withLimits(options.limits)
  await checkFile(path, limits)
  if (detectMagic(await readAt(path, 0, PROBE)).kind !== 'zip') return null
  const zip = await openZip(path, limits)
  try {
    if (zip.kind !== 'xlsx') return null
    return (await readWorkbook(zip)).sheets.filter((sheet) => !sheet.hidden).map((sheet) => sheet.name)
  } finally {
    await zip.close()
  }
}

const openGzip = async (path: string, meter: Meter, limits: TableLimits, options: OpenOptions): Promise<Table> => {
  const sample = await takeSample(gunzipBytes(path, limits), SAMPLE)
  if (sample.bytes.length === 0) throw new TabularError('file_empty')
  const magic = detectMagic(sample.bytes)
  if (magic.kind === 'gzip') throw new TabularError('nested_compression')
  if (magic.kind === 'text')
    return openText(
      { source: () => gunzipBytes(path, limits, meter), sample, probes: [], gzip: true, meter },
      limits,
      options,
    )
  if (magic.kind === 'other') throw new TabularError('not_a_table', { detail: magic.detail })
  // Archives are read from their end, so the inflated file has to exist.
  const dir = await mkdtemp(join(tmpdir(), 'redbridge-'))
  const remove = () => rm(dir, { recursive: true, force: true })
  try {
    const inner = join(dir, 'inflated')
    await pipeline(gunzipBytes(path, limits), createWriteStream(inner))
    const table = await openBinary(inner, magic, sample.bytes, true, limits, options)
    const close = async () => {
      await table.close()
      await remove()
    }
    return { ...table, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await remove()
    throw error
  }
}

interface TextSource {
  readonly source: () => AsyncIterable<Uint8Array>
  readonly sample: { readonly bytes: Buffer; readonly whole: boolean }
  readonly probes: readonly Buffer[]
  readonly gzip: boolean
  readonly meter: Meter
}

const openText = async (text: TextSource, limits: TableLimits, options: OpenOptions): Promise<Table> => {
  const prefer = (sample: string) =>
    headerScore(
      sample
        .slice(0, 4000)
        .split(/[\r\n,;\t]/)
        .slice(0, 200),
      options.columns,
    )
  const { encoding, mixed } = detectEncoding([text.sample.bytes, ...text.probes], prefer)
  const decoded = decodeSample(text.sample.bytes, encoding)
  if (decoded.trim() === '') throw new TabularError('file_empty')
  const kind = sniffText(decoded)
  if (kind === 'json_array') throw new TabularError('json_array')
  if (kind === 'xml') throw new TabularError('not_a_table', { detail: 'XML' })
  if (kind === 'xml_spreadsheet') throw new TabularError('xml_spreadsheet')
  const { meter } = text
  const trail = createRowTrail()
  if (mixed) trail.warn({ code: 'encoding_mixed' })
  const utf8 = () => toUtf8(text.source(), encoding)
  if (kind === 'html') {
    const plan = await planHtml(Buffer.from(decoded, 'utf8'), limits, options.columns)
    const { header, headerRow } = plan
    return makeTable(
      { format: 'html', encoding, gzip: text.gzip, header, headerRow },
      trail,
      () => htmlBlocks(utf8(), plan, limits, trail),
      { meter },
    )
  }
  if (kind === 'json_object') {
    const header = ndjsonHeader(decoded, limits, options.columns)
    return makeTable(
      { format: 'ndjson', encoding, gzip: text.gzip, header, headerRow: 0 },
      trail,
      () => ndjsonBlocks(utf8(), header, limits, trail),
      { meter },
    )
  }
  const layout: CsvLayout = detectCsvLayout(Buffer.from(decoded, 'utf8'), text.sample.whole, limits, options.columns)
  const { header, headerRow, delimiter } = layout
  return makeTable(
    { format: 'csv', encoding, gzip: text.gzip, header, headerRow, delimiter },
    trail,
    () => csvBlocks(utf8(), layout, limits, trail),
    { meter },
  )
}

const makeTable = (
  info: TableInfo,
  trail: { segments: RowSegment[]; warnings: TabularWarning[] },
  blocks: () => AsyncGenerator<RowBlock>,
  { meter, close = async () => {} }: { meter: Meter; close?: () => Promise<void> },
): Table => ({
  ...info,
  segments: trail.segments,
  warnings: trail.warnings,
  blocks,
  async *csv() {
    for await (const { bytes } of blocks()) yield bytes
  },
  progress: () => Math.min(1, meter.done() / Math.max(1, meter.total)),
  close,
  [Symbol.asyncDispose]: close,
})
