import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FilterSpec, filterText, readFilters, writeFilters } from './filters.ts'
import { parseSearch, stringifySearch } from './search.ts'

const word = (zh: string, en: string) => ({ zh, en })
const specs: FilterSpec[] = [
  {
    key: 'kind',
    kind: 'many',
    word: word('类型', 'Kind'),
    options: [
      { value: 'cancelled', word: word('已注销', 'Cancelled') },
      { value: 'revoked', word: word('已吊销', 'Revoked') },
      { value: 'duplicate', word: word('重复报送', 'Duplicate') },
    ],
  },
  { key: 'overdue', kind: 'one', word: word('逾期', 'Overdue'), options: [{ value: 'true', word: word('是', 'yes') }] },
  { key: 'q', kind: 'text', word: word('查找', 'Search') },
  { key: 'batchId', kind: 'fixed', word: word('批次', 'Report'), options: [{ value: 'bat_1', word: word('甲', 'A') }] },
]

describe('filters in the address', () => {
  it('survive the way there and back', () => {
    const values = fc.record(
      {
        kind: fc.subarray(['cancelled', 'revoked', 'duplicate'], { minLength: 1 }),
        overdue: fc.constant(['true']),
        q: fc.string({ unit: 'grapheme', minLength: 1 }).map((s) => [s]),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(values, (chosen) => {
        const address = stringifySearch(writeFilters(specs, chosen))
        expect(readFilters(specs, parseSearch(address))).toEqual(chosen)
      }),
    )
  })
  it('are readable', () => {
    expect(stringifySearch(writeFilters(specs, { kind: ['revoked', 'cancelled'], q: ['云岭'] }))).toBe(
      `?kind=cancelled,revoked&q=${encodeURIComponent('云岭')}`,
    )
    expect(filterText(specs[0]!, ['cancelled', 'revoked'], 'zh')).toBe('类型：已注销、已吊销')
    expect(filterText(specs[0]!, ['cancelled'], 'en')).toBe('Kind: Cancelled')
  })
  it('keep a fixed value that has no name yet', () => {
    const chosen = { batchId: ['bat_2'] }
    expect(readFilters(specs, parseSearch(stringifySearch(writeFilters(specs, chosen))))).toEqual(chosen)
    expect(filterText(specs[3]!, ['bat_1'], 'zh')).toBe('批次：甲')
  })
  it('hold while the names of their options are still being read', () => {
    const unread: FilterSpec[] = [{ key: 'period', kind: 'many', word: word('报送期', 'Period'), options: [] }]
    const values = readFilters(unread, { period: '2026-07' })
    expect(values).toEqual({ period: ['2026-07'] })
    expect(writeFilters(unread, values)).toEqual({ period: '2026-07' })
  })
  it('leave out what the list does not know', () => {
    expect(readFilters(specs, parseSearch('?kind=cancelled,gone,cancelled&overdue=maybe&x=1'))).toEqual({
      kind: ['cancelled'],
    })
  })
})
