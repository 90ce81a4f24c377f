import PDFDocument from 'pdfkit'
import { printable, typeface } from './font-coverage.ts'
import { CHARACTER_PITCH, PAGE, SIZE } from './geometry.ts'
import { breakLines, type Metrics, placeLine, type Run, textWidth } from './line-break.ts'

// Setting text on a page: every piece stands where line-break.ts put it, none where pdfkit would.

export type Weight = 'regular' | 'bold'
export interface Style {
  readonly size: number
  readonly weight: Weight
  readonly colour?: string
}
export const BODY: Style = { size: SIZE.body, weight: 'regular' }
export const HEADING: Style = { size: SIZE.body, weight: 'bold' }
export const SMALL: Style = { size: SIZE.small, weight: 'regular' }
export const TITLE: Style = { size: SIZE.title, weight: 'bold' }

export interface Pen {
  readonly doc: PDFKit.PDFDocument
  metrics(style: Style): Metrics
  width(text: string, style: Style): number
  /** one line, its middle at `middle`, beginning at x */
  write(text: string, x: number, middle: number, style: Style): void
  runs(runs: readonly Run[], x: number, middle: number, style: Style): void
}

/** The middle of a full-width character lies this far above the base line (ascent 0.88, descent 0.12 em). */
const MIDDLE = 0.38

export const openPen = (title: string, issuedOn: string, author: string): Pen => {
  // A letter rendered again has the same bytes, so its file is dated by the letter, not by the clock.
  const date = new Date(`${issuedOn}T00:00:00+08:00`)
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: author,
      CreationDate: date,
      ModDate: date,
      Creator: '红桥 Redbridge',
      Producer: 'pdfkit',
    },
  })
  const { regular, bold } = typeface()
  doc.registerFont('regular', regular).registerFont('bold', bold)
  const set = ({ size, weight }: Style) => doc.font(weight).fontSize(size)
  const known = new Map<string, Metrics>()
  const metrics = (style: Style): Metrics => {
    const key = `${style.weight}${style.size}`
    const found = known.get(key) ?? {
      measure: (text: string) => set(style).widthOfString(text),
      grid: style.size === SIZE.body ? CHARACTER_PITCH - SIZE.body : 0,
    }
    known.set(key, found)
    return found
  }
  const put = (text: string, x: number, middle: number, style: Style, spacing: number): void => {
    set(style)
      .fillColor(style.colour ?? '#000000')
      .text(text, x, middle + MIDDLE * style.size, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: spacing,
      })
  }
  const runs: Pen['runs'] = (all, x, middle, style) => {
    for (const run of all) put(run.text, x + run.x, middle, style, run.spacing)
  }
  return {
    doc,
    metrics,
    runs,
    width: (text, style) => textWidth(printable(text), metrics(style)),
    write: (text, x, middle, style) => {
      const lines = breakLines(printable(text), { first: 1e6, rest: 1e6 }, metrics(style))
      if (lines[0]) runs(placeLine(lines[0], 0, metrics(style)), x, middle, style)
    },
  }
}
