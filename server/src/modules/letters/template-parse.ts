import type { LetterTemplateFault } from '@redbridge/contract'

// The language of letter templates: lines of text, line marks that begin with @ or ##, and {{…}}. One pass makes a
// tree and says of every fault which line it stands in; filling (template-fill.ts) never reads text twice, so what a
// value contains is never a mark or a placeholder.

export type TemplateNode = { readonly line: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly optional: boolean }
  | { readonly kind: 'cite'; readonly citation: string }
  | {
      readonly kind: 'if'
      readonly name: string
      readonly held: readonly TemplateNode[]
      readonly otherwise: readonly TemplateNode[]
    }
  | { readonly kind: 'each'; readonly name: string; readonly body: readonly TemplateNode[] }
)

/** What a template may name: every name, English or Chinese, to the one it stands for, and whether it is a list. */
export interface TemplateNames {
  find(name: string): { readonly name: string; readonly list: boolean } | undefined
  cites(citation: string): boolean
}
/** Inside a list: the item itself, its number, its number in Chinese. */
export const ITEM_NAMES: ReadonlyMap<string, string> = new Map([
  ['item', 'item'],
  ['本项', 'item'],
  ['no', 'no'],
  ['序号', 'no'],
  ['cardinal', 'cardinal'],
  ['中文序号', 'cardinal'],
])

const TAG = /\{\{([^{}\n]*)\}\}/g
const OPEN = /^#\s*(if|如有|each|逐项)\s+(\S+)$/
const CLOSE = /^\/\s*(if|如有|each|逐项)$/
const CITE = /^(?:cite|引用)\s+(.+)$/
const kindOf = (word: string): 'if' | 'each' => (word === 'if' || word === '如有' ? 'if' : 'each')

interface Frame {
  readonly kind: 'root' | 'if' | 'each'
  readonly name: string
  /** the name as it stands in the text */
  readonly written: string
  readonly line: number
  readonly held: TemplateNode[]
  otherwise: TemplateNode[] | null
}

interface State {
  readonly names: TemplateNames
  readonly faults: LetterTemplateFault[]
  readonly stack: Frame[]
}
const topOf = (state: State): Frame => state.stack.at(-1) as Frame
const add = (state: State, node: TemplateNode): void => {
  const top = topOf(state)
  ;(top.otherwise ?? top.held).push(node)
}
const fault = (state: State, line: number, zh: string, en: string): void => {
  state.faults.push({ line, zh, en })
}
const unknown = (state: State, name: string, line: number): void =>
  fault(state, line, `没有名为“${name}”的内容`, `There is nothing named "${name}"`)

const readText = (state: State, text: string, line: number): void => {
  const stray = text.search(/\{\{|\}\}/)
  if (stray >= 0) {
    const at = line + text.slice(0, stray).split('\n').length - 1
    fault(state, at, '花括号不成对，或一处引用跨行', 'Braces that do not pair, or a placeholder over two lines')
  }
  if (text) add(state, { kind: 'text', text, line })
}

const openBlock = (state: State, kind: 'if' | 'each', name: string, line: number): void => {
  const found = state.names.find(name)
  if (!found) unknown(state, name, line)
  else if (kind === 'each' && !found.list) fault(state, line, `“${name}”不是列表`, `"${name}" is not a list`)
  if (kind === 'each' && state.stack.some((frame) => frame.kind === 'each'))
    fault(state, line, '列表之内不能再有列表', 'A list cannot stand within a list')
  state.stack.push({ kind, name: found?.name ?? name, written: name, line, held: [], otherwise: null })
}

const closeBlock = (state: State, kind: 'if' | 'each', text: string, line: number): void => {
  if (topOf(state).kind !== kind) {
    fault(state, line, `“${text}”没有对应的开头`, `"${text}" closes nothing`)
    return
  }
  const { name, held, otherwise, line: from } = state.stack.pop() as Frame
  add(
    state,
    kind === 'if'
      ? { kind, name, held, otherwise: otherwise ?? [], line: from }
      : { kind, name, body: held, line: from },
  )
}

const turnBlock = (state: State, line: number): void => {
  const top = topOf(state)
  if (top.kind === 'if' && !top.otherwise) top.otherwise = []
  else fault(state, line, '“否则”不在“如有”之内', '"else" outside of an "if"')
}

const readField = (state: State, text: string, line: number): void => {
  const optional = /[?？]$/.test(text)
  const name = text.replace(/\s*[?？]$/, '')
  const item = state.stack.some((frame) => frame.kind === 'each') ? ITEM_NAMES.get(name) : undefined
  const found = item ?? state.names.find(name)?.name
  if (found) add(state, { kind: 'field', name: found, optional, line })
  else unknown(state, name, line)
}

const readCitation = (state: State, citation: string, line: number): void => {
  if (!state.names.cites(citation))
    fault(state, line, `法律数据中没有“${citation}”`, `The law data holds no "${citation}"`)
  add(state, { kind: 'cite', citation, line })
}

const readTag = (state: State, text: string, line: number): void => {
  const open = OPEN.exec(text)
  const close = CLOSE.exec(text)
  const citation = CITE.exec(text)?.[1]?.trim()
  if (open) openBlock(state, kindOf(open[1] as string), open[2] as string, line)
  else if (close) closeBlock(state, kindOf(close[1] as string), text, line)
  else if (text === 'else' || text === '否则') turnBlock(state, line)
  else if (citation) readCitation(state, citation, line)
  else readField(state, text, line)
}

/**
 * A template's tree and everything wrong with it, by line from 1.
 * @example parseTemplate('{{#if x}}', names).faults // [{ line: 1, zh: '…没有结束', en: … }]
 */
export const parseTemplate = (
  body: string,
  names: TemplateNames,
): { nodes: readonly TemplateNode[]; faults: LetterTemplateFault[] } => {
  const text = body.replace(/\r\n?/g, '\n')
  const root: Frame = { kind: 'root', name: '', written: '', line: 0, held: [], otherwise: null }
  const state: State = { names, faults: [], stack: [root] }
  let at = 0
  let line = 1
  for (const match of text.matchAll(TAG)) {
    const before = text.slice(at, match.index)
    readText(state, before, line)
    line += before.split('\n').length - 1
    readTag(state, (match[1] as string).trim(), line)
    at = match.index + match[0].length
  }
  readText(state, text.slice(at), line)
  for (const { written, line: from } of state.stack.slice(1))
    fault(state, from, `“${written}”这一段没有结束`, `The block "${written}" is not closed`)
  return { nodes: root.held, faults: state.faults.sort((a, b) => a.line - b.line) }
}
