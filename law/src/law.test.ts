import { describe, expect, it } from 'vitest'
import {
  chineseNumber,
  citeEn,
  citeZh,
  findArticle,
  findInstrument,
  getRule,
  getRuleValue,
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
    expect(findArticle('ECL 99', '2026-07-01')).toBeUndefined()
    expect(() => getRule('identity_report_months', '2020-01-01')).toThrow()
    expect(getRuleValue('small_trade_threshold', '2026-07-01')).toBe(100_000 * 100)
    expect(getRule('identity_report_fine', '2026-07-01').values).toEqual([2_000_000, 10_000_000])
  })

  it('gives fines in fen, as the statutes have them', () => {
    expect(getRule('unreasonable_limits_fine_serious', '2026-07-01').values).toEqual([50_000_000, 200_000_000])
    expect(getRule('home_page_fine', '2026-07-01').values).toEqual([0, 1_000_000])
    expect(getRuleValue('late_fine_percent', '2026-07-01')).toBe(3)
    // Every figure of a range stands in words in the provision it cites.
    const words: Record<number, string> = {
      1: '一',
      2: '二',
      3: '三',
      5: '五',
      10: '十',
      20: '二十',
      50: '五十',
      100: '一百',
      200: '二百',
    }
    for (const rule of RULES.filter(({ unit }) => unit === 'fen_range'))
      for (const value of rule.values.filter((one) => one > 0))
        expect(findArticle(rule.basis ?? '', rule.from)?.text, rule.id).toContain(`${words[value / 1_000_000]}万元`)
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
    expect(citeEn('CRO 21(1)(5)', '2026-01-05')).toBe(
      'Interim Measures for Handling Complaints and Reports, art. 21, para. 1, item 5',
    )
    expect(citeEn('市监发〔2026〕1号', '2026-01-05')).toBe('市监发〔2026〕1号')
    expect(citeZh('市监发〔2026〕1号', '2026-01-05')).toBe('市监发〔2026〕1号')
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

  it('marks what is not confirmed', () => {
    expect(needsConfirmation(getRule('problem_answer_days', '2026-07-01'))).toBe(true)
    expect(needsConfirmation(getRule('identity_report_fine', '2026-07-01'))).toBe(false)
  })
})
