import { ARTICLES, type Article } from './articles/index.ts'
import { holdsOn } from './dated.ts'
import { INSTRUMENTS, type Instrument, type InstrumentCode } from './instruments.ts'
import { RULES, type Rule, type RuleId } from './rules.ts'

/**
 * The instrument as it stands on `day` ('YYYY-MM-DD', Asia/Shanghai), or undefined when none is in force then.
 * @example findInstrument('ECL', '2026-07-01')?.zh // '中华人民共和国电子商务法'
 */
export const findInstrument = (code: InstrumentCode, day: string): Instrument | undefined =>
  INSTRUMENTS.find((instrument) => instrument.code === code && holdsOn(instrument, day))

/**
 * A provision by citation 'CODE article', 'CODE article(paragraph)' or 'CODE article(paragraph)(item)' on `day`.
 * Source: ARTICLES. Undefined when we hold no such provision for that day.
 * @example findArticle('ECL 80(1)(2)', '2026-07-01')?.text // '不按照本法第二十八条规定向…'
 */
export const findArticle = (citation: string, day: string): Article | undefined => {
  const parts = /^([A-Z]{3}) (\d+)(?:\((\d+)\))?(?:\((\d+)\))?$/.exec(citation)
  if (!parts) return undefined
  const [, code, article, paragraph, item] = parts
  return ARTICLES.find(
    (one) =>
      one.instrument === code &&
      one.article === Number(article) &&
      (paragraph === undefined || (one.paragraph ?? 1) === Number(paragraph)) &&
      one.item === (item === undefined ? undefined : Number(item)) &&
      holdsOn(one, day),
  )
}

/**
 * The rule `id` as it stands on `day`. Throws when none holds then: a figure that the program needs must be in the data.
 * @example getRule('identity_report_months', '2026-07-01').values // [1, 7]
 */
export const getRule = (id: RuleId, day: string): Rule => {
  const rule = RULES.find((one) => one.id === id && holdsOn(one, day))
  if (!rule) throw new Error(`No rule ${id} in force on ${day}`)
  return rule
}

/**
 * The single figure of a rule, in the rule's own unit.
 * @example getRuleValue('problem_answer_days', '2026-07-01') // 15
 */
export const getRuleValue = (id: RuleId, day: string): number => {
  const [value, ...more] = getRule(id, day).values
  if (value === undefined || more.length > 0) throw new Error(`Rule ${id} is not a single figure`)
  return value
}

const CHINESE_DIGITS = '零一二三四五六七八九'

/**
 * An article number as statutes print it, 1–999.
 * @example chineseNumber(80) // '八十' · chineseNumber(110) // '一百一十'
 */
export const chineseNumber = (value: number): string => {
  const hundreds = Math.floor(value / 100)
  const tens = Math.floor((value % 100) / 10)
  const ones = value % 10
  const head = hundreds > 0 ? `${CHINESE_DIGITS[hundreds]}百` : ''
  const middle =
    tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : CHINESE_DIGITS[tens]}十` : hundreds > 0 && ones > 0 ? '零' : ''
  return head + middle + (ones > 0 ? CHINESE_DIGITS[ones] : '')
}

const CITATION = /^([A-Z]{3})(?: (\d+)(?:\((\d+)\))?(?:\((\d+)\))?)?$/

/**
 * Whether our data knows what a citation names, on `day` ('YYYY-MM-DD'): an article, or a whole instrument.
 * @example isKnownCitation('CRO 14', '2026-04-14') // true
 * @example isKnownCitation('CRO 14', '2026-04-15') // false: order 121 took its place
 */
export const isKnownCitation = (citation: string, day: string): boolean =>
  /^[A-Z]{3}$/.test(citation)
    ? findInstrument(citation as InstrumentCode, day) !== undefined
    : findArticle(citation, day) !== undefined

/** Words that are no citation of ours (an administrator typed a document's number) are printed as they are. */
const cite = (
  citation: string,
  day: string,
  print: (found: Instrument, place: readonly number[]) => string,
): string => {
  const parts = CITATION.exec(citation)
  if (!parts) return citation
  const found = findInstrument(parts[1] as InstrumentCode, day)
  if (!found) throw new Error(`No instrument in force on ${day} for ${citation}`)
  return print(
    found,
    parts.slice(2).flatMap((one) => (one === undefined ? [] : [Number(one)])),
  )
}

/**
 * A citation for a screen or letter. Throws when no such instrument is in force on `day`; other words stay as they are.
 * @example citeZh('ECL 80(1)(2)', '2026-07-01') // '《中华人民共和国电子商务法》第八十条第一款第二项'
 */
export const citeZh = (citation: string, day: string): string =>
  cite(
    citation,
    day,
    ({ zh }, place) => `《${zh}》${place.map((n, i) => `第${chineseNumber(n)}${['条', '款', '项'][i]}`).join('')}`,
  )

/**
 * The same in English. Throws when no such instrument is in force on `day`.
 * @example citeEn('ECL 80(1)(2)', '2026-07-01') // 'E-Commerce Law, art. 80, para. 1, item 2'
 */
export const citeEn = (citation: string, day: string): string =>
  cite(citation, day, ({ en }, place) =>
    [en, ...place.map((n, i) => `${['art.', 'para.', 'item'][i]} ${n}`)].join(', '),
  )
