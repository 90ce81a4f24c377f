import { describe, expect, it } from 'vitest'
import { csvText } from './save-csv.ts'

describe('rows as CSV', () => {
  it('quotes what needs it', () => {
    expect(
      csvText([
        ['名称', '说明'],
        ['甲,乙', '第"一"行\n第二行'],
      ]),
    ).toBe('名称,说明\r\n"甲,乙","第""一""行\n第二行"\r\n')
  })
  it('keeps formulas texts', () => expect(csvText([['=1+1', '@a', '-3', '正常']])).toBe("'=1+1,'@a,'-3,正常\r\n"))
})
