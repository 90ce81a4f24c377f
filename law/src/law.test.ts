import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PROBLEM_KIND_TEXT } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import {
  ARTICLES,
  chineseNumber,
  citeZh,
  findArticle,
  findInstrument,
  getRule,
  getRuleValue,
  INSTRUMENTS,
  needsConfirmation,
  RULES,
  reportPeriodDays,
  reportPeriodKey,
} from './index.ts'

describe('law data', () => {
  it('looks up by day', () => {
    expect(findInstrument('ECL', '2018-12-31')).toBeUndefined()
    expect(findInstrument('ECL', '2019-01-01')?.en).toBe('E-Commerce Law')
    expect(findArticle('ECL 80(1)(2)', '2026-07-01')?.text).toContain('第二十八条')
    expect(findArticle('ECL 28', '2026-07-01')?.paragraph).toBe(1)
    expect(findArticle('ECL 80(1)(2)', '2018-07-01')).toBeUndefined()
    expect(findArticle('ECL 81', '2026-07-01')).toBeUndefined()
    expect(() => getRule('identity_report_months', '2020-01-01')).toThrow()
    expect(getRuleValue('small_trade_threshold', '2026-07-01')).toBe(100_000 * 100)
    expect(getRule('identity_report_fine', '2026-07-01').values).toEqual([2_000_000, 10_000_000])
  })

  it('cites as statutes are cited', () => {
    expect([8, 10, 11, 20, 25, 80, 100, 101, 110, 121].map(chineseNumber)).toEqual([
      '八',
      '十',
      '十一',
      '二十',
      '二十五',
      '八十',
      '一百',
      '一百零一',
      '一百一十',
      '一百二十一',
    ])
    expect(citeZh('ECL 80(1)(2)', '2026-07-01')).toBe('《中华人民共和国电子商务法》第八十条第一款第二项')
    expect(citeZh('SDL', '2026-07-01')).toBe('《市场监督管理严重违法失信名单管理办法》')
    expect(() => citeZh('ECL 80', '2018-01-01')).toThrow()
  })

  it('gives the days of a reporting period', () => {
    expect(reportPeriodDays('2026-07')).toEqual({ opensOn: '2026-07-01', dueOn: '2026-07-31', closesOn: '2026-12-31' })
    expect(reportPeriodDays('2026-01')).toEqual({ opensOn: '2026-01-01', dueOn: '2026-01-31', closesOn: '2026-06-30' })
    expect(() => reportPeriodDays('2026-03')).toThrow('not a reporting month')
    expect(['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'].map(reportPeriodKey)).toEqual([
      '2026-01',
      '2026-01',
      '2026-07',
      '2026-07',
    ])
  })

  it('marks what is not confirmed, and has a provision for every basis', () => {
    expect(needsConfirmation(getRule('problem_answer_days', '2026-07-01'))).toBe(true)
    expect(needsConfirmation(getRule('identity_report_fine', '2026-07-01'))).toBe(false)
    for (const rule of RULES) if (rule.basis) expect(findArticle(rule.basis, rule.from), rule.id).toBeDefined()
    for (const { basis } of Object.values(PROBLEM_KIND_TEXT))
      expect(findArticle(basis, '2026-07-01') ?? INSTRUMENTS.find((one) => one.code === basis), basis).toBeDefined()
  })
})

const STATUTES = fileURLToPath(new URL('../../../shared/data/statutes-and-cases/', import.meta.url))
const TEXTS: Record<string, string> = {
  ECL: '民法商法/电子商务法(2018-08-31).md',
  APL: '行政法/行政处罚法(2021-01-22).md',
}
const load = (code: string): string | null => {
  try {
    return readFileSync(`${STATUTES}${TEXTS[code]}`, 'utf8')
  } catch {
    return null
  }
}
const present = load('ECL') !== null

describe('quotations against the statute texts', () => {
  if (!present) it.skip('skipped: the statute texts (../shared/data/statutes-and-cases) are not here', () => {})
  for (const one of ARTICLES.filter((article) => article.text !== null))
    it.skipIf(!present)(
      `${one.instrument} ${one.article} ${one.paragraph ?? ''} ${one.item ?? ''} reads as quoted`,
      () => {
        const text = load(one.instrument) ?? ''
        const start = text.search(new RegExp(`^第${chineseNumber(one.article)}条 `, 'm'))
        const end = text.search(new RegExp(`^第${chineseNumber(one.article + 1)}条 `, 'm'))
        const body = text.slice(start, end).replace(/^第\S+条 /, '')
        expect(start).toBeGreaterThan(0)
        const lines = body.split('\n').filter((line) => line !== '')
        const [first = '', ...rest] = lines
        expect(one.item ? rest[one.item - 1]?.replace(/^（\S）/, '') : first).toBe(one.text)
      },
    )

  it.skipIf(!present)('every instrument read carries its title and date', () => {
    for (const one of INSTRUMENTS.filter((instrument) => instrument.confidence === 'read')) {
      const head = (load(one.code) ?? '').slice(0, 200)
      const [year, month, day] = (one.published ?? '').split('-').map(Number)
      expect(head).toContain(one.zh)
      expect(head).toContain(`${year}年${month}月${day}日`)
    }
  })
})
