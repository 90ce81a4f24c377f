import type { MatchTier, ProblemKind, RejectReason, ReportField, UndecidedReason } from '@redbridge/contract'
import { describe, expect, test } from 'vitest'
import {
  checkUscc,
  createReconciler,
  explainRow,
  matchTier,
  problemKinds,
  type ReportMapping,
  rejectReasons,
  undecidedReason,
} from './index.ts'
import { codeNo, csv, idNumber, indexOf, uscc } from './testing/make.ts'

// One register, one row a scenario: what must be said of it, and by being exact what must not.
const codes = Object.fromEntries(
  ['good', 'cancelled', 'revoked', 'abnormal', 'serious', 'moved', 'both', 'bare', 'twin', 'twin2', 'lone'].map(
    (key, i) => [key, codeNo(i + 1)],
  ),
) as Record<string, string>
const { good, cancelled, revoked, abnormal, serious, moved, both, bare, twin, twin2, lone } = codes as Record<
  string,
  string
> & { good: string; bare: string; twin: string; twin2: string; lone: string }
const individual = codeNo(50, '92110108')
const [REG_NO, FREE_REG_NO] = ['110108000000016', '110108000000024']
const IRREGULAR = `${codeNo(60).slice(0, 17)}${codeNo(60).endsWith('3') ? '4' : '3'}`
const PERSON = idNumber('11010519900307123')

/** A wrong identity number that by chance passes as a code: what must not be accused of having no licence. */
const chanceCode = (() => {
  for (let day = 1; day < 29; day++)
    for (let n = 0; n < 1000; n++)
      for (const last of '0123456789X') {
        const text = `110105199003${String(day).padStart(2, '0')}${String(n).padStart(3, '0')}${last}`
        if (checkUscc(text).valid && idNumber(text.slice(0, 17)) !== text) return text
      }
  throw new Error('none')
})()
/** A right identity number that by chance passes as a code too. */
const chancePerson = (() => {
  for (let month = 1; month < 13; month++)
    for (let day = 1; day < 29; day++)
      for (let n = 0; n < 1000; n++) {
        const text = idNumber(
          `1101051990${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(n).padStart(3, '0')}`,
        )
        if (checkUscc(text).valid) return text
      }
  throw new Error('none')
})()

const index = indexOf(
  [
    {
      rows: [
        {
          uscc: good,
          name: '北京红桥商贸有限公司',
          representative: '王红',
          status: '存续',
          city: '海淀',
          province: '北京',
        },
        { uscc: cancelled!, name: '北京注销商贸有限公司', status: '注销' },
        { uscc: revoked!, name: '北京吊销商贸有限公司', status: '吊销，未注销' },
        { uscc: abnormal!, name: '北京异常商贸有限公司', abnormal: '是' },
        { uscc: serious!, name: '北京失信商贸有限公司', serious: '是' },
        { uscc: moved!, name: '北京迁出商贸有限公司', status: '迁出' },
        { uscc: both!, name: '北京双重商贸有限公司', status: '吊销', abnormal: '是', serious: '是' },
        { uscc: bare, name: '***', representative: '李桥' },
        { uscc: twin, name: '同名小店', city: '海淀', representative: '赵一' },
        { uscc: twin2, name: '同名小店', city: '朝阳', representative: '赵二' },
        { uscc: lone, name: '独名小店', city: '海淀' },
        { uscc: individual, name: '海淀区红桥小吃店', representative: '周小红' },
        { uscc: codeNo(51), name: '北京有号商贸有限公司', regNo: REG_NO },
        { uscc: IRREGULAR, name: '北京错码商贸有限公司' },
      ],
    },
  ],
  { coverage: ['11'] },
)

type Cells = Partial<Record<ReportField, string>>
interface Said {
  kinds?: ProblemKind[]
  undecided?: UndecidedReason
  rejects?: RejectReason[]
  tier?: MatchTier
  notes?: string[]
  /** code of the register entry shown */
  entry?: string
}
const FIELDS: ReportField[] = [
  'name',
  'uscc',
  'representative',
  'idNumber',
  'address',
  'phone',
  'shopName',
  'shopUrl',
  'exemption',
  'overThreshold',
]
const MAPPING = Object.fromEntries(FIELDS.map((field, i) => [field, i])) as ReportMapping
const lineOf = (cells: Cells) => FIELDS.map((field) => cells[field] ?? '')

