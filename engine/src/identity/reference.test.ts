import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDuplicateFinder, createReconciler, explainRow } from './index.ts'
import { codeNo, csv, idNumber, indexOf } from './testing/make.ts'
import { type Business, judgeSlowly, type Reported } from './testing/reference.ts'

// Few names, people and codes, so that they meet: agreement, ambiguity and repetition all happen in every report.
const NAMES = ['红桥商贸', '红桥（北京）商贸', '虹桥商贸', '同名小店', '王红', '***', '无']
const PEOPLE = ['', '王红', '李桥', '周小红']
const CODES = [1, 2, 3, 10, 12, 21].flatMap((n) => [codeNo(n), codeNo(n, '92110108'), codeNo(n, '91310108')])

const business: fc.Arbitrary<Business> = fc.record({
  uscc: fc.constantFrom(...CODES),
  name: fc.constantFrom(...NAMES),
  representative: fc.constantFrom(...PEOPLE),
  status: fc.constantFrom('' as const, '' as const, '注销' as const, '吊销' as const),
  abnormal: fc.constantFrom('' as const, '' as const, '是' as const),
})

const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)
const fullWidth = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
/** A code as people type it. */
const typed: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...CODES, codeNo(500), codeNo(501, '91310108')),
    fc.constantFrom('as is', 'as is', 'form', 'slip', 'swap', 'lost', 'doubled', 'alike', 'none', 'junk'),
    fc.integer({ min: 0, max: 16 }),
    fc.constantFrom(...'0123456789ABXY'),
  )
  .map(([code, how, i, c]) => {
    if (how === 'form') return fullWidth(` ${code.slice(0, 8)}-${code.slice(8).toLowerCase()}`)
    if (how === 'slip') return put(code, i, c)
    if (how === 'swap') return put(put(code, i, code[i + 1]!), i + 1, code[i]!)
    if (how === 'lost') return code.slice(0, i) + code.slice(i + 1)
    if (how === 'doubled') return code.slice(0, i) + code[i] + code.slice(i)
    if (how === 'alike') return code.replace('0', 'O').replace('1', 'I')
    if (how === 'none') return ''
    return how === 'junk' ? 'XYZ' : code
  })

const row: fc.Arbitrary<Reported> = fc.record({
  name: fc.constantFrom(...NAMES, '紅橋商貿', ' 红桥(北京)商贸', '', '别家'),
  uscc: typed,
  representative: fc.constantFrom(...PEOPLE),
  idNumber: fc.constantFrom('', idNumber('11010519900307123'), '110105199003071230', '身份证'),
  shop: fc.constantFrom('', '甲店', '乙店', '甲 店'),
})

test('the engine says what the slow and obvious reference says', { timeout: 120_000 }, () => {
  let problems = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(business, { selector: ({ uscc }) => uscc, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 25 }),
      (register, report) => {
        const index = indexOf([{ rows: register.map((b) => ({ ...b })) }], { coverage: ['11'] })
        const mapping = { name: 0, uscc: 1, representative: 2, idNumber: 3, shopName: 4 }
        const result = createReconciler(index, { mapping, columns: 6 }).chunk(
          csv(report.map((r) => [r.name, r.uscc, r.representative, r.idNumber, r.shop, 'x'])),
        )
        createDuplicateFinder().mark(result)
        const expected = judgeSlowly(register, report, '11')
        expect(result.rows).toBe(report.length)
        expected.forEach((wanted, i) => {
          const { outcome, kinds, rejects, undecided = '', entry } = explainRow(index, result, i, mapping)
          if (wanted.kinds.length > 0) problems++
          const found = {
            outcome,
            kinds,
            rejects,
            undecided,
            entry: wanted.entry === 'any' && entry ? 'any' : (entry?.uscc ?? ''),
          }
          expect(found, JSON.stringify(report[i])).toEqual(wanted)
        })
      },
    ),
    { numRuns: 300 },
  )
  expect(problems).toBeGreaterThan(1000)
})
