// Chinese lines: 禁则 of GB/T 15834-2011 clause 5.1 (no stop or closing mark begins a line, no opening mark ends one,
// — and … are not split) and nothing splits a number or a Latin word that fits a line.

const NO_START = new Set('!%),.:;?]}°·’”′″℃‰、。〃〉》」』】〕〗〞﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！％），．：；？］｝～…—')
const NO_END = new Set('([{‘“〈《「『【〔〖〝﹙﹛﹝（［｛￥＄#')
/** Joined marks, words and numbers, white space, single characters with what combines with them. */
const CELL = /—+|…+|[\u0021-\u007e\u00c0-\u024f]+|[ ]+|.\p{M}*/gu

/** One unit that is not split: a character, a word, a number. */
export interface Cell {
  readonly text: string
  readonly width: number
  /** full-width: set on the grid of 28 characters a line */
  readonly wide: boolean
}
export interface Line {
  readonly cells: readonly Cell[]
  readonly width: number
  /** the last of its paragraph: not stretched */
  readonly last: boolean
}
/** How one size of one weight measures: glyphs in points, and what the grid adds to a full-width one (mostly less than 0). */
export interface Metrics {
  measure(text: string): number
  readonly grid: number
}

const isWide = (text: string): boolean => (text.codePointAt(0) ?? 0) > 0x2000

/** @example textWidth('两字', { measure, grid: 0 }) // 32 */
export const textWidth = (text: string, { measure, grid }: Metrics): number =>
  measure(text) + grid * [...text].filter(isWide).length

const LONG_WORD = 0.8
const cellsOf = (text: string, width: number, metrics: Metrics): Cell[] => {
  const cell = (part: string): Cell => ({ text: part, width: textWidth(part, metrics), wide: isWide(part) })
  return [...text.matchAll(CELL)].flatMap(([part]) => {
    const whole = cell(part)
    // A word of about a line or longer (an address) breaks where it must.
    return whole.width <= width * LONG_WORD || [...part].length === 1 ? [whole] : [...part].map(cell)
  })
}

/** Whether a line may end between two neighbours. */
export const mayBreak = (before: string, after: string): boolean =>
  !NO_START.has(after[0] as string) && !NO_END.has(before.at(-1) as string)

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0)
const isSpace = (cell: Cell | undefined): boolean => cell !== undefined && cell.text.trim() === ''

/** Whether a line may end before `at`: white space between a character and the mark that belongs to it is no place. */
const mayEnd = (cells: readonly Cell[], at: number): boolean => {
  let [before, after] = [at - 1, at]
  while (isSpace(cells[before])) before--
  while (isSpace(cells[after])) after++
  const [left, right] = [cells[before], cells[after]]
  return !left || !right || mayBreak(left.text, right.text)
}

/** How many of `cells` from `from` on make a line: the last allowed break that fits, or what fits where there is none. */
const takeLine = (cells: readonly Cell[], from: number, width: number): number => {
  let sum = 0
  let to = from
  // A ten-thousandth of a point is the sum's own error, not a character too many.
  while (to < cells.length && sum + (cells[to] as Cell).width <= width + 1e-4) sum += (cells[to++] as Cell).width
  if (to === cells.length) return to
  for (let at = to; at > from; at--) if (mayEnd(cells, at)) return at
  return Math.max(to, from + 1)
}

/**
 * Breaks one paragraph. `first` and `rest` are the widths of the first line and the others, in points.
 * @example breakLines('市监局。', { first: 48, rest: 48 }, { measure, grid: 0 }) // '市监' and '局。': 。 begins no line
 */
export const breakLines = (
  text: string,
  { first, rest }: { first: number; rest: number },
  metrics: Metrics,
): Line[] => {
  const cells = cellsOf(text, Math.min(first, rest), metrics)
  const lines: Line[] = []
  for (let from = 0; from < cells.length; ) {
    const to = takeLine(cells, from, lines.length === 0 ? first : rest)
    let line = cells.slice(from, to)
    while (isSpace(line.at(-1))) line = line.slice(0, -1)
    from = to
    while (isSpace(cells[from])) from++
    if (line.length > 0) lines.push({ cells: line, width: widthOf(line), last: from >= cells.length })
  }
  return lines
}

/** A stretch of text set with one spacing after every character. */
export interface Run {
  readonly text: string
  readonly x: number
  readonly spacing: number
}

/** Points between two characters. Before a long code that may not be split, a short line reads better than a torn one. */
export const MOST_STRETCH = 5

/**
 * Where the text of a line stands: justified to `width` unless it is the last of its paragraph. x counts from the
 * beginning of the line.
 */
export const placeLine = (line: Line, width: number, { grid }: Metrics): Run[] => {
  const gaps = line.cells.length - 1
  const even = line.last || gaps < 1 ? 0 : Math.max(0, (width - line.width) / gaps)
  const extra = even > MOST_STRETCH ? 0 : even
  const runs: { text: string; x: number; spacing: number }[] = []
  let x = 0
  let open = false
  for (const cell of line.cells) {
    // Single full-width characters follow each other with one spacing; words and joined marks stand by themselves.
    const single = cell.wide && [...cell.text].length === 1
    const last = runs.at(-1)
    if (open && single && last) last.text += cell.text
    else runs.push({ text: cell.text, x, spacing: single ? grid + extra : 0 })
    open = single
    x += cell.width + extra
  }
  return runs
}

/** A title over several lines of about one length, the first no shorter, broken between words where it can be. */
export const balanceTitle = (text: string, width: number, metrics: Metrics): string[] => {
  const { measure } = metrics
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map((one) => one.segment)
  const units: string[] = []
  for (const word of words) {
    const before = units.at(-1)
    if (before !== undefined && !mayBreak(before, word)) units[units.length - 1] = before + word
    else if (measure(word) > width) units.push(...[...word])
    else units.push(word)
  }
  const count = Math.ceil(measure(text) / width)
  for (let lines = count; lines <= count + 3; lines++) {
    const filled = fillTitle(units, lines, width, measure)
    if (filled) return filled
  }
  return breakLines(text, { first: width, rest: width }, metrics).map(({ cells }) => cells.map((c) => c.text).join(''))
}

const fillTitle = (
  units: readonly string[],
  count: number,
  width: number,
  measure: Metrics['measure'],
): string[] | null => {
  const total = units.reduce((sum, unit) => sum + measure(unit), 0)
  const lines: string[] = []
  let line = ''
  let done = 0
  for (const unit of units) {
    const next = measure(line + unit)
    const share = (total - done) / (count - lines.length)
    // The unit goes where the line comes closest to its share of what is left.
    const closer = line !== '' && lines.length < count - 1 && next - share > share - measure(line)
    if (closer || (next > width && line !== '')) {
      lines.push(line)
      done += measure(line)
      line = unit
    } else line += unit
  }
  lines.push(line)
  return lines.length <= count && lines.every((one) => measure(one) <= width) ? lines : null
}