const judge = (
  bytes: Uint8Array,
  options: { mapping?: ReportMapping; columns?: number; coverage?: string[] | null } = {},
): Said => {
  const { mapping = MAPPING, columns = FIELDS.length } = options
  const result = createReconciler(index, {
    mapping,
    columns,
    ...('coverage' in options && { coverage: options.coverage ?? null }),
  }).chunk(bytes)
  expect(result.rows).toBe(1)
  const { kinds, undecided, rejects, tier, notes, entry } = explainRow(index, result, 0, mapping)
  return { kinds, rejects, tier, notes, ...(undecided && { undecided }), ...(entry && { entry: entry.uscc }) }
}
const clear = { kinds: [], rejects: [], tier: 'none', notes: [] }
const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)
const slip = put(good, 10, good[10] === '7' ? '8' : '7')
const name = '北京红桥商贸有限公司'

describe('what is said of a row', () => {
  test.each<[what: string, cells: Cells, said: Said]>([
    ['code and name as registered', { name, uscc: good }, { tier: 'exact_code', entry: good }],
    [
      'cancelled',
      { name: '北京注销商贸有限公司', uscc: cancelled! },
      { kinds: ['cancelled'], tier: 'exact_code', entry: cancelled! },
    ],
    [
      'revoked',
      { name: '北京吊销商贸有限公司', uscc: revoked! },
      { kinds: ['revoked'], tier: 'exact_code', entry: revoked! },
    ],
    [
      'abnormal operation',
      { name: '北京异常商贸有限公司', uscc: abnormal! },
      { kinds: ['abnormal_operation'], tier: 'exact_code', entry: abnormal! },
    ],
    [
      'serious violation',
      { name: '北京失信商贸有限公司', uscc: serious! },
      { kinds: ['serious_violation'], tier: 'exact_code', entry: serious! },
    ],
    ['moved away is no problem', { name: '北京迁出商贸有限公司', uscc: moved! }, { tier: 'exact_code', entry: moved! }],
    [
      'several at once, most serious first',
      { name: '别的名', uscc: both! },
      {
        kinds: ['revoked', 'serious_violation', 'abnormal_operation', 'name_mismatch'],
        tier: 'exact_code',
        entry: both!,
      },
    ],
    [
      'another name',
      { name: '北京虹桥商贸有限公司', uscc: good },
      { kinds: ['name_mismatch'], tier: 'exact_code', entry: good },
    ],
    ['the register holds no name', { name: '随便什么店', uscc: bare }, { tier: 'exact_code', entry: bare }],
    [
      'an individual business under its operator’s name',
      { name: '周小红', uscc: individual },
      { tier: 'exact_code', entry: individual },
    ],
    [
      'a company under its representative’s name',
      { name: '王红', uscc: good },
      { kinds: ['name_mismatch'], tier: 'exact_code', entry: good },
    ],
    [
      'a code that the register holds with a wrong check digit',
      { name: '北京错码商贸有限公司', uscc: IRREGULAR },
      { tier: 'exact_code', entry: IRREGULAR, notes: ['register_code_irregular'] },
    ],
    [
      'full width and traditional',
      { name: '北京紅橋商貿有限公司', uscc: good.replace('9', '９') },
      { tier: 'exact_code', entry: good, notes: ['full_width', 'traditional'] },
    ],
    [
      'lower case and spaces',
      { name: `${name} `, uscc: ` ${good.toLowerCase()}` },
      { tier: 'exact_code', entry: good, notes: ['case', 'whitespace'] },
    ],
    ['a valid code nobody has', { name: '北京无照商贸有限公司', uscc: codeNo(99) }, { kinds: ['licence_unknown'] }],
    [
      'a valid code nobody has, under a registered name',
      { name, uscc: codeNo(99) },
      { kinds: ['licence_unknown'], tier: 'name_unique', entry: good },
    ],
    [
      'a valid code of another province',
      { name: '上海红桥', uscc: codeNo(99, '91310108') },
      { undecided: 'outside_coverage' },
    ],
    [
      'a valid code of no province',
      { name: '红桥', uscc: uscc('91990108', 'MA000099') },
      { kinds: ['licence_unknown'] },
    ],
    ['a slip, the name agrees', { name, uscc: slip }, { kinds: ['code_invalid'], tier: 'repaired_code', entry: good }],
    [
      'O for 0',
      { name, uscc: good.replace('0', 'O') },
      { kinds: ['code_invalid'], tier: 'repaired_code', entry: good },
    ],
    [
      'a lost character',
      { name, uscc: good.slice(0, 9) + good.slice(10) },
      { kinds: ['code_invalid'], tier: 'repaired_code', entry: good },
    ],
    [
      'a slip in the code of a cancelled one',
      { name: '北京注销商贸有限公司', uscc: cancelled!.replace('0', 'O') },
      { kinds: ['cancelled', 'code_invalid'], tier: 'repaired_code', entry: cancelled! },
    ],
    [
      'a slip, the representative agrees where the register holds no name',
      { name: '李桥的店', representative: '李桥', uscc: bare.replace('0', 'O') },
      { kinds: ['code_invalid'], tier: 'repaired_code', entry: bare },
    ],
    ['a slip, nothing agrees: bare evidence', { name: '别家', uscc: slip }, { kinds: ['code_invalid'], entry: good }],
    [
      'a wrong code, the name leads to one',
      { name: '独名小店', uscc: '91XXXX' },
      { kinds: ['code_invalid'], tier: 'name_unique', entry: lone },
    ],
    [
      'a wrong code, name and area',
      { name: '同名小店', uscc: '91XXXX', address: '北京市朝阳区1号' },
      { kinds: ['code_invalid'], tier: 'name_and_area', entry: twin2 },
    ],
    [
      'a wrong code, name and representative',
      { name: '同名小店', uscc: '91XXXX', representative: '赵一' },
      { kinds: ['code_invalid'], tier: 'name_and_representative', entry: twin },
    ],
    ['a wrong code, a name of two', { name: '同名小店', uscc: '91XXXX' }, { kinds: ['code_invalid'] }],
    ['a masked code', { name: '别家', uscc: '9111**********123X' }, { kinds: ['code_invalid'] }],
    [
      'a registration number',
      { name: '北京有号商贸有限公司', uscc: REG_NO },
      { tier: 'exact_code', entry: codeNo(51) },
    ],
    [
      'a registration number under another name',
      { name: '别家', uscc: REG_NO },
      { kinds: ['name_mismatch'], tier: 'exact_code', entry: codeNo(51) },
    ],
    [
      'a registration number the register lacks, its name known',
      { name: '独名小店', uscc: FREE_REG_NO },
      { tier: 'name_unique', entry: lone },
    ],
    [
      'a registration number the register lacks, a name of two',
      { name: '同名小店', uscc: FREE_REG_NO },
      { undecided: 'name_ambiguous' },
    ],
    [
      'a registration number and a name nobody has',
      { name: '别家', uscc: FREE_REG_NO },
      { kinds: ['licence_unknown'] },
    ],
    ['a registration number with a slip', { name: '别家', uscc: '110108000000017' }, { kinds: ['code_invalid'] }],
    ['a person with a ground of exemption', { name: '张三', idNumber: PERSON, exemption: '零星小额交易' }, {}],
    ['a person without one', { name: '张三', idNumber: PERSON }, { kinds: ['licence_unknown'] }],
    [
      'a person over the threshold',
      { name: '张三', idNumber: PERSON, exemption: '零星小额', overThreshold: '是' },
      { undecided: 'over_threshold' },
    ],
    [
      'a person with 250,000 yuan',
      { name: '张三', idNumber: PERSON, exemption: '零星小额', overThreshold: '250,000' },
      { undecided: 'over_threshold' },
    ],
    [
      'a person with 90,000 yuan',
      { name: '张三', idNumber: PERSON, exemption: '零星小额', overThreshold: '90000' },
      {},
    ],
    [
      'a masked identity number',
      { name: '张三', idNumber: '1101**********1234', exemption: '零星小额' },
      { undecided: 'id_masked' },
    ],
    [
      'a wrong identity number',
      { name: '张三', idNumber: put(PERSON, 17, PERSON[17] === '1' ? '2' : '1') },
      { rejects: ['id_number_invalid'] },
    ],
    [
      'a wrong identity number that passes as a code by chance',
      { name: '张三', idNumber: chanceCode },
      { rejects: ['id_number_invalid'] },
    ],
    ['an identity number in the code column', { name: '张三', uscc: PERSON, exemption: '零星小额' }, {}],
    [
      'one in the code column that passes as a code by chance',
      { name: '张三', uscc: chancePerson, exemption: '零星小额' },
      {},
    ],
    ['a code in the identity column', { name, idNumber: good }, { tier: 'exact_code', entry: good }],
    ['an unknown code in the identity column', { name: '别家', idNumber: codeNo(99) }, { kinds: ['licence_unknown'] }],
    [
      'an irregular code of the register in the identity column',
      { name: '北京错码商贸有限公司', idNumber: IRREGULAR },
      { tier: 'exact_code', entry: IRREGULAR, notes: ['register_code_irregular'] },
    ],
    [
      'a registration number in the identity column',
      { name: '北京有号商贸有限公司', idNumber: REG_NO },
      { tier: 'exact_code', entry: codeNo(51) },
    ],
    ['a wrong code in the identity column', { name, idNumber: slip }, { rejects: ['id_number_invalid'] }],
    [
      'a word for no code, and an identity number',
      { name: '张三', uscc: '无', idNumber: PERSON, exemption: '零星小额' },
      {},
    ],
    ['no identifier', { name }, { rejects: ['identifier_missing'] }],
    ['words for no identifier', { name, uscc: '暂无', idNumber: '/' }, { rejects: ['identifier_missing'] }],
    ['no name', { uscc: good }, { rejects: ['name_missing'] }],
    ['a name of blanks', { name: ' \u3000\u200b', uscc: good }, { rejects: ['name_missing'] }],
    ['a name too long', { name: '红'.repeat(201), uscc: good }, { rejects: ['field_too_long'] }],
    ['200 characters are not too long', { name: '红'.repeat(200), uscc: bare }, { tier: 'exact_code', entry: bare }],
    ['a control character', { name: `${name}\u0007`, uscc: good }, { rejects: ['control_character'] }],
    ['an undecodable character', { name: `${name}\ufffd`, uscc: good }, { rejects: ['encoding'] }],
    [
      'NUL padding',
      { name: `${name}\u0000`, uscc: `${good}\u0000` },
      { tier: 'exact_code', entry: good, notes: ['invisible'] },
    ],
    ['a URL without a host', { name, uscc: good, shopUrl: 'https://' }, { rejects: ['url_invalid'] }],
    ['a script for a URL', { name, uscc: good, shopUrl: 'javascript:alert(1)' }, { rejects: ['url_invalid'] }],
    [
      'a path in words for a URL',
      { name, uscc: good, shopUrl: '微信小程序:红桥' },
      { tier: 'exact_code', entry: good },
    ],
    [
      'every reason to reject at once',
      { name: '\u0007', shopUrl: 'http://a b', phone: '1'.repeat(65) },
      { rejects: ['identifier_missing', 'field_too_long', 'control_character', 'url_invalid'] },
    ],
  ])('%s', (_, cells, said) => {
    const { entry, undecided, ...rest } = judge(csv([lineOf(cells)]))
    const { entry: wanted, undecided: wantedReason, ...more } = said
    expect(rest).toEqual({ ...clear, ...more })
    expect(undecided).toBe(wantedReason)
    expect(entry).toBe(wanted)
  })

  test('a row of another width is rejected with nothing else said', () => {
    expect(judge(Buffer.from(`${name},${good}\n`))).toEqual({ ...clear, rejects: ['column_count'] })
    expect(judge(Buffer.from(`${name},${good}${',x'.repeat(2000)}\n`))).toEqual({ ...clear, rejects: ['column_count'] })
    expect(judge(Buffer.from(`"${name},${good}\n`))).toMatchObject({ rejects: ['column_count'] })
  })

  test('a cell of a megabyte is rejected in no time', () => {
    const started = performance.now()
    expect(
      judge(csv([lineOf({ name: '红'.repeat(350_000), uscc: '9'.repeat(1_000_000), idNumber: '1'.repeat(1_000_000) })]))
        .rejects,
    ).toContain('field_too_long')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('the quoted cell says the same as the plain one', () => {
    expect(judge(Buffer.from(`"${name}","${good}"${',""'.repeat(8)}\r\n`))).toEqual({
      ...clear,
      tier: 'exact_code',
      entry: good,
    })
  })

  test('an accepted row has a key to find duplicates by, a rejected one none', () => {
    const result = createReconciler(index, { mapping: MAPPING, columns: 10 }).chunk(
      csv([lineOf({ name, uscc: good }), lineOf({ name })]),
    )
    expect([result.keyHi[0] !== 0 || result.keyLo[0] !== 0, result.keyHi[1], result.keyLo[1]]).toEqual([true, 0, 0])
  })

  test('an identity number has no province of registration, wherever it stands', () => {
    const result = createReconciler(index, { mapping: MAPPING, columns: 10 }).chunk(
      csv([lineOf({ name, uscc: PERSON }), lineOf({ name, idNumber: PERSON }), lineOf({ name, uscc: good })]),
    )
    expect([...result.provinces]).toEqual([0, 0, 11])
  })
})

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
