import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ARTICLES, chineseNumber, INSTRUMENTS, type InstrumentCode } from '../index.ts'

const STATUTES = fileURLToPath(new URL('../../../../shared/data/statutes-and-cases/', import.meta.url))
const SAMR = '部门规章/市场监督管理总局'
const TEXTS: Partial<Record<InstrumentCode, string>> = {
  ECL: '民法商法/电子商务法(2018-08-31).md',
  APL: '行政法/行政处罚法(2021-01-22).md',
  ADL: '经济法/广告法(2021-04-29).md',
  AUC: '经济法/反不正当竞争法(2019-04-23).md',
  CRO: `${SAMR}/市场监督管理投诉举报处理暂行办法(2022-03-24).md`,
  PUB: `${SAMR}/市场监督管理行政处罚信息公示规定(2021-07-30).md`,
  PRC: `${SAMR}/明码标价和禁止价格欺诈规定(2022-04-14).md`,
}
const load = (code: InstrumentCode): string | null => {
  try {
    return readFileSync(`${STATUTES}${TEXTS[code]}`, 'utf8')
  } catch {
    return null
  }
}
const present = load('ECL') !== null

/** Paragraphs of an article as the statute prints them, each with its items. */
const paragraphsOf = (text: string, article: number): { text: string; items: string[] }[] => {
  const start = text.search(new RegExp(`^第${chineseNumber(article)}条 `, 'm'))
  const end = text.search(new RegExp(`^第${chineseNumber(article + 1)}条 `, 'm'))
  const lines = text
    .slice(start, end)
    .replace(/^第\S+条 /, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  return start < 0
    ? []
    : lines.reduce<{ text: string; items: string[] }[]>((found, line) => {
        const item = /^（[一二三四五六七八九十]+）(.*)$/.exec(line)?.[1]
        if (item === undefined) found.push({ text: line, items: [] })
        else found.at(-1)?.items.push(item)
        return found
      }, [])
}

describe('quotations against the statute texts', () => {
  if (!present) it.skip('skipped: the statute texts (../shared/data/statutes-and-cases) are not here', () => {})
  const quoted = ARTICLES.filter((article) => article.text !== null)

  it('only instruments whose text can be checked are quoted', () => {
    expect(quoted.length).toBeGreaterThan(40)
    for (const { instrument, confidence } of quoted) {
      expect(TEXTS[instrument], instrument).toBeDefined()
      expect(confidence).toBe('read')
    }
  })

  for (const one of quoted)
    it.skipIf(!present)(
      `${one.instrument} ${one.article} ${one.paragraph ?? ''} ${one.item ?? ''} reads as quoted`,
      () => {
        const paragraphs = paragraphsOf(load(one.instrument) ?? '', one.article)
        const paragraph = paragraphs[(one.paragraph ?? 1) - 1]
        expect(one.item ? paragraph?.items[one.item - 1] : paragraph?.text).toBe(one.text)
        // an article cited whole must have been quoted whole
        if (one.paragraph === undefined) expect(paragraphs).toHaveLength(1)
      },
    )

  it.skipIf(!present)('every instrument at hand carries its title and date', () => {
    const read = INSTRUMENTS.filter(({ code, confidence }) => confidence === 'read' && TEXTS[code])
    expect(read).toHaveLength(Object.keys(TEXTS).length)
    for (const one of read) {
      const head = (load(one.code) ?? '').split('<!-- INFO END -->')[0]
      const [year, month, day] = (one.published ?? '').split('-').map(Number)
      expect(head).toContain(one.zh.replace('中华人民共和国', ''))
      expect(head, one.code).toContain(`${year}年${month}月${day}日`)
    }
  })
})
