/**
 * Words live beside the screens that use them, Chinese and English in one entry, so that neither can be forgotten.
 * A word may hold `{name}` places; `{n|row|rows}` picks by number (for English plurals).
 * @example const words = defineWords({ found: { zh: '共 {n} 项', en: '{n} {n|item|items}' } })
 */
export interface Word {
  readonly zh: string
  readonly en: string
}
export type Lang = keyof Word

type PlaceName<P extends string> = P extends `${infer N}|${string}` ? N : P
export type Places<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? PlaceName<P> | Places<Rest>
  : never
export type PlaceValues<S extends string> = { readonly [K in Places<S>]: string | number }

export const defineWords = <const W extends Record<string, Word>>(words: W): W => words

/** The word in one language with its places filled in. */
export function fillWord(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(
    /\{([a-zA-Z]+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name]
      if (value === undefined) return whole
      if (one === undefined || many === undefined)
        return typeof value === 'number' ? value.toLocaleString('en-US') : value
      return Number(String(value).replaceAll(',', '')) === 1 ? one : many
    },
  )
}
