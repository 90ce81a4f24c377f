import type { Word } from '../i18n/define-words.ts'
import type { Search } from './search.ts'

export interface FilterOption {
  readonly value: string
  readonly word: Word
}
/** One filter of a list. Its key is the same word in the address and in the API. */
export interface FilterSpec {
  readonly key: string
  readonly word: Word
  /** `many`: several of the options · `one`: one of them · `text`: free text (in the search box) · `fixed`: only shown as a chip */
  readonly kind: 'many' | 'one' | 'text' | 'fixed'
  readonly options?: readonly FilterOption[]
  /** the options are found by typing: asks for those that fit */
  readonly onSearch?: (text: string) => void
  /** used less often: kept together under one button */
  readonly rare?: boolean
}
export type FilterValues = Readonly<Record<string, readonly string[]>>

/** Reads the filters out of an address; words it does not know are left out, so an old bookmark still opens. */
export function readFilters(specs: readonly FilterSpec[], search: Search): FilterValues {
  const values: Record<string, string[]> = {}
  for (const { key, kind, options } of specs) {
    const text = search[key]
    if (!text) continue
    const parts = kind === 'many' ? text.split(',') : [text]
    // Options that have not come yet know no word: dropping it would show the whole list for a moment.
    const closed = (kind === 'many' || kind === 'one') && options?.length !== 0
    const known = closed ? parts.filter((p) => options?.some((o) => o.value === p)) : parts
    const once = [...new Set(known)]
    if (once.length > 0) values[key] = once
  }
  return values
}

/** The address words of filter values: every filter of the list is named, empty ones as '' so that they get removed. */
export function writeFilters(specs: readonly FilterSpec[], values: FilterValues): Record<string, string> {
  const search: Record<string, string> = {}
  for (const { key, kind, options } of specs) {
    const chosen = values[key] ?? []
    // In the order of the options, so that one choice has one address.
    const known = kind !== 'fixed' && options && options.length > 0
    const ordered = known ? options.map((o) => o.value).filter((v) => chosen.includes(v)) : chosen
    search[key] = ordered.join(',')
  }
  return search
}

/** @example filterText(kindSpec, ['cancelled'], 'zh') // '类型：已注销' */
export function filterText(spec: FilterSpec, chosen: readonly string[], lang: keyof Word): string {
  const names = chosen.map((value) => spec.options?.find((o) => o.value === value)?.word[lang] ?? value)
  return `${spec.word[lang]}${lang === 'zh' ? '：' : ': '}${names.join(lang === 'zh' ? '、' : ', ')}`
}
