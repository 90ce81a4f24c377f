import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { USCC_ALPHABET } from './code-tables.ts'
import { checkUscc, normaliseCode, repairUscc } from './index.ts'
import { packCode, packed, unpackCode } from './pack-code.ts'
import { codeNo, uscc } from './testing/make.ts'

/** GB 32100-2015's own example and codes that companies publish. */
const PUBLISHED = ['91350100M000100Y43', '91310106746163113B', '91440300708461136T', '91110000802100433B']
const SAMPLES = [
  ...PUBLISHED,
  ...Array.from({ length: 40 }, (_, i) => codeNo(i * 7919, i % 2 ? '92330106' : '12110105')),
]
const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)

describe('unified social credit codes', () => {
  test.each(PUBLISHED)('%s is valid', (code) => {
    expect(checkUscc(code)).toEqual({ valid: true, kind: 'uscc', normalised: code, repairs: [] })
  })

  test('codes made by the letter of the standard are valid', () => {
    for (const code of SAMPLES) expect(checkUscc(code).valid, code).toBe(true)
  })

  test('every single substitution is caught, and the true code is among the repairs', () => {
    for (const code of SAMPLES)
      for (let i = 0; i < 18; i++)
        for (const c of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          if (c === code[i]) continue
          const wrong = put(code, i, c)
          const check = checkUscc(wrong)
          if (check.valid || !check.repairs.includes(code))
            expect.fail(`${wrong} for ${code}: ${JSON.stringify(check)}`)
        }
  })

  test('every transposition of neighbours is caught, and the true code is among the repairs', () => {
    let swaps = 0
    for (const code of SAMPLES)
      for (let i = 0; i < 17; i++) {
        if (code[i] === code[i + 1]) continue
        const wrong = put(put(code, i, code[i + 1]!), i + 1, code[i]!)
        const check = checkUscc(wrong)
        if (check.valid || !check.repairs.includes(code)) expect.fail(`${wrong} for ${code}: ${JSON.stringify(check)}`)
        swaps++
      }
    expect(swaps).toBeGreaterThan(400)
  })

  test('a lost or doubled character is repaired', () => {
    for (const code of SAMPLES)
      for (let i = 0; i < 18; i++) {
        expect(repairUscc(code.slice(0, i) + code.slice(i + 1)), `${code} without ${i}`).toContain(code)
        expect(repairUscc(code.slice(0, i) + code[i] + code.slice(i)), `${code} with ${i} twice`).toContain(code)
      }
  })

  test.each([
    ['O for 0', '9135O1OOMOOO1OOY43', '91350100M000100Y43'],
    ['I for 1', '9I350100M000I00Y43', '91350100M000100Y43'],
    [
      'Z for 2 and S for 5',
      uscc('91350125', 'MA2552NY').replaceAll('2', 'Z').replaceAll('5', 'S'),
      uscc('91350125', 'MA2552NY'),
    ],
  ])('look-alikes %s are repaired to the one reading', (_, wrong, right) => {
    expect(checkUscc(wrong)).toMatchObject({ valid: false, reason: 'alphabet', repairs: [right] })
  })

  test('every proposed repair is itself valid', () => {
    for (const code of SAMPLES)
      for (const repair of checkUscc(put(code, 9, code[9] === '5' ? '6' : '5')).repairs)
        expect(checkUscc(repair).valid, repair).toBe(true)
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['91350100M000100Y4', 'length'],
    ['91350100M000100Y4－', 'length'],
    ['91350100M000100I43', 'alphabet'],
    ['91350100M000100Y44', 'check_digit'],
    ['91350100中000100Y43', 'alphabet'],
  ])('%j fails for its %s', (code, reason) => {
    expect(checkUscc(code)).toMatchObject({ valid: false, kind: 'none', reason })
  })

  test('a code whose own check holds but whose organisation code does not says so', () => {
    const [front, org] = ['91350100', 'M00010']
    const found = [...USCC_ALPHABET].flatMap((a) =>
      [...USCC_ALPHABET].map((b) => checkUscc(`${front}${org}0Y${a}${b}`).reason ?? 'valid'),
    )
    expect(found.filter((reason) => reason === 'org_code_check').length).toBeGreaterThan(20)
  })

  test.each([
    '９１３５０１００Ｍ０００１００Ｙ４３',
    '91350100-M000100Y4-3',
    ' 9135 0100 M000\u3000100Y43\t',
    '91350100m000100y43',
    '\u200b91350100M000100Y43\ufeff',
    '91350100M000100Y43\u0000\u0000',
  ])('differences of form are folded: %j', (text) => {
    expect(normaliseCode(text)).toBe('91350100M000100Y43')
    expect(checkUscc(text).valid).toBe(true)
  })

  test('a character whose low byte looks like a digit is not taken for it', () => {
    const disguised = '91350100M00010丰Y43' // U+4E30 ends in the byte of 0
    expect(disguised).toHaveLength(18)
    expect(checkUscc(disguised.replace('43', '44')).repairs).not.toContain('91350100M000100Y43')
  })

  test('packing and unpacking are inverse', () => {
    for (const code of [...SAMPLES, '000000000000000000', 'ZZZZZZZZZZZZZZZZZZ']) {
      expect(packCode(Buffer.from(code), 0)).toBe(true)
      expect(unpackCode(packed.w0, packed.w1, packed.w2)).toBe(code)
      expect(packed.sum31 === 0 && packed.org, code).toBe(checkUscc(code).valid)
    }
    expect(packCode(Buffer.from('91350100m000100Y43'), 0)).toBe(false)
  })
})

const DATA = join(import.meta.dirname, '../../../../shared/data/company-registrations')
test.skipIf(!existsSync(DATA))(
  'of the real codes in ../shared/data over 99.9 % pass (skipped where they are not there)',
  () => {
    const codes = readdirSync(DATA).flatMap((file) =>
      [...readFileSync(join(DATA, file), 'utf8').matchAll(/,([0-9A-Z]{18}),/g)].map((match) => match[1]!),
    )
    expect(codes.length).toBeGreaterThan(20_000)
    expect(codes.filter((code) => checkUscc(code).valid).length / codes.length).toBeGreaterThan(0.999)
  },
)
