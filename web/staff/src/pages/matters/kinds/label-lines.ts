import type { Lang } from '../../../i18n/define-words.ts'

/** Width of a text at 13 px, near enough to break lines: Chinese characters are square, Latin ones half as wide. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 13 : 7), 0)

/**
 * A name in at most two lines that fit the box; drawings cannot wrap by themselves.
 * @example linesOf('Waiting for the platform', 96, 'en') // ['Waiting for', 'the platform']
 */
export const linesOf = (text: string, width: number, lang: Lang): string[] => {
  if (widthOf(text) <= width) return [text]
  const pieces = lang === 'zh' ? [...text] : text.split(' ')
  const glue = lang === 'zh' ? '' : ' '
  let best = { first: text, second: '', most: Number.POSITIVE_INFINITY }
  for (let i = 1; i < pieces.length; i++) {
    const first = pieces.slice(0, i).join(glue)
    const second = pieces.slice(i).join(glue)
    const most = Math.max(widthOf(first), widthOf(second))
    if (most < best.most) best = { first, second, most }
  }
  return best.second ? [best.first, best.second] : [text]
}
