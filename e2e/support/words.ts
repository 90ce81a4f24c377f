import * as dictionaries from '@redbridge/web/words'
import { fillWord, type Word } from '@redbridge/web/words'

type Texts<W> = { readonly [K in keyof W]: string }
const pick = <const W extends Readonly<Record<string, Word>>>(words: W, lang: keyof Word): Texts<W> =>
  Object.fromEntries(Object.entries(words).map(([key, word]) => [key, word[lang]])) as Texts<W>

const { fillWord: _, ...areas } = dictionaries
type Areas = typeof areas
const all = (lang: keyof Word): { readonly [A in keyof Areas]: Texts<Areas[A]> } =>
  Object.fromEntries(
    Object.entries(areas).map(([area, words]) => [area, pick(words as Readonly<Record<string, Word>>, lang)]),
  ) as { readonly [A in keyof Areas]: Texts<Areas[A]> }

/** Every word of the screens in Chinese. @example zh.problems.confirm // '确认问题' */
export const zh = all('zh')
/** The same in English. */
export const en = all('en')

/** A word with its places filled. @example fill(zh.list.total, { n: 3 }) // '共 3 项' */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string => fillWord(text, values)
