import { describe, expect, it } from 'vitest'
import { readLines } from './check.ts'

const CODE = '91330100MA27XLKN1T'

describe('pasted lines', () => {
  const cases: [text: string, asked: unknown][] = [
    [`${CODE}\t杭州青禾电子商务有限公司`, { uscc: CODE, name: '杭州青禾电子商务有限公司' }],
    [
      `${CODE}\t杭州青禾电子商务有限公司\t陈立新`,
      { uscc: CODE, name: '杭州青禾电子商务有限公司', representative: '陈立新' },
    ],
    [`${CODE}，杭州青禾电子商务有限公司`, { uscc: CODE, name: '杭州青禾电子商务有限公司' }],
    [`${CODE}  杭州青禾电子商务有限公司`, { uscc: CODE, name: '杭州青禾电子商务有限公司' }],
    [`杭州青禾电子商务有限公司,${CODE}`, { uscc: CODE, name: '杭州青禾电子商务有限公司' }],
    [`"杭州青禾","${CODE}"`, { uscc: CODE, name: '杭州青禾' }],
    // A wrong code is checked as well: the answer says what is wrong with it.
    ['12345\t杭州青禾', { uscc: '12345', name: '杭州青禾' }],
    [CODE, null],
  ]
  it.each(cases)('%s', (text, asked) => expect(readLines(text)[0]?.asked).toEqual(asked))

  it('leaves out blank lines and headings, and keeps the number of each line', () => {
    const lines = readLines(`统一社会信用代码\t名称\n\n${CODE}\t甲\r\n${CODE}\t乙\n`)
    expect(lines.map((l) => [l.line, l.asked?.name])).toEqual([
      [3, '甲'],
      [4, '乙'],
    ])
  })
})
