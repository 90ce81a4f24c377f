import { describe, expect, it } from 'vitest'
import { excelDate, isDateFormat, numberText } from './cell-values.ts'

describe('numbers of a sheet', () => {
  it.each([
    ['9.1330106746163104E+17', '9.13301067461631E+17'],
    ['913301067461631000', '9.13301067461631E+17'],
    ['110101199003071234', '1.10101199003071E+17'],
    ['1E+15', '1E+15'],
    ['310106000012345', '310106000012345'],
    ['3.10106000012345E14', '310106000012345'],
    ['13800000000', '13800000000'],
    ['0.30000000000000004', '0.3'],
    ['-12.5', '-12.5'],
    ['1E-7', '1E-7'],
    ['not a number', 'not a number'],
  ])('%s → %s', (raw, text) => expect(numberText(raw)).toBe(text))
})

describe('dates of a sheet', () => {
  it.each([
    [45658, false, '2025-01-01'],
    [45658.75, false, '2025-01-01 18:00:00'],
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [0, true, '1904-01-01'],
    [-1, false, undefined],
    [3_000_000, false, undefined],
  ] as const)('%d (1904: %s) → %s', (serial, date1904, text) => expect(excelDate(serial, date1904)).toBe(text))

  it.each([
    [14, undefined, true],
    [31, undefined, true],
    [49, undefined, false],
    [176, 'yyyy"年"m"月"d"日"', true],
    [177, '[$-804]yyyy/m/d', true],
    [178, '#,##0.00_ ;[Red]\\-#,##0.00', false],
    [179, '0.00E+00', false],
    [180, '"day" 0', false],
  ] as const)('format %d %s is a date: %s', (id, code, date) => expect(isDateFormat(id, code)).toBe(date))
})
