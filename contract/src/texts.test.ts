import { expect, test } from 'vitest'
import * as contract from './index.ts'

const CHINESE = /[㐀-鿿]/

type Pair = { zh: string; en: string }
const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** Every { zh, en } in the exported tables, by where it stands. */
const pairsIn = (value: unknown, path: string): [path: string, pair: Pair][] => {
  if (typeof value !== 'object' || value === null) return []
  if (isPair(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, part]) => pairsIn(part, `${path}.${key}`))
}

const tables = Object.entries<unknown>(contract).filter(
  (one): one is [string, object] => typeof one[1] === 'object' && one[1] !== null && !('_zod' in one[1]),
)
const pairs = tables.flatMap(([name, table]) => pairsIn(table, name))

const faultsOf = ([path, { zh, en }]: [string, Pair]): string[] => [
  ...(CHINESE.test(zh) ? [] : [`${path} lacks Chinese`]),
  ...(en.trim() === '' || CHINESE.test(en) ? [`${path} lacks English`] : []),
]

test('every text has Chinese and English', () => {
  expect(pairs.length).toBeGreaterThan(150)
  expect(pairs.flatMap(faultsOf)).toEqual([])
  expect(faultsOf(['x', { zh: 'Cancelled', en: '已注销' }])).toEqual(['x lacks Chinese', 'x lacks English'])
})

test('every word of a closed list has its text, and no text is left over', () => {
  // KINDS beside KIND_TEXT: the list of codes and the table of their words are neighbours of the same stem.
  const lists = new Map(tables.filter((one): one is [string, string[]] => Array.isArray(one[1])))
  const texts = tables.filter(([name]) => name.endsWith('_TEXT'))
  expect(texts.length).toBeGreaterThan(8)
  for (const [name, table] of texts) {
    const stem = name.replace(/_TEXT$/, '')
    const list = lists.get(`${stem}S`) ?? lists.get(`${stem}ES`) ?? lists.get(stem)
    expect(list, `the list of ${name}`).toBeDefined()
    expect(Object.keys(table).sort(), name).toEqual([...new Set(list)].sort())
  }
})

test('no two things of a table bear the same name', () => {
  for (const [name, table] of tables.filter(([name]) => name.endsWith('_TEXT')))
    for (const lang of ['zh', 'en'] as const) {
      const words = pairsIn(table, name).map(([, pair]) => pair[lang])
      expect(new Set(words).size, `${name} ${lang}`).toBe(words.length)
    }
})

test('error codes are stable words with a status that an error may have', () => {
  for (const [code, { status }] of Object.entries(contract.ERRORS)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(status, code).toBeLessThan(600)
  }
})
