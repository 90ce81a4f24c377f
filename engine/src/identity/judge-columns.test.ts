import { describe, expect, test } from 'vitest'
import { checkUscc, createReconciler, matchTier, problemKinds, rejectReasons, undecidedReason } from './index.ts'
import { codeNo, csv, indexOf } from './testing/make.ts'
import { clear, FREE_REG_NO, good, index, judge, name, PERSON, put, REG_NO, slip } from './testing/town.ts'

describe('columns and coverage', () => {
  const two = { mapping: { name: 0, uscc: 1 }, columns: 2 }

  test('a report with name and code only', () => {
    expect(judge(csv([[name, good]]), two)).toEqual({ ...clear, tier: 'exact_code', entry: good })
    expect(judge(csv([[name, '']]), two)).toEqual({ ...clear, rejects: ['identifier_missing'] })
    expect(judge(csv([[name, slip]]), two)).toMatchObject({ kinds: ['code_invalid'], tier: 'repaired_code' })
  })

  test('without an exemption column a person is not accused of lacking what nobody was asked for', () => {
    expect(judge(csv([['张三', PERSON]]), { mapping: { name: 0, idNumber: 1 }, columns: 2 })).toEqual(clear)
  })

  test('without a name column every row is rejected', () => {
    for (const code of [good, slip, codeNo(99), REG_NO, FREE_REG_NO])
      expect(judge(csv([[code, 'x']]), { mapping: { uscc: 0 }, columns: 2 }), code).toEqual({
        ...clear,
        rejects: ['name_missing'],
      })
  })

  test('without any identifier column every row is rejected', () => {
    expect(judge(csv([[name, 'x']]), { mapping: { name: 0 }, columns: 2 })).toEqual({
      ...clear,
      rejects: ['identifier_missing'],
    })
  })

  test('a field mapped to a column that is not there is refused', () => {
    for (const column of [2, -1, 0.5])
      expect(() => createReconciler(index, { mapping: { name: 0, uscc: column }, columns: 2 })).toThrow(RangeError)
  })

  test('coverage: as the index says, everything for null and [], else as given', () => {
    const elsewhere = csv([['上海红桥', codeNo(99, '91310108')]])
    expect(judge(elsewhere, two).undecided).toBe('outside_coverage')
    for (const coverage of [null, [], ['31'], ['310000']])
      expect(judge(elsewhere, { ...two, coverage }).kinds, String(coverage)).toEqual(['licence_unknown'])
    expect(judge(csv([['北京无照', codeNo(99)]]), { ...two, coverage: ['31'] }).undecided).toBe('outside_coverage')
  })

  test('what the register holds is judged wherever its code was given out', () => {
    expect(judge(csv([[name, good]]), { ...two, coverage: ['31'] })).toEqual({
      ...clear,
      tier: 'exact_code',
      entry: good,
    })
  })

  test('against an empty register', () => {
    const reconciler = createReconciler(indexOf([]), two)
    const result = reconciler.chunk(
      csv([
        [name, good],
        [name, slip],
        [name, REG_NO],
      ]),
    )
    expect([...result.kinds].map(problemKinds)).toEqual([['licence_unknown'], ['code_invalid'], ['licence_unknown']])
    expect([...result.entries]).toEqual([-1, -1, -1])
    expect([...result.tiers].map(matchTier)).toEqual(['none', 'none', 'none'])
  })

  test('no rows, empty rows', () => {
    const reconciler = createReconciler(index, two)
    expect(reconciler.chunk(Buffer.alloc(0))).toMatchObject({ rows: 0, emptyRows: 0, lines: 0 })
    expect(reconciler.chunk(Buffer.from('\n\r\n,\r\n"",""\n'))).toMatchObject({ rows: 1, emptyRows: 3, lines: 4 })
  })

  test('two slips away from two entries of one name: no entry is picked, no standing said', () => {
    const front = '92110108'
    const [a, wrong] = (() => {
      for (let n = 0; n < 2000; n++) {
        const one = codeNo(n, front)
        for (let i = 8; i < 16; i++)
          for (const c of '0123456789') {
            const typed = put(one, i, c)
            const repairs = checkUscc(typed).repairs
            if (typed !== one && !checkUscc(typed).valid && repairs.length > 1) return [repairs, typed] as const
          }
      }
      throw new Error('none')
    })()
    const twins = indexOf([{ rows: a.slice(0, 2).map((code) => ({ uscc: code, name: '同名小店', status: '注销' })) }])
    const result = createReconciler(twins, two).chunk(csv([['同名小店', wrong]]))
    expect(problemKinds(result.kinds[0]!)).toEqual(['code_invalid'])
    expect(matchTier(result.tiers[0]!)).toBe('none')
    expect([undecidedReason(result.undecided[0]!), rejectReasons(result.rejects[0]!)]).toEqual([undefined, []])
  })
})
