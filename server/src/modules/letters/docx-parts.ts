import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  type IParagraphOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx'
import { CHARACTER_PITCH, LETTER_HEAD, mm, PAGE, PITCH, SIZE } from './geometry.ts'

// Paragraphs of an official letter in WordprocessingML. Lengths are twips, twentieths of a point.

export const twips = (points: number): number => Math.round(points * 20)
export const EM = twips(CHARACTER_PITCH)
const RED = 'E00000'

/** 5.2.2 and 7.3.1: 仿宋 for the body, 黑体 for headings, 小标宋 for title and heading; Latin and figures in Times. */
const FACES = { body: '仿宋_GB2312', heading: '黑体', title: '方正小标宋简体', number: '宋体' } as const
export type Face = keyof typeof FACES
/** What takes the place of a face that a machine lacks (w:altName). */
const INSTEAD: Record<Face, string> = { body: 'FangSong', heading: 'SimHei', title: 'SimSun', number: 'SimSun' }

interface Text {
  readonly face?: Face
  readonly size?: number
  readonly colour?: string
}
export const run = (text: string, { face = 'body', size = SIZE.body, colour }: Text = {}): TextRun =>
  new TextRun({
    text,
    size: size * 2,
    // 28 characters a line: a quarter point closer than they are wide. A grid would say so too, but word processors
    // other than Word read it otherwise.
    ...(size === SIZE.body ? { characterSpacing: -5 } : {}),
    // The substitute for 小标宋 is heavy only when it is set bold.
    bold: face === 'title',
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FACES[face], hint: 'eastAsia' },
    ...(colour ? { color: colour } : {}),
  })
/** Rounded down: 22 lines of a twip too many each would be 21. */
const exact = (points: number) => ({ line: Math.floor(points * 20), lineRule: LineRuleType.EXACT })

/** A line of the grid, or a paragraph of such lines. */
export const line = (children: IParagraphOptions['children'], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ spacing: exact(PITCH), alignment: AlignmentType.JUSTIFIED, ...more, children: children ?? [] })
export const body = (text: string, more: IParagraphOptions = {}): Paragraph =>
  line([run(text)], { indent: { firstLine: 2 * EM, firstLineChars: 200 }, ...more })
export const empty = (more: IParagraphOptions = {}): Paragraph => line([run('')], more)
export const title = (text: string): Paragraph =>
  new Paragraph({
    spacing: exact(34),
    alignment: AlignmentType.CENTER,
    keepNext: true,
    children: [run(text, { face: 'title', size: SIZE.title })],
  })

/** `label` TAB `name`, further lines under the name. */
export const hanging = (
  label: string,
  name: string,
  { left, back, keepNext }: { left: number; back: number; keepNext: boolean },
): Paragraph =>
  line([run(label), ...(label.endsWith('：') ? [] : [new TextRun({ children: [new Tab()] })]), run(name)], {
    indent: { left: left * EM, hanging: back * EM },
    alignment: AlignmentType.LEFT,
    keepNext,
  })

export const signLine = (text: string): Paragraph =>
  line(
    [
      run(`${text}（签字）：`),
      new TextRun({ text: '　'.repeat(5), underline: {}, size: SIZE.body * 2 }),
      new TextRun({ children: [new Tab()] }),
      run('年　　月　　日'),
    ],
    {
      alignment: AlignmentType.LEFT,
      keepNext: true,
      tabStops: [{ type: TabStopType.RIGHT, position: twips(PAGE.bodyWidth) }],
      spacing: { ...exact(PITCH), before: twips(PITCH / 2) },
    },
  )

export const rightLine = (text: string, indent: number, more: IParagraphOptions = {}): Paragraph =>
  line([run(text)], { alignment: AlignmentType.RIGHT, indent: { right: Math.round(indent * EM) }, ...more })

/** 版记 at the foot of the type area, in a frame that leaves the text alone. */
export const copies = (text: string, ruled: boolean): Paragraph => {
  const rule = { style: BorderStyle.SINGLE, size: 8, space: 2, color: '000000' }
  return new Paragraph({
    frame: {
      type: 'alignment',
      width: twips(PAGE.bodyWidth),
      anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
      alignment: { x: 'left', y: 'bottom' },
      wrap: FrameWrap.AROUND,
    },
    spacing: exact(22),
    indent: { left: twips(SIZE.small * 4), hanging: twips(SIZE.small * 3), right: twips(SIZE.small) },
    ...(ruled ? { border: { top: rule, bottom: rule } } : {}),
    children: [run(`抄送：${text}`, { size: SIZE.small })],
  })
}

/** 10.1: heading of a letter, with its rule 170 mm long and the number below it. */
export const letterHead = (issuer: string, number: string): Paragraph[] => {
  const size = Math.min(36, Math.floor(PAGE.bodyWidth / Math.max(1, [...issuer].length)))
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: exact(size),
      ...overhang,
      border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, space: 11, color: RED } },
      children: [run(issuer, { face: 'title', size, colour: RED })],
    }),
    rightLine(number, 0, { spacing: { ...exact(PITCH), before: twips(SIZE.body / 2) } }),
  ]
}
const overhang = { indent: { left: -twips(mm(8)), right: -twips(mm(6)) } }
/** The rule at the foot of a letter's first page: 20 mm above the edge, where the footer ends. */
export const letterFoot = (): Paragraph =>
  new Paragraph({
    spacing: exact(4),
    ...overhang,
    border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, space: 0, color: RED } },
    children: [],
  })
/** 7.5: — 1 —, odd pages at the right, even ones at the left, one character in. */
export const pageNumber = (side: 'left' | 'right'): Paragraph =>
  new Paragraph({
    alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: { [side]: twips(SIZE.small) },
    spacing: { ...exact(SIZE.small), after: twips(mm(35 - 7) - SIZE.small - LETTER_HEAD.footRule) },
    children: [
      run('— ', { face: 'number', size: SIZE.small }),
      new TextRun({ children: [PageNumber.CURRENT], size: SIZE.small * 2, font: FACES.number }),
      run(' —', { face: 'number', size: SIZE.small }),
    ],
  })

/** On every page of a void letter, in the corner above the text. */
export const voidMark = (): Paragraph => {
  const rule = { style: BorderStyle.SINGLE, size: 12, space: 2, color: RED }
  return new Paragraph({
    frame: {
      type: 'absolute',
      position: { x: twips(mm(12)), y: twips(mm(8)) },
      width: twips(mm(32)),
      height: twips(mm(14)),
      anchor: { horizontal: FrameAnchorType.PAGE, vertical: FrameAnchorType.PAGE },
    },
    alignment: AlignmentType.CENTER,
    border: { top: rule, bottom: rule, left: rule, right: rule },
    children: [run('作　废', { face: 'title', size: 26, colour: RED })],
  })
}

/** word/fontTable.xml with the substitutes: the library writes none. */
export const fontTable = (): string => {
  const faces = Object.keys(FACES) as Face[]
  const fonts = faces.map(
    (face) =>
      `<w:font w:name="${FACES[face]}"><w:altName w:val="${INSTEAD[face]}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`
}
