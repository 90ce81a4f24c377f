import type { LetterBlock, LetterContent, LetterTemplateFault } from '@redbridge/contract'
import type { Filled, FilledLine } from './template-fill.ts'

// From the lines of a filled template to the parts of a letter, as GB/T 9704-2012 names them.

/** Line marks, Chinese and English, and the part of the letter each begins. */
const MARKS: Readonly<Record<string, Part>> = {
  版式: 'layout',
  layout: 'layout',
  标题: 'title',
  title: 'title',
  主送: 'to',
  to: 'to',
  顶格: 'flush',
  flush: 'flush',
  签字: 'sign',
  sign: 'sign',
  附件: 'attachment',
  attachment: 'attachment',
  署名: 'issuer',
  issuer: 'issuer',
  日期: 'date',
  date: 'date',
  附注: 'note',
  note: 'note',
  抄送: 'copies',
  copies: 'copies',
}
type Part =
  | 'layout'
  | 'title'
  | 'to'
  | 'flush'
  | 'sign'
  | 'attachment'
  | 'issuer'
  | 'date'
  | 'note'
  | 'copies'
  | 'heading'
  | 'paragraph'
/** Parts that a letter has once; the body, attachments and signature lines repeat. */
const ONCE: readonly Part[] = ['layout', 'title', 'to', 'issuer', 'date', 'note', 'copies']
const LAYOUTS: Readonly<Record<string, LetterContent['layout']>> = {
  函: 'letter',
  letter: 'letter',
  文书: 'form',
  form: 'form',
}

interface Marked {
  readonly part: Part | 'unknown'
  readonly line: number
  readonly text: string
  readonly mark: string
}

const trim = (text: string): string => text.replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')

/** The mark of a line, which only the template's own words can set, and the text behind it. */
const markOf = ({ line, lead, text }: FilledLine): Marked => {
  const start = lead.replace(/^[\s\u3000]+/, '')
  const rest = text.slice(lead.length - start.length)
  if (start.startsWith('##')) return { part: 'heading', line, mark: '##', text: trim(rest.slice(2)) }
  if (!start.startsWith('@')) return { part: 'paragraph', line, mark: '', text: trim(rest) }
  const mark = /^@[^\s\u3000]*/.exec(start)?.[0] ?? '@'
  return { part: MARKS[mark.slice(1)] ?? 'unknown', line, mark, text: trim(rest.slice(mark.length)) }
}

/** What is wrong with the marks of a template, whatever its conditions choose. */
export const markFaults = (everyBranch: Filled, sample: Filled): LetterTemplateFault[] => {
  const faults: LetterTemplateFault[] = []
  for (const { part, mark, line, text } of everyBranch.lines.map(markOf)) {
    if (part === 'unknown') faults.push({ line, zh: `没有行标“${mark}”`, en: `There is no line mark "${mark}"` })
    if (part === 'layout' && !LAYOUTS[text])
      faults.push({ line, zh: '版式只能是“函”或“文书”', en: 'The layout is 函 (letter) or 文书 (form)' })
  }
  const filled = sample.lines.map(markOf).filter((one) => one.text !== '' || one.mark !== '')
  for (const part of ONCE) {
    const [, second] = filled.filter((one) => one.part === part)
    if (second)
      faults.push({ line: second.line, zh: `“${second.mark}”只能有一行`, en: `Only one line "${second.mark}"` })
  }
  const has = (part: Part): boolean => filled.some((one) => one.part === part && one.text !== '')
  if (!has('title')) faults.push({ line: 1, zh: '缺少“@标题”', en: 'No line "@标题" (title)' })
  if (!has('paragraph')) faults.push({ line: 1, zh: '缺少正文', en: 'No body' })
  const letter = filled.some((one) => one.part === 'layout' && LAYOUTS[one.text] === 'letter')
  if (letter && !(filled.some((one) => one.part === 'issuer') && filled.some((one) => one.part === 'date')))
    faults.push({ line: 1, zh: '函须有“@署名”和“@日期”', en: 'A letter has "@署名" (issuer) and "@日期" (date)' })
  return faults
}

const BLOCKS: Partial<Record<Part, LetterBlock['kind']>> = {
  paragraph: 'paragraph',
  heading: 'heading',
  flush: 'flush',
  sign: 'sign',
}

/** What every letter has from the system. */
interface Head {
  readonly issuer: string
  readonly number: string
  readonly date: string
  readonly issuedOn: string
}

/** The finished letter. Parts whose text came out empty are left out; a missing title or body is the caller's to refuse. */
export const composeLetter = (filled: Filled, head: Head): LetterContent => {
  const marked = filled.lines.map(markOf)
  const of = (part: Part): Marked | undefined => marked.find((one) => one.part === part)
  const one = (part: Part): string | null => of(part)?.text.replaceAll('\n', ' ') || null
  const blocks = marked.flatMap(({ part, text }) => {
    const kind = BLOCKS[part as Part]
    return kind && text !== '' ? text.split('\n').map((line) => ({ kind, text: trim(line) })) : []
  })
  return {
    layout: LAYOUTS[of('layout')?.text ?? ''] ?? 'form',
    issuer: head.issuer,
    number: head.number,
    title: one('title') ?? '',
    recipient: withEnd(one('to'), '：'),
    blocks,
    attachments: marked.flatMap(({ part, text }) =>
      part === 'attachment' ? text.split('\n').map(trim).filter(Boolean) : [],
    ),
    signature: of('issuer') ? (one('issuer') ?? head.issuer) : null,
    date: of('date') ? (one('date') ?? head.date) : null,
    note: one('note'),
    copies: withEnd(one('copies'), '。'),
    issuedOn: head.issuedOn,
  }
}
const withEnd = (text: string | null, end: string): string | null =>
  text && (text.endsWith(end) ? text : `${text}${end}`)

/** The bytes that the ledger's digest is of: one order of members, no white space. */
export const canonicalContent = (content: LetterContent): string =>
  JSON.stringify({
    attachments: content.attachments,
    blocks: content.blocks.map(({ kind, text }) => ({ kind, text })),
    copies: content.copies,
    date: content.date,
    issuedOn: content.issuedOn,
    issuer: content.issuer,
    layout: content.layout,
    note: content.note,
    number: content.number,
    recipient: content.recipient,
    signature: content.signature,
    title: content.title,
  })
