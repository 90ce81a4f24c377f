import { describe, expect, test } from 'vitest'
import { createReconciler } from './index.ts'
import { codeNo, csv, idNumber, uscc } from './testing/make.ts'
import {
  abnormal,
  bare,
  both,
  type Cells,
  cancelled,
  chanceCode,
  chancePerson,
  clear,
  FREE_REG_NO,
  good,
  IRREGULAR,
  index,
  individual,
  judge,
  lineOf,
  lone,
  MAPPING,
  moved,
  name,
  PERSON,
  put,
  REG_NO,
  revoked,
  type Said,
  serious,
  slip,
  twin,
  twin2,
} from './testing/town.ts'

// One row a scenario: what must be said of it and, by being exact, what must not.
describe('what is said of a row', () => {
  test.each<[what: string, cells: Cells, said: Said]>([
    ['code and name as registered', { name, uscc: good }, { tier: 'exact_code', entry: good }],
    [
      'cancelled',
      { name: '北京注销商贸有限公司', uscc: cancelled },
      { kinds: ['cancelled'], tier: 'exact_code', entry: cancelled },
    ],
    [
      'revoked',
      { name: '北京吊销商贸有限公司', uscc: revoked },
      { kinds: ['revoked'], tier: 'exact_code', entry: revoked },
    ],
    [
      'abnormal operation',
      { name: '北京异常商贸有限公司', uscc: abnormal },
      { kinds: ['abnormal_operation'], tier: 'exact_code', entry: abnormal },
    ],
    [
      'serious violation',
      { name: '北京失信商贸有限公司', uscc: serious },
      { kinds: ['serious_violation'], tier: 'exact_code', entry: serious },
    ],
    ['moved away is no problem', { name: '北京迁出商贸有限公司', uscc: moved }, { tier: 'exact_code', entry: moved }],
    [
      'several at once, most serious first',
      { name: '别的名', uscc: both },
      {
        kinds: ['revoked', 'serious_violation', 'abnormal_operation', 'name_mismatch'],
        tier: 'exact_code',
        entry: both,
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
      { name: '北京注销商贸有限公司', uscc: cancelled.replace('0', 'O') },
      { kinds: ['cancelled', 'code_invalid'], tier: 'repaired_code', entry: cancelled },
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
    expect(performance.now() - started).toBeLessThan(10_000)
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
      csv([
        lineOf({ name, uscc: idNumber('44120219900307123') }),
        lineOf({ name, idNumber: PERSON }),
        lineOf({ name, uscc: good }),
      ]),
    )
    expect([...result.provinces]).toEqual([0, 0, 11])
  })
})
