import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceTitle, breakLines, MOST_STRETCH, mayBreak, placeLine, textWidth } from './line-break.ts'

const metrics = {
  grid: -0.2,
  measure: (text: string) =>
    [...text].reduce((sum, one) => sum + ((one.codePointAt(0) as number) > 0x2000 ? 16 : 8), 0),
}
const WIDTH = 28 * 15.8
const lines = (text: string, width = WIDTH) =>
  breakLines(text, { first: width, rest: width }, metrics).map((line) => line.cells.map(({ text }) => text).join(''))

const PIECES = [
  '市',
  '监',
  '管',
  '，',
  '。',
  '：',
  '）',
  '》',
  '”',
  '（',
  '《',
  '“',
  '2026',
  '91350100M000100Y43',
  'shop',
  ' ',
  '——',
  '……',
  '、',
  '〔',
  '〕',
  '%',
]
const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 300 }).map((all) => all.join(''))

test('28 characters make a line', () => {
  expect(lines('字'.repeat(57)).map((one) => one.length)).toEqual([28, 28, 1])
})

test('no line begins with a stop or closing mark or ends with an opening one; no number is split; nothing is lost', () => {
  fc.assert(
    fc.property(text, (given) => {
      const cells = breakLines(given, { first: WIDTH, rest: WIDTH }, metrics).map((line) =>
        line.cells.map(({ text }) => text).filter((one) => one.trim() !== ''),
      )
      const all = lines(given)
      // A word longer than a line is split, and two words may meet where a space was.
      const wordsFit =
        !given.includes(' ') && [...given.matchAll(/[!-~]+/g)].every(([word]) => word.length * 8 <= WIDTH * 0.8)
      expect(all.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''))
      for (const [i, line] of all.entries()) {
        const next = all[i + 1]
        if (next === undefined) break
        // A row of nothing but marks that must not part is longer than a line: there a break is forced.
        const forced = !cells[i]?.some((one, at, line) => at > 0 && mayBreak(line[at - 1] as string, one))
        if (!forced) expect(mayBreak(line, next), `${line}|${next}`).toBe(true)
        if (wordsFit) expect(`${line.at(-1)}${next[0]}`, `${line}|${next}`).not.toMatch(/^[A-Za-z0-9]{2}$/)
      }
    }),
    { numRuns: 2000 },
  )
})

test('no line is wider than its place, and all but the last fill it', () => {
  fc.assert(
    fc.property(text, (given) => {
      for (const line of breakLines(given, { first: WIDTH, rest: WIDTH }, metrics)) {
        expect(line.width).toBeLessThanOrEqual(WIDTH + 0.001)
        const runs = placeLine(line, WIDTH, metrics)
        const last = runs.at(-1)
        if (!last) continue
        const end = last.x + metrics.measure(last.text) + last.spacing * ([...last.text].length - 1)
        expect(end).toBeLessThanOrEqual(WIDTH + 0.5)
        const torn = (WIDTH - line.width) / (line.cells.length - 1) > MOST_STRETCH
        if (!line.last && !torn) expect(end).toBeGreaterThan(WIDTH - 1)
      }
    }),
    { numRuns: 300 },
  )
})

test('a line before a long code is short rather than torn apart', () => {
  const [line] = breakLines(`某某公司某某公司某某公司${'9'.repeat(40)}`, { first: WIDTH, rest: WIDTH }, metrics)
  expect(line && placeLine(line, WIDTH, metrics)).toEqual([{ text: '某某公司某某公司某某公司', x: 0, spacing: -0.2 }])
})

test('a word longer than a line is broken, and what cannot break is forced, without going on for ever', () => {
  const url = `https://shop.example.com/${'a'.repeat(200)}`
  expect(lines(url).join('')).toBe(url)
  expect(lines('。'.repeat(100)).length).toBe(4)
  expect(lines('').length).toBe(0)
  expect(lines('   ').length).toBe(0)
})

test('a title is balanced over its lines and no mark begins one', () => {
  const title = '北京市市场监督管理局关于移送某某商贸（北京）有限公司涉嫌违法案件线索的函'
  const parts = balanceTitle(title, 18 * 16, { ...metrics, grid: 0 })
  expect(parts.join('')).toBe(title)
  expect(parts.length).toBe(2)
  const widths = parts.map((one) => textWidth(one, { ...metrics, grid: 0 }))
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(4 * 16)
  for (const [i, part] of parts.slice(1).entries()) expect(mayBreak(parts[i] as string, part)).toBe(true)
  expect(balanceTitle('复函', 18 * 16, metrics)).toEqual(['复函'])
  expect(balanceTitle('〇'.repeat(400), 18 * 16, metrics).join('')).toBe('〇'.repeat(400))
})
