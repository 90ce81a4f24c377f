import type { LetterContent } from '@redbridge/contract'
import { Document, Footer, Header, Packer, type Paragraph } from 'docx'
import * as part from './docx-parts.ts'
import { CHARACTER_PITCH, DATE_INDENT, LETTER_HEAD, PAGE, SIZE } from './geometry.ts'
import { balanceTitle, type Metrics } from './line-break.ts'
import { partBlocks } from './pdf-rows.ts'
import { sameTimes } from './same-times.ts'

/** Characters of 仿宋 and 小标宋 are square, Latin ones about half as wide: enough to centre by. */
const ems: Metrics = {
  grid: 0,
  measure: (text) => [...text].reduce((sum, one) => sum + ((one.codePointAt(0) as number) > 0x2000 ? 1 : 0.5), 0),
}

/**
 * A letter as DOCX after GB/T 9704-2012, for printing where 仿宋 and 小标宋 are at hand. The same content (and
 * state) gives the same bytes.
 * @example await renderDocx(content, { isVoid: false }) // <Buffer 50 4b 03 04 …>
 */
export const renderDocx = async (content: LetterContent, { isVoid }: { isVoid: boolean }): Promise<Buffer> => {
  const letter = content.layout === 'letter'
  const mark = isVoid ? [part.voidMark()] : []
  const first = letter ? [...mark, ...part.letterHead(content.issuer, content.number)] : mark
  const document = new Document({
    title: content.title,
    creator: content.issuer,
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    styles: { default: { document: { run: { size: SIZE.body * 2, font: '仿宋_GB2312' } } } },
    sections: [
      {
        properties: {
          titlePage: letter,
          page: { size: pageSize, margin: margins },
        },
        headers: {
          default: new Header({ children: mark }),
          even: new Header({ children: mark }),
          ...(letter ? { first: new Header({ children: first }) } : {}),
        },
        footers: {
          default: new Footer({ children: [part.pageNumber('right')] }),
          even: new Footer({ children: [part.pageNumber('left')] }),
          ...(letter ? { first: new Footer({ children: [part.letterFoot()] }) } : {}),
        },
        children: paragraphsOf(content),
      },
    ],
  })
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: part.fontTable() },
    { path: 'docProps/core.xml', data: coreProperties(content) },
  ])
  return sameTimes(packed)
}

const pageSize = { width: part.twips(PAGE.width), height: part.twips(PAGE.height) }
const margins = {
  top: part.twips(PAGE.top),
  left: part.twips(PAGE.left),
  right: part.twips(PAGE.width - PAGE.left - PAGE.bodyWidth),
  bottom: part.twips(PAGE.height - PAGE.top - PAGE.bodyHeight),
  header: part.twips(LETTER_HEAD.top),
  footer: part.twips(LETTER_HEAD.footRule),
  gutter: 0,
}

const titles = (text: string): Paragraph[] =>
  balanceTitle(text, Math.floor((PAGE.bodyWidth - 2 * CHARACTER_PITCH) / SIZE.title), ems).map(part.title)

const paragraphsOf = (content: LetterContent): Paragraph[] => {
  const [signed, told] = partBlocks(content.blocks)
  const letter = content.layout === 'letter'
  // The last paragraph goes with the signature: never a signature alone on its page.
  const last = told.length - 1
  return [
    ...(letter
      ? [part.empty(), part.empty(), ...titles(content.title)]
      : [...titles(content.issuer), ...titles(content.title), part.rightLine(content.number, 0)]),
    part.empty({ keepNext: true }),
    ...(content.recipient ? [part.line([part.run(content.recipient)], { keepNext: true })] : []),
    ...told.map(({ kind, text }, i) =>
      kind === 'flush'
        ? part.line([part.run(text)], { keepNext: i === last })
        : kind === 'heading'
          ? part.line([part.run(text, { face: 'heading' })], { indent: { firstLine: 2 * part.EM }, keepNext: true })
          : part.body(text, { keepNext: i === last }),
    ),
    ...attachments(content.attachments),
    ...signed.map(({ text }) => part.signLine(text)),
    ...signature(content),
    ...(content.copies ? [part.copies(content.copies, !letter)] : []),
  ]
}

/** 7.3.4; a short list goes with the signature. */
const attachments = (names: readonly string[]): Paragraph[] => {
  if (names.length === 0) return []
  const keepNext = names.length <= 8
  const one = names.length === 1
  return [
    part.empty({ keepNext: true }),
    ...names.map((name, i) => {
      if (one) return part.hanging('附件：', name, { left: 5, back: 3, keepNext })
      if (i === 0) return part.hanging('附件：1.', name, { left: 6, back: 4, keepNext })
      return part.hanging(`${i + 1}.`, name, { left: 6, back: 1, keepNext })
    }),
  ]
}

/** 7.3.5.1: the date four characters from the right, the bureau centred over it, room for the seal. */
const signature = ({ signature: name, date, note }: LetterContent): Paragraph[] => {
  const names = name ? balanceTitle(name, 24, ems) : []
  const day = ems.measure(date ?? '')
  const centre = Math.max(DATE_INDENT + day / 2, ...names.map((one) => ems.measure(one) / 2))
  const signed = [...names, ...(date ? [date] : [])]
  return [
    ...(signed.length > 0 ? [part.empty({ keepNext: true }), part.empty({ keepNext: true })] : []),
    ...signed.map((text, i) =>
      part.rightLine(text, centre - ems.measure(text) / 2, { keepNext: i < signed.length - 1 || note !== null }),
    ),
    ...(note ? [part.body(`（${note}）`)] : []),
  ]
}

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
/** docProps/core.xml dated by the letter, where the library would write the time of packing. */
const coreProperties = ({ title, issuer, issuedOn }: LetterContent): string => {
  const time = `<W xsi:type="dcterms:W3CDTF">${issuedOn}T00:00:00Z</W>`
  const dated = (name: string): string => time.replaceAll('W>', `dcterms:${name}>`).replace('<W ', `<dcterms:${name} `)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(issuer)}</dc:creator>${dated('created')}${dated('modified')}</cp:coreProperties>`
}
