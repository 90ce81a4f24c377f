import { describe, expect, test } from 'vitest'
import { type AdmissionAnswer, checkAdmission, codeEvidence } from './index.ts'
import { codeNo, idNumber, indexOf } from './testing/make.ts'

const [GOOD, CANCELLED, BOTH, BARE] = [codeNo(1), codeNo(2), codeNo(3), codeNo(4)]
const index = indexOf(
  [
    {
      rows: [
        { uscc: GOOD, name: '北京红桥商贸有限公司', representative: '王红' },
        { uscc: CANCELLED, name: '北京注销商贸有限公司', status: '注销', representative: 'N/A' },
        { uscc: BOTH, name: '北京双重商贸有限公司', abnormal: '是', serious: '是' },
        { uscc: BARE, name: '***' },
      ],
    },
  ],
  { coverage: ['11'] },
)
const name = '北京红桥商贸有限公司'

describe('admission', () => {
  test.each<
    [what: string, question: { uscc: string; name: string; representative?: string }, answer: Partial<AdmissionAnswer>]
  >([
    [
      'in order',
      { uscc: GOOD, name },
      {
        real: true,
        consistent: true,
        standing: 'good',
        admissible: true,
        kinds: [],
        representativeFits: null,
        tier: 'exact_code',
      },
    ],
    [
      'with its representative',
      { uscc: GOOD, name, representative: '王 红' },
      { admissible: true, representativeFits: true },
    ],
    [
      'with another representative',
      { uscc: GOOD, name, representative: '李桥' },
      { real: true, consistent: false, admissible: false, representativeFits: false },
    ],
    [
      'where the register has N/A for one',
      { uscc: CANCELLED, name: '北京注销商贸有限公司', representative: '李桥' },
      { representativeFits: null, consistent: true, standing: 'cancelled', admissible: false },
    ],
    [
      'another name',
      { uscc: GOOD, name: '北京虹桥商贸有限公司' },
      { real: true, consistent: false, admissible: false, kinds: ['name_mismatch'] },
    ],
    [
      'a difference of form',
      { uscc: ` ${GOOD}`, name: '北京紅橋商貿有限公司' },
      { admissible: true, notes: ['traditional', 'whitespace'] },
    ],
    [
      'two kinds, the more serious stands',
      { uscc: BOTH, name: '北京双重商贸有限公司' },
      { standing: 'serious_violation', admissible: false, kinds: ['serious_violation', 'abnormal_operation'] },
    ],
    ['a name the register does not hold', { uscc: BARE, name: '红桥小店' }, { admissible: true, consistent: true }],
    [
      'unknown',
      { uscc: codeNo(9), name: '别家' },
      {
        real: false,
        consistent: null,
        standing: 'unknown',
        admissible: false,
        kinds: ['licence_unknown'],
        entryIndex: -1,
      },
    ],
    [
      'another province',
      { uscc: codeNo(9, '91310108'), name: '别家' },
      {
        real: null,
        consistent: null,
        standing: 'unknown',
        admissible: false,
        kinds: [],
        undecided: 'outside_coverage',
      },
    ],
    [
      'a slip in the code',
      { uscc: GOOD.replace('0', 'O'), name },
      { real: false, admissible: false, kinds: ['code_invalid'], tier: 'repaired_code', entryIndex: 0 },
    ],
    ['no name', { uscc: GOOD, name: ' ' }, { real: false, admissible: false, missing: ['name'] }],
    ['no code', { uscc: '', name }, { real: false, admissible: false, missing: ['uscc'] }],
    ['nothing', { uscc: '', name: '' }, { admissible: false, missing: ['name', 'uscc'] }],
    [
      'a person',
      { uscc: idNumber('11010519900307123'), name: '张三' },
      { real: false, admissible: false, entryIndex: -1 },
    ],
  ])('%s', (_, question, answer) => {
    expect(checkAdmission(index, question)).toMatchObject({ asOf: '2026-07-31', ...answer })
  })

  test('coverage as asked, then as the index says again', () => {
    const question = { uscc: codeNo(9, '91310108'), name: '别家' }
    expect(checkAdmission(index, question, { coverage: null }).real).toBe(false)
    expect(checkAdmission(index, question).real).toBeNull()
  })

  test('hostile texts are answered, not thrown at', () => {
    for (const text of ['红'.repeat(100_000), '\ud800', '",\n"', '\u0000', '\u0007', "'; DROP TABLE"])
      expect(checkAdmission(index, { uscc: text, name: text, representative: text }).admissible).toBe(false)
  })

  test('evidence for a wrong code', () => {
    expect(codeEvidence(index, GOOD.replace('0', 'O'), '北京注销商贸有限公司')).toEqual({
      oneSlipAway: [0],
      sameName: [1],
    })
  })
})
