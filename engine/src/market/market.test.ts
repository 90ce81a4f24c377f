import { findDivision } from '@redbridge/contract/divisions-table'
import { describe, expect, test } from 'vitest'
import { checkIdNumber, checkRegNo, checkUscc, foldName } from '../identity/index.ts'
import { damageName, toTraditional } from './damage.ts'
import { createDice, permute } from './dice.ts'
import { createMarket, MARKET_SIZES, type Market, type ReportRow } from './index.ts'
import { TRADES } from './trades.ts'

const market = createMarket({ seed: 'market test', operators: 4_000 })
const text = (chunks: Iterable<Uint8Array>): string => Buffer.concat([...chunks]).toString()
const reports = (m: Market) => m.platforms.flatMap((p) => m.periods.map((t) => m.report(p.key, t.key)))
const allRows = (m: Market): ReportRow[] => reports(m).flatMap((r) => [...r.rows()])
const registered = allRows(market).filter(
  (r) => r.province && (!r.planted || r.expect === 'clear') && !r.notes.length && r.planted !== 'registration_number',
)

describe('the market is a function of its seed', () => {
  test('same seed, same bytes; another seed, others', () => {
    const again = createMarket({ seed: 'market test', operators: 4_000 })
    const other = createMarket({ seed: 'another', operators: 4_000 })
    const first = text(market.report('yingshan', '2026-07').csv())
    expect(text(again.report('yingshan', '2026-07').csv())).toBe(first)
    expect(text(other.report('yingshan', '2026-07').csv())).not.toBe(first)
  })

  test('files read side by side are the files read one after the other', () => {
    const report = market.report('qingheli', '2026-01')
    const register = market.register('beijing-abnormal-2026-07')
    const [a, b] = [[...report.rows()].map((r) => r.cells.join()), [...register.rows()].map((r) => r.join())]
    const [left, right] = [report.rows()[Symbol.iterator](), register.rows()[Symbol.iterator]()]
    for (let i = 0; i < b.length; i++) {
      expect((left.next().value as ReportRow).cells.join()).toBe(a[i])
      expect((right.next().value as string[]).join()).toBe(b[i])
    }
  })

  test('the largest market starts as fast as the smallest', () => {
    const started = performance.now()
    const national = createMarket({ seed: 1, operators: 'national' })
    expect(national.operators).toBe(MARKET_SIZES.national)
    expect([...take(national.report('linlixian', '2026-01').rows(), 50)]).toHaveLength(50)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

function* take<T>(items: Iterable<T>, n: number): Iterable<T> {
  for (const item of items) {
    if (n-- <= 0) return
    yield item
  }
}

describe('files', () => {
  test('first period has exactly the operators asked for, rows are numbered, key and rows agree', () => {
    const first = market.platforms.map((p) => [...market.report(p.key, '2026-01').rows()].length)
    expect(first.reduce((a, b) => a + b)).toBe(4_000)
    for (const report of reports(market)) {
      const rows = [...report.rows()]
      const key = [...market.answerKey(report.platform.key, report.period.key)]
      expect(rows.map((r) => r.rowNo)).toEqual(rows.map((_, i) => i + 1))
      expect(key.map((k) => [k.rowNo, k.expect, k.planted])).toEqual(rows.map((r) => [r.rowNo, r.expect, r.planted]))
      expect(text(report.csv()).split('\r\n')).toHaveLength(rows.length + 2)
      expect(text(report.ndjson()).split('\n')).toHaveLength(rows.length + 1)
    }
  })

  test('no cell needs quoting, and only rows planted so are ragged or hold controls', () => {
    for (const row of allRows(market)) {
      expect(row.cells.join('').search(/[",\r\n]/)).toBe(-1)
      if (row.reason !== 'column_count') expect(row.cells).toHaveLength(10)
      if (row.reason !== 'control_character') expect(row.cells.join('').search(/[\u0000-\u001f]/)).toBe(-1)
    }
    for (const file of market.registers)
      for (const row of file.rows()) {
        expect(row).toHaveLength(file.header.length)
        expect(row.join('').search(/[",\r\n]/)).toBe(-1)
      }
  })
})

describe('identity', () => {
  test('codes pass both check digits, name a kind that fits the name, and lie in a province of the list', () => {
    for (const { cells, province } of registered) {
      const [name, uscc] = cells as [string, string]
      expect(checkUscc(uscc).valid, uscc).toBe(true)
      expect(findDivision(uscc.slice(2, 4))?.code.slice(0, 2)).toBe(province)
      if (/（个体工商户）$/.test(name)) expect(uscc.startsWith('92')).toBe(true)
      if (/有限公司$/.test(name)) expect(uscc.startsWith('91')).toBe(true)
      if (/专业合作社$/.test(name)) expect(uscc.startsWith('93')).toBe(true)
    }
  })

  test('no code twice in the registers, nor a registration number, which is valid', () => {
    const rows = market.registers
      .filter((r) => r.kind === 'register' && r.period === '2026-07')
      .flatMap((r) => [...r.rows()])
    expect(new Set(rows.map((r) => r[0])).size).toBe(rows.length)
    const numbers = rows.map((r) => r[2]!).filter(Boolean)
    expect(numbers.length).toBeGreaterThan(100)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.every(checkRegNo)).toBe(true)
  })

  test('identity numbers are valid, fit the seller’s sex and are nobody else’s', () => {
    const rows = [...market.report('jiushiji', '2026-01').rows()].filter((r) => !r.province && r.expect === 'clear')
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.every((r) => checkIdNumber(r.cells[3]!).valid)).toBe(true)
    expect(new Set(rows.map((r) => r.cells[3])).size).toBe(rows.length)
    const women = rows.filter((r) => /[芳娟霞婷娜妮]$/.test(r.cells[0]!))
    expect(women.every((r) => Number(r.cells[3]![16]) % 2 === 0)).toBe(true)
  })

  test('shops have links of their own', () => {
    const urls = market.platforms.flatMap((p) =>
      [...market.report(p.key, '2026-01').rows()].filter((r) => r.planted !== 'duplicate').map((r) => r.cells[7]),
    )
    expect(new Set(urls).size).toBe(urls.length)
  })
})

const ENDING =
  /(公司|店|店铺|馆|铺|超市|经营部|商行|工作室|厂|中心|专业合作社|合伙企业（有限合伙）|中心（有限合伙）|商行（普通合伙）|（个体工商户）)$/

describe('names', () => {
  test('have region, trade name, trade and legal form', () => {
    const lines = Object.values(TRADES).flatMap((t) => [...t.firm, ...t.individual])
    for (const { cells } of registered) {
      const name = cells[0]!
      expect(name, name).toMatch(ENDING)
      expect(name).toMatch(/^[\u3007\u4e00-\u9fff（）]{5,40}$/)
      if (!/合作社/.test(name))
        expect(
          lines.some((line) => name.includes(line)),
          name,
        ).toBe(true)
    }
  })

  test('begin with where the business is registered, but for brackets and a few without region', () => {
    const without = registered.filter(({ cells, province }) => {
      const name = cells[0]!
      const place = findDivision(province)!.name.slice(0, 2)
      return !cells[4]!.slice(0, 20).includes(name.slice(0, 2)) && !name.startsWith(place) && !/^.{2,5}（/.test(name)
    })
    expect(without.length / registered.length).toBeLessThan(0.03)
  })

  test('few firms share one', () => {
    const firms = new Map(registered.map((r) => [r.cells[1]!, r.cells[0]!]))
    expect(new Set(firms.values()).size / firms.size).toBeGreaterThan(0.995)
  })

  test('a typo is another name after folding, traditional characters are not', () => {
    const dice = createDice(7)
    registered.slice(0, 1_500).forEach(({ cells }, i) => {
      const name = cells[0]!
      dice.seat(1, i)
      expect(foldName(damageName(dice, name, name.slice(2, 4)))).not.toBe(foldName(name))
      expect(foldName(toTraditional(name))).toBe(foldName(name))
    })
  })
})

describe('what is planted', () => {
  const small = createMarket({ seed: 'redbridge', operators: 'small' })
  const key = small.platforms.flatMap((p) => [...small.answerKey(p.key, '2026-07')])
  const count = (test: (k: (typeof key)[number]) => boolean) => key.filter(test).length

  test("a small market shows a tenth of the article's 5,585, of every kind, most of them cancelled, revoked or listed", () => {
    const problems = key.filter((k) => k.expect === 'problem')
    expect(problems.length).toBeGreaterThan(500)
    expect(problems.length).toBeLessThan(620)
    expect(new Set(problems.map((k) => k.kinds[0])).size).toBe(8)
    const standing = problems.filter((k) => /cancelled|revoked|serious|abnormal/.test(k.kinds[0]!))
    expect(standing.length / problems.length).toBeGreaterThan(0.6)
  })

  test('Beijing leads, five provinces follow, some come from elsewhere', () => {
    const businesses = count((k) => k.province !== '')
    const share = (...codes: string[]) => count((k) => codes.includes(k.province)) / businesses
    expect(share('11')).toBeGreaterThan(0.5)
    expect(share('11')).toBeLessThan(0.62)
    expect(share('31', '32', '33', '35', '44')).toBeGreaterThan(0.3)
    expect(share('11', '31', '32', '33', '35', '44')).toBeLessThan(0.98)
  })

  test('rows Beijing cannot judge have an answer at home', () => {
    const abroad = key.filter((k) => k.reason === 'outside_coverage')
    expect(abroad.every((k) => k.expect === 'undecided' && k.kinds.length === 0)).toBe(true)
    expect(abroad.some((k) => k.home.expect === 'problem')).toBe(true)
    expect(abroad.some((k) => k.home.expect === 'clear')).toBe(true)
    expect(abroad.some((k) => k.home.expect === 'undecided')).toBe(true)
  })

  test('the second period is the first with operators gone, new and changed, and problems fixed', () => {
    const by = (period: string) =>
      new Map(small.platforms.flatMap((p) => [...small.report(p.key, period).rows()]).map((r) => [r.cells[7]!, r]))
    const [before, after] = [by('2026-01'), by('2026-07')]
    const share = (rows: Map<string, ReportRow>, test: (url: string) => boolean) =>
      [...rows.keys()].filter(test).length / rows.size
    expect(share(before, (url) => !after.has(url))).toBeCloseTo(0.055, 1)
    expect(share(after, (url) => !before.has(url))).toBeCloseTo(0.06, 1)
    const stayed = [...after].filter(([url]) => before.has(url))
    const changed = (cell: number) =>
      stayed.filter(([url, row]) => before.get(url)!.cells[cell] !== row.cells[cell]).length
    for (const cell of [0, 2, 4, 5]) expect(changed(cell)).toBeGreaterThan(50)
    const fixed = stayed.filter(([url, row]) => before.get(url)!.expect === 'problem' && row.expect === 'clear')
    expect(fixed.length).toBeGreaterThan(50)
  })
})

test('permute is a bijection', () => {
  const seen = new Set(Array.from({ length: 7 * 11 }, (_, i) => permute(i, 7, 11, 5)))
  expect(seen.size).toBe(77)
  expect(Math.max(...seen)).toBe(76)
})
