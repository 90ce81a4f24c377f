import { describe, expect, test } from 'vitest'
import { createDuplicateFinder, createReconciler, KIND, OUTCOMES } from './index.ts'
import { codeNo, csv, idNumber, indexOf } from './testing/make.ts'

const columns = ['name', 'uscc', 'idNumber', 'shopName', 'shopUrl', 'exemption'] as const
const mapping = Object.fromEntries(columns.map((field, i) => [field, i]))
const [A, B] = [codeNo(1), codeNo(2)]
const PERSON = idNumber('11010519900307123')
const index = indexOf([
  {
    rows: [
      { uscc: A, name: '红桥' },
      { uscc: B, name: '红桥' },
    ],
  },
])
const reconciler = createReconciler(index, { mapping, columns: columns.length })

type Cells = Partial<Record<(typeof columns)[number], string>>
const judged = (rows: readonly Cells[]) =>
  reconciler.chunk(csv(rows.map((row) => columns.map((field) => row[field] ?? ''))))

describe('rows reported twice', () => {
  test.each<[what: string, first: Cells, second: Cells, twice: boolean]>([
    ['the same row', { uscc: A, shopUrl: 'https://a.example/1' }, { uscc: A, shopUrl: 'https://a.example/1' }, true],
    [
      'scheme, host’s case and last slash aside',
      { uscc: A, shopUrl: 'https://A.example/1' },
      { uscc: A, shopUrl: 'http://a.example/1/' },
      true,
    ],
    [
      'paths are told apart by case',
      { uscc: A, shopUrl: 'https://a.example/x' },
      { uscc: A, shopUrl: 'https://a.example/X' },
      false,
    ],
    [
      'several shops of one operator',
      { uscc: A, shopUrl: 'https://a.example/1' },
      { uscc: A, shopUrl: 'https://a.example/2' },
      false,
    ],
    [
      'one shop of two operators',
      { uscc: A, shopUrl: 'https://a.example/1' },
      { uscc: B, shopUrl: 'https://a.example/1' },
      false,
    ],
    ['the shop’s name where there is no URL', { uscc: A, shopName: '红桥店' }, { uscc: A, shopName: '紅橋 店' }, true],
    ['two shop names', { uscc: A, shopName: '红桥店' }, { uscc: A, shopName: '红桥二店' }, false],
    ['name and code only', { uscc: A }, { uscc: A }, true],
    ['a code in two forms', { uscc: A }, { uscc: ` ${A.toLowerCase()}` }, true],
    ['a code and the same in the identity column', { uscc: A }, { idNumber: A }, true],
    ['a person', { idNumber: PERSON, exemption: '零星' }, { idNumber: PERSON, exemption: '零星' }, true],
    [
      'a person, the number once in the code column',
      { idNumber: PERSON, exemption: '零星' },
      { uscc: PERSON, exemption: '零星' },
      true,
    ],
    [
      'two unreadable codes that differ late',
      { uscc: '证照号码甲乙丙丁戊己甲' },
      { uscc: '证照号码甲乙丙丁戊己乙' },
      false,
    ],
    ['the same invalid code', { uscc: '91XX' }, { uscc: '91xx' }, true],
  ])('%s', (_, first, second, twice) => {
    const result = judged([
      { name: '红桥', ...first },
      { name: '红桥', ...second },
    ])
    expect(createDuplicateFinder().mark(result)).toBe(twice ? 1 : 0)
    expect([...result.duplicateOf]).toEqual([0, twice ? 1 : 0])
    expect((result.kinds[1]! & KIND.duplicate) !== 0).toBe(twice)
    if (twice) expect(OUTCOMES[result.outcome[1]!]).toBe('problem')
  })

  test('rejected rows neither repeat nor are repeated', () => {
    const result = judged([
      { name: '', uscc: A },
      { name: '', uscc: A },
      { name: '红桥', uscc: A },
    ])
    expect(createDuplicateFinder().mark(result)).toBe(0)
  })

  test('a third row repeats the first', () => {
    const result = judged(Array.from({ length: 3 }, () => ({ name: '红桥', uscc: A })))
    createDuplicateFinder().mark(result)
    expect([...result.duplicateOf]).toEqual([0, 1, 1])
  })

  test('across chunks, by row numbers of the report, through many growths of the table', () => {
    const finder = createDuplicateFinder(10)
    const rows = (from: number) =>
      Array.from({ length: 5000 }, (_, i) => ({ name: '红桥', uscc: A, shopUrl: `https://a.example/${from + i}` }))
    const first = judged(rows(0))
    const second = judged(rows(4000))
    second.firstRowNo = 5001
    expect([finder.mark(first), finder.mark(second)]).toEqual([0, 1000])
    expect([...second.duplicateOf.subarray(0, 3)]).toEqual([4001, 4002, 4003])
    expect(second.duplicateOf[1000]).toBe(0)
  })
})
