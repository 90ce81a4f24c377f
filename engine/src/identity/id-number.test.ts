import { describe, expect, test } from 'vitest'
import { looksLikeIdNumber } from './id-number.ts'
import { checkIdNumber, checkRegNo } from './index.ts'
import { idNumber } from './testing/make.ts'

const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)
const NUMBERS = Array.from({ length: 60 }, (_, i) =>
  idNumber(
    `${['110105', '330106', '440300', '810000'][i % 4]}19${40 + i}0${1 + (i % 9)}1${i % 10}${String(i * 17)
      .padStart(3, '0')
      .slice(0, 3)}`,
  ),
)

describe('identity numbers', () => {
  test('the examples of GB 11643-1999 are valid', () => {
    for (const number of ['11010519491231002X', '440524188001010014'])
      expect(checkIdNumber(number)).toEqual({ valid: true, kind: 'current', normalised: number })
  })

  test('every single substitution and every transposition of neighbours is caught', () => {
    for (const number of NUMBERS) {
      expect(checkIdNumber(number).valid, number).toBe(true)
      for (let i = 0; i < 18; i++)
        for (const c of i === 17 ? '0123456789X' : '0123456789')
          if (c !== number[i]) expect(checkIdNumber(put(number, i, c)).valid, put(number, i, c)).toBe(false)
      for (let i = 0; i < 17; i++) {
        const swapped = put(put(number, i, number[i + 1]!), i + 1, number[i]!)
        if (swapped !== number) expect(checkIdNumber(swapped).valid, swapped).toBe(false)
      }
    }
  })

  test.each([
    ['11010519490231002', 'date', '30 February'.replace('30', '31')],
    ['11010519491331002', 'date', 'month 13'],
    ['11010518790101002', 'date', 'year 1879'],
    ['11010519000229002', 'date', '29 February of a common year'],
  ])('%s… fails for its %s: %s', (front, reason) => {
    expect(checkIdNumber(idNumber(front))).toMatchObject({ valid: false, kind: 'current', reason })
  })

  test('29 February of a leap year is a day', () => {
    expect(checkIdNumber(idNumber('11010520000229002')).valid).toBe(true)
  })

  test.each([
    ['', 'length'],
    ['1101051949123100', 'length'],
    ['1101051949123100212', 'length'],
    ['11010519491231A02X', 'alphabet'],
    ['1101051949123100X2', 'alphabet'],
    ['110105194912310021', 'check_digit'],
  ])('%j fails for its %s', (text, reason) => {
    expect(checkIdNumber(text)).toMatchObject({ valid: false, reason })
  })

  test('the older 15 digits are read by their date', () => {
    expect(checkIdNumber('110105491231002')).toMatchObject({ valid: true, kind: 'old' })
    expect(checkIdNumber('110105491331002')).toMatchObject({ valid: false, kind: 'old', reason: 'date' })
  })

  test.each([
    '3301**********1234',
    '3301●●●●●●●●●●1234',
    '3301··········1234',
    '3301????xxxx??1234',
    '3301XXXXXXXXXX123X',
  ])('%s is masked, neither right nor wrong', (text) => {
    expect(checkIdNumber(text)).toMatchObject({ valid: false, kind: 'masked' })
  })

  test('whatever sign hides the digits, the masked number is the same', () => {
    expect(checkIdNumber('3301●●●●●●●●●●1234').normalised).toBe('3301**********1234')
    expect(checkIdNumber('●●●●●●●●●●●●●●●●●●').kind).toBe('masked')
  })

  test.each([
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002x',
    '110105-19491231-002X',
    "'11010519491231002X",
  ])('differences of form are folded: %j', (text) => {
    expect(checkIdNumber(text)).toMatchObject({ valid: true, normalised: '11010519491231002X' })
  })

  test.each([
    ['110105194912310021', true],
    ['830000199001010000', true],
    ['911124198108030020', true],
    ['100105194912310021', false],
    ['110105194913310021', false],
    ['91110108MA01234567', false],
    ['911101050002345678', false],
  ])('%s has the shape of one: %s', (text, shape) => {
    expect(looksLikeIdNumber(text)).toBe(shape)
  })
})

describe('registration numbers of 15 digits', () => {
  const withCheck = (fourteen: string) =>
    Array.from({ length: 10 }, (_, d) => `${fourteen}${d}`).filter((number) => checkRegNo(number))

  test('exactly one check digit fits (ISO 7064 MOD 11,10)', () => {
    for (const front of ['11010800000001', '31000040012345', '99999999999999', '00000000000000'])
      expect(withCheck(front), front).toHaveLength(1)
    expect(checkRegNo('110108000000016')).toBe(true)
  })

  test('every single substitution is caught', () => {
    const number = '110108000000016'
    for (let i = 0; i < 15; i++)
      for (const c of '0123456789') if (c !== number[i]) expect(checkRegNo(put(number, i, c))).toBe(false)
  })

  test.each(['', '11010800000001', '1101080000000160', '11010800000001X'])('%j is none', (text) => {
    expect(checkRegNo(text)).toBe(false)
  })
})
