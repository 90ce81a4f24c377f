export const LANGS = ['zh', 'en'] as const
export type Lang = (typeof LANGS)[number]
export type Words = Readonly<Record<Lang, string>>

/** Fills `{name}` in a text. @example fill('第 {n} 行', { n: 3 }) // → '第 3 行' */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

export const count = (n: number): string => n.toLocaleString('en-US')
