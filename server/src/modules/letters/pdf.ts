import type { LetterContent } from '@redbridge/contract'
import { printable } from './font-coverage.ts'
import { LETTER_HEAD, mm, PAGE, PAGE_NUMBER_DROP, SIZE } from './geometry.ts'
import { BODY, openPen, type Pen, SMALL, type Style } from './pdf-pen.ts'
import { blank, bodyRows, copiesRows, formHead, type Row, titleRows } from './pdf-rows.ts'

const RED = '#e00000'
const bottom = PAGE.top + PAGE.bodyHeight
const right = PAGE.left + PAGE.bodyWidth

/**
 * A letter as PDF after GB/T 9704-2012. The same content (and state) gives the same bytes.
 * @example await renderPdf(content, { isVoid: false }) // <Buffer 25 50 44 46 …>
 */
export const renderPdf = (content: LetterContent, { isVoid }: { isVoid: boolean }): Promise<Buffer> => {
  const pen = openPen(`${content.title}（${content.number}）`, content.issuedOn, content.issuer)
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    pen.doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    pen.doc.on('end', () => resolve(Buffer.concat(chunks)))
    pen.doc.on('error', reject)
  })
  const letter = content.layout === 'letter'
  pen.doc.addPage()
  const start = letter ? drawLetterHead(pen, content) : PAGE.top
  // 7.3.1 and 10.1: two lines between what stands above and the title.
  const head = letter ? [blank(), blank(), ...titleRows(pen, content.title)] : formHead(pen, content)
  layPages(pen, [...head, ...bodyRows(pen, content)], start, copiesBlock(pen, content))
  const pages = pen.doc.bufferedPageRange().count
  for (let page = 0; page < pages; page++) {
    pen.doc.switchToPage(page)
    // 10.1: the first page of a letter carries no number.
    if (!(letter && page === 0)) drawPageNumber(pen, page + 1)
    if (isVoid) drawVoid(pen)
  }
  pen.doc.end()
  return done
}

interface Block {
  readonly height: number
  draw(): void
}
/** 版记 at the foot of the last page; between rules, but for letters (10.1). */
const copiesBlock = (pen: Pen, content: LetterContent): Block | null => {
  const rows = copiesRows(pen, content.copies)
  if (rows.length === 0) return null
  const height = rows.reduce((sum, one) => sum + one.height, 0) + 6
  const draw = (): void => {
    let y = bottom - height + 3
    if (content.layout === 'form')
      for (const at of [bottom - height, bottom])
        pen.doc.moveTo(PAGE.left, at).lineTo(right, at).lineWidth(mm(0.35)).stroke('#000000')
    for (const one of rows) {
      one.draw(y)
      y += one.height
    }
  }
  return { height, draw }
}

/** Rows that must stand together, as groups. */
const groupsOf = (rows: readonly Row[]): Row[][] => {
  const groups: Row[][] = [[]]
  for (const row of rows) {
    groups.at(-1)?.push(row)
    if (!row.keep) groups.push([])
  }
  return groups.filter((group) => group.length > 0)
}

/** Puts rows on pages; the copies take the foot of the page on which the last group stands. */
const layPages = (pen: Pen, rows: readonly Row[], start: number, foot: Block | null): void => {
  let y = start
  const turn = (): void => {
    pen.doc.addPage()
    y = PAGE.top
  }
  const groups = groupsOf(rows)
  groups.forEach((group, i) => {
    const last = i === groups.length - 1
    const height = group.reduce((sum, one) => sum + one.height, 0) + (last && foot ? foot.height : 0)
    const fits = height <= PAGE.bodyHeight
    if (y > PAGE.top && y + height > bottom + 0.01 && fits) turn()
    for (const row of group) {
      // A group longer than a page goes on where it must.
      if (y + row.height > bottom + 0.01) turn()
      if (row.empty && y === PAGE.top) continue
      row.draw(y)
      y += row.height
    }
    if (last && foot && y + foot.height > bottom + 0.01) turn()
  })
  foot?.draw()
}

/** 10.1: the name of the bureau in red, a double rule below it, another at the foot, the number at the right. */
const drawLetterHead = (pen: Pen, content: LetterContent): number => {
  const name = printable(content.issuer)
  let style: Style = { size: 36, weight: 'bold', colour: RED }
  const width = (): number => pen.width(name, style)
  if (width() > PAGE.bodyWidth) style = { ...style, size: (style.size * PAGE.bodyWidth) / width() }
  pen.write(name, (PAGE.width - width()) / 2, LETTER_HEAD.top + style.size / 2, style)
  const rule = LETTER_HEAD.top + style.size + LETTER_HEAD.ruleGap
  drawDoubleRule(pen, rule, 'thick above')
  drawDoubleRule(pen, PAGE.height - LETTER_HEAD.footRule, 'thin above')
  // Seven eighths of a 三号 character between rule and number.
  const middle = rule + (SIZE.body * 7) / 8 + SIZE.body / 2
  pen.write(content.number, right - pen.width(content.number, BODY), middle, BODY)
  return middle + SIZE.body / 2
}
const drawDoubleRule = (pen: Pen, y: number, order: 'thick above' | 'thin above'): void => {
  const from = (PAGE.width - LETTER_HEAD.ruleLength) / 2
  const [upper, lower] = order === 'thick above' ? [2, 0.75] : [0.75, 2]
  const line = (at: number, width: number): void => {
    pen.doc
      .moveTo(from, at)
      .lineTo(from + LETTER_HEAD.ruleLength, at)
      .lineWidth(width)
      .stroke(RED)
  }
  line(y, upper)
  line(y + 3, lower)
}

/** 7.5: odd pages at the right, even ones at the left, one character in. */
const drawPageNumber = (pen: Pen, page: number): void => {
  const text = `— ${page} —`
  const x = page % 2 === 1 ? right - SMALL.size - pen.width(text, SMALL) : PAGE.left + SMALL.size
  pen.write(text, x, bottom + PAGE_NUMBER_DROP + SMALL.size / 2, SMALL)
}

/** A void letter says so on every page, so that no print of it goes out. */
const drawVoid = (pen: Pen): void => {
  const style: Style = { size: 26, weight: 'bold', colour: RED }
  const [x, y, width, height] = [mm(12), mm(8), mm(32), mm(14)]
  pen.doc.rect(x, y, width, height).lineWidth(1.5).stroke(RED)
  pen.write('作　废', x + (width - pen.width('作　废', style)) / 2, y + height / 2, style)
}
