import type { LetterContent } from '@redbridge/contract'
import { printable } from './font-coverage.ts'
import { CHARACTER_PITCH, DATE_INDENT, PAGE, PITCH } from './geometry.ts'
import { balanceTitle, breakLines, placeLine } from './line-break.ts'
import { BODY, HEADING, type Pen, SMALL, type Style, TITLE } from './pdf-pen.ts'

// A letter as rows from top to bottom; pdf.ts puts them on pages.

export interface Row {
  readonly height: number
  /** nothing to see: left out at the top of a page */
  readonly empty?: boolean
  /** stays on the page of the row after it */
  readonly keep: boolean
  draw(top: number): void
}
const em = CHARACTER_PITCH
const right = PAGE.left + PAGE.bodyWidth
const row = (draw: (middle: number) => void, height = PITCH): Row => ({
  height,
  keep: false,
  draw: (top) => draw(top + height / 2),
})
export const blank = (height = PITCH): Row => ({ ...row(() => {}, height), empty: true })
const keep = (rows: readonly Row[]): Row[] => rows.map((one) => ({ ...one, keep: true }))

interface Flow {
  readonly style: Style
  /** from the left edge of the type area */
  readonly first: number
  readonly rest: number
  readonly right?: number
  readonly height?: number
}
/** A justified paragraph; `first` and `rest` are the indents of its first line and the others. */
const paragraph = (pen: Pen, text: string, flow: Flow): Row[] => {
  const { style, height } = flow
  const indent = (i: number): number => (i === 0 ? flow.first : flow.rest)
  const width = (i: number): number => PAGE.bodyWidth - indent(i) - (flow.right ?? 0)
  const metrics = pen.metrics(style)
  return breakLines(printable(text), { first: width(0), rest: width(1) }, metrics).map((line, i) =>
    row((middle) => pen.runs(placeLine(line, width(i), metrics), PAGE.left + indent(i), middle, style), height),
  )
}
const centred = (pen: Pen, text: string, style: Style, height?: number): Row =>
  row((middle) => pen.write(text, PAGE.left + (PAGE.bodyWidth - pen.width(text, style)) / 2, middle, style), height)

/** 7.3.1: the title centred over one or more lines of about one length. */
export const titleRows = (pen: Pen, text: string): Row[] => {
  const lines = balanceTitle(printable(text), PAGE.bodyWidth - 2 * em, pen.metrics(TITLE))
  return keep(lines.map((line) => centred(pen, line, TITLE, 34)))
}
/** Enforcement documents: the issuing bureau in black, the name of the document, the number at the right. */
export const formHead = (pen: Pen, content: LetterContent): Row[] => [
  ...titleRows(pen, content.issuer),
  ...titleRows(pen, content.title),
  blank(PITCH / 2),
  row((middle) => pen.write(content.number, right - pen.width(content.number, BODY), middle, BODY)),
]

const signRows = (pen: Pen, text: string): Row[] => {
  const label = `${text}（签字）：`
  return [
    blank(PITCH / 2),
    row((middle) => {
      pen.write(label, PAGE.left, middle, BODY)
      const from = PAGE.left + pen.width(label, BODY)
      const date = '年　　月　　日'
      const at = right - pen.width(date, BODY)
      pen.write(date, at, middle, BODY)
      pen.doc
        .moveTo(from, middle + 9)
        .lineTo(Math.max(from + 3 * em, at - 3 * em), middle + 9)
        .lineWidth(0.6)
        .stroke('#000000')
    }),
  ]
}

type Blocks = LetterContent['blocks']
/** Lines to sign on stand below the attachments, wherever the text has them. */
export const partBlocks = (blocks: Blocks): [signed: Blocks, told: Blocks] => [
  blocks.filter(({ kind }) => kind === 'sign'),
  blocks.filter(({ kind }) => kind !== 'sign'),
]

