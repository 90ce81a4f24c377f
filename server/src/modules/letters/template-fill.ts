import { chineseNumber } from '@redbridge/law'
import type { TemplateNode } from './template-parse.ts'

/** Cleaned values by name; a list has its items. */
export type LetterValues = ReadonlyMap<string, string | readonly string[]>

/** One line of a filled template. Only what the template itself says can be a mark; '\n' in `text` came with a value. */
export interface FilledLine {
  readonly line: number
  /** literal text at the beginning of the line, where a mark may stand */
  readonly lead: string
  readonly text: string
}
export interface Filled {
  readonly lines: readonly FilledLine[]
  /** names that had no value where one is needed, each once */
  readonly missing: readonly string[]
}

interface Options {
  readonly values: LetterValues
  cite(citation: string): string
  /** writes both branches of every condition: how marks are checked before any value is known */
  readonly everyBranch?: boolean
}
interface Piece {
  readonly text: string
  readonly literal: boolean
  readonly line: number
}
type Item = ReadonlyMap<string, string>

/**
 * Fills a tree with values. A missing value leaves nothing and is named.
 * @example fillTemplate(nodes, { values, cite }).missing // ['facts']
 */
export const fillTemplate = (nodes: readonly TemplateNode[], options: Options): Filled => {
  const missing = new Set<string>()
  const pieces = write(nodes, new Map(), { ...options, missing })
  return { lines: linesOf(pieces), missing: [...missing] }
}

type Writing = Options & { readonly missing: Set<string> }

const itemsOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? value.split('\n').filter(Boolean) : value
const textOf = (value: string | readonly string[] | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : value.join('\n')

const write = (nodes: readonly TemplateNode[], item: Item, writing: Writing): Piece[] =>
  nodes.flatMap((node): Piece[] => {
    const { line } = node
    if (node.kind === 'text') return [{ text: node.text, literal: true, line }]
    if (node.kind === 'cite') return [{ text: writing.cite(node.citation), literal: false, line }]
    if (node.kind === 'if') {
      if (writing.everyBranch) return [...write(node.held, item, writing), ...write(node.otherwise, item, writing)]
      return write(textOf(writing.values.get(node.name)) === '' ? node.otherwise : node.held, item, writing)
    }
    if (node.kind === 'each') return writeList(node, writing)
    const text = item.get(node.name) ?? textOf(writing.values.get(node.name))
    if (text === '' && !node.optional) writing.missing.add(node.name)
    return [{ text, literal: false, line }]
  })

const writeList = (node: TemplateNode & { kind: 'each' }, writing: Writing): Piece[] => {
  const items = itemsOf(writing.values.get(node.name))
  // A list that the letter is built on, and has no items, is as missing as any other value.
  if (items.length === 0) writing.missing.add(node.name)
  return items.flatMap((text, i) =>
    write(
      node.body,
      new Map([
        ['item', text],
        ['no', String(i + 1)],
        ['cardinal', chineseNumber(i + 1)],
      ]),
      writing,
    ),
  )
}

/** A value that ends in a stop, and a template that sets its own there, make one stop. */
const PUNCTUATION = /^[。，；、：]/

/** Literal line ends part lines; those inside values stay within theirs. */
const linesOf = (pieces: readonly Piece[]): FilledLine[] => {
  const lines: { line: number; lead: string; text: string; open: boolean }[] = []
  const begin = (line: number): void => void lines.push({ line, lead: '', text: '', open: true })
  begin(1)
  for (const { text, literal, line } of pieces) {
    const parts = literal ? text.split('\n') : [text]
    parts.forEach((part, i) => {
      if (i > 0) begin(line + i)
      const last = lines.at(-1) as (typeof lines)[number]
      if (last.text === '' && last.lead === '') last.line = line + i
      if (literal && last.open) last.lead += part
      if (!literal && part !== '') last.open = false
      last.text = (literal && PUNCTUATION.test(part) ? last.text.replace(/[。，；、]$/, '') : last.text) + part
    })
  }
  return lines.map(({ line, lead, text }) => ({ line, lead, text }))
}
