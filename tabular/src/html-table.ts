import { createSink, putByte, putStub, putText, takeBytes } from './byte-sink.ts'
import { EXAMPLE_MARK } from './csv/canonical.ts'
import { TabularError } from './errors.ts'
import { findHeaderRow, HEADER_SEARCH_ROWS, type KnownColumn, trimHeader } from './header.ts'
import type { TableLimits } from './limits.ts'
import type { RowBlock, RowTrail } from './rows.ts'

const BLOCK = 1024 * 1024
const ROW_START = /<tr\b[^>]*>/gi
const ROW_END = /<\/tr\s*>|<tr\b|<\/table\s*>/gi
const CELL_START = /<t[dh]\b([^>]*)>/gi
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  middot: '·',
}

/** Cells of one `<tr>`: tags dropped, `<br>` a blank, colspan as empty cells. Closing tags may be missing. */
export const htmlCells = (row: string): string[] => {
  const cells: string[] = []
  for (const [index, start] of [...row.matchAll(CELL_START)].entries()) {
    if (index > 20_000) break
    const from = start.index + start[0].length
    const rest = row.slice(from)
    const end = rest.search(/<\/?t[dh]\b/i)
    cells.push(htmlText(end === -1 ? rest : rest.slice(0, end)))
    const span = Number(/colspan\s*=\s*["']?(\d{1,3})/i.exec(start[1]!)?.[1] ?? 1)
    for (let i = 1; i < span; i++) cells.push('')
  }
  return cells
}

const htmlText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, (tag) => (/^<(br|\/p|\/div)\b/i.test(tag) ? ' ' : ''))
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, name: string) => {
      if (name[0] !== '#') return ENTITIES[name.toLowerCase()] ?? whole
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
    })
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()

/** Rows of the tables in a text that streams in; null for a row longer than allowed. */
async function* htmlRows(utf8: AsyncIterable<Uint8Array>, max: number): AsyncGenerator<string[] | null> {
  const decoder = new TextDecoder()
  let text = ''
  let inRow = false
  function* take(final: boolean): Generator<string[] | null> {
    for (let at = 0; ; ) {
      const pattern = inRow ? ROW_END : ROW_START
      pattern.lastIndex = at
      const hit = pattern.exec(text)
      if (!hit) {
        // Outside rows only a tag cut in two is worth keeping.
        text = inRow ? text.slice(at) : text.slice(Math.max(at, text.lastIndexOf('<'), text.length - 1024))
        break
      }
      if (inRow) yield hit.index - at > max ? null : htmlCells(text.slice(at, hit.index))
      at = inRow && !hit[0].startsWith('</') ? hit.index : hit.index + hit[0].length
      inRow = !inRow
    }
    if (final && inRow && text.length > 0) yield htmlCells(text)
  }
  let dropped = false
  for await (const chunk of utf8) {
    text += decoder.decode(chunk, { stream: true })
    yield* take(false)
    if (inRow && text.length > max) {
      text = text.slice(-32)
      if (!dropped) yield null
      dropped = true
    } else dropped = false
  }
  yield* take(true)
}

export interface HtmlPlan {
  readonly header: string[]
  readonly headerRow: number
}

export const planHtml = async (
  sample: Buffer,
  limits: TableLimits,
  columns?: readonly KnownColumn[],
): Promise<HtmlPlan> => {
  const rows: { cells: string[]; number: number }[] = []
  let number = 0
  for await (const cells of htmlRows(once(sample), limits.rowBytes)) {
    number++
    if (cells?.some((cell) => cell !== '')) rows.push({ cells, number })
    if (rows.length >= HEADER_SEARCH_ROWS) break
  }
  if (number === 0) throw new TabularError('not_a_table', { detail: 'HTML' })
  const { index } = findHeaderRow(
    rows.map(({ cells }) => cells),
    columns,
  )
  if (index === -1)
    throw new TabularError('header_not_found', { detail: rows[0]?.cells.join(',').slice(0, 60) ?? 'HTML' })
  const header = trimHeader(rows[index]!.cells)
  if (header.length > limits.columns)
    throw new TabularError('too_many_columns', { detail: `${header.length} > ${limits.columns}` })
  return { header, headerRow: rows[index]!.number }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Data rows of an HTML table (what many Chinese systems export under the name .xls). */
export async function* htmlBlocks(
  utf8: AsyncIterable<Uint8Array>,
  plan: HtmlPlan,
  limits: TableLimits,
  trail: RowTrail,
): AsyncGenerator<RowBlock> {
  const sink = createSink(BLOCK)
  const width = plan.header.length
  let number = 0
  let rows = 0
  let given = 0
  for await (const cells of htmlRows(utf8, limits.rowBytes)) {
    number++
    if (number <= plan.headerRow || cells?.slice(0, width).every((cell) => cell === '')) continue
    if (cells && rows < 5 && cells.some((cell) => cell.includes(EXAMPLE_MARK))) {
      trail.warn({ code: 'example_row', row: number })
      continue
    }
    trail.note(rows++, number)
    if (rows > limits.rows) throw new TabularError('too_many_rows', { detail: `> ${limits.rows}` })
    if (cells) putCells(sink, cells, width)
    else {
      trail.warn({ code: 'row_too_long', row: number })
      putStub(sink, '…', width)
    }
    if (sink.length < BLOCK) continue
    yield { bytes: takeBytes(sink), rows: rows - given }
    given = rows
  }
  if (rows > given) yield { bytes: takeBytes(sink), rows: rows - given }
}

const putCells = (sink: ReturnType<typeof createSink>, cells: readonly string[], width: number): void => {
  for (let i = 0; i < width; i++) {
    if (i > 0) putByte(sink, 0x2c)
    putText(sink, cells[i] ?? '')
  }
  putByte(sink, 0x0a)
}