const blockRows = (pen: Pen, { kind, text }: LetterContent['blocks'][number]): Row[] => {
  // 7.3.3: two characters in, the rest at the edge; a heading stays with what it heads.
  if (kind === 'flush') return paragraph(pen, text, { style: BODY, first: 0, rest: 0 })
  const rows = paragraph(pen, text, { style: kind === 'heading' ? HEADING : BODY, first: 2 * em, rest: 0 })
  return kind === 'heading' ? keep(rows) : rows
}

/** 7.3.4: 附件： one line below the body, further lines under the first character of the name. */
const attachmentRows = (pen: Pen, attachments: readonly string[]): Row[] => {
  if (attachments.length === 0) return []
  const one = attachments.length === 1
  const label = 5 * em
  const names = attachments.flatMap((name, i) => {
    const number = one ? '' : `${i + 1}.`
    const start = one ? label : label + pen.width(`${attachments.length}.`, BODY) + 2
    const rows = paragraph(pen, name, { style: BODY, first: start, rest: start })
    const [first, ...rest] = rows
    if (!first) return []
    const numbered = row((middle) => {
      if (i === 0) pen.write('附件：', PAGE.left + 2 * em, middle, BODY)
      if (number) pen.write(number, PAGE.left + label, middle, BODY)
      first.draw(middle - PITCH / 2)
    })
    return [numbered, ...rest]
  })
  return [...keep([blank()]), ...names]
}

/** 7.3.5.1: the date four characters from the right, the bureau centred over it; blank space above and over both for the seal. */
const signatureRows = (pen: Pen, { signature, date, note }: LetterContent): Row[] => {
  const names = signature ? balanceTitle(printable(signature), SIGNED_WIDTH, pen.metrics(BODY)) : []
  const day = pen.width(date ?? '', BODY)
  const widest = Math.max(day, ...names.map((name) => pen.width(name, BODY)))
  // A name so long that it would leave the page at the right moves both to the left.
  const centre = right - Math.max(DATE_INDENT * em + day / 2, widest / 2)
  const rows = [...names, ...(date ? [date] : [])].map((text) =>
    row((middle) => pen.write(text, centre - pen.width(text, BODY) / 2, middle, BODY)),
  )
  if (rows.length > 0) rows.unshift(blank(), blank())
  return [...rows, ...(note ? paragraph(pen, `（${note}）`, { style: BODY, first: 2 * em, rest: 0 }) : [])]
}
const SIGNED_WIDTH = 24 * em

/** 7.4.2: copies in 四号, one character in from either side, further lines under the first name. */
export const copiesRows = (pen: Pen, copies: string | null): Row[] => {
  if (!copies) return []
  const indent = SMALL.size
  const label = '抄送：'
  const start = indent + pen.width(label, SMALL)
  const rows = paragraph(pen, copies, { style: SMALL, first: start, rest: start, right: indent, height: 22 })
  const [first, ...rest] = rows
  if (!first) return []
  const labelled = row((middle) => {
    pen.write(label, PAGE.left + indent, middle, SMALL)
    first.draw(middle - 11)
  }, 22)
  return [labelled, ...rest]
}

/** Everything between heading and copies. The last two lines of the body never leave the signature alone. */
export const bodyRows = (pen: Pen, content: LetterContent): Row[] => {
  const recipient = content.recipient ? paragraph(pen, content.recipient, { style: BODY, first: 0, rest: 0 }) : []
  const [signed, told] = partBlocks(content.blocks)
  const body = [blank(), ...keep(recipient), ...told.flatMap((block) => blockRows(pen, block))]
  const attachments = attachmentRows(pen, content.attachments)
  const end = [...signed.flatMap(({ text }) => signRows(pen, text)), ...signatureRows(pen, content)]
  if (end.length === 0) return [...body, ...attachments]
  // A list of attachments too long to move in one piece is body enough.
  const moved = attachments.length <= MOVABLE_LINES
  const before = moved ? body : [...body, ...attachments]
  return [
    ...before.slice(0, -2),
    ...keep([...before.slice(-2), ...(moved ? attachments : []), ...end.slice(0, -1)]),
    ...end.slice(-1),
  ]
}
const MOVABLE_LINES = 8
