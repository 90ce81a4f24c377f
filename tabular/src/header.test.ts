import { REGISTER_COLUMNS, REPORT_COLUMNS } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { findHeaderRow, foldHeader, mapColumns } from './header.ts'

describe('mapColumns', () => {
  const cases: [string, string[], Record<string, number>][] = [
    [
      'the contract’s own names',
      REPORT_COLUMNS.map(({ zh }) => zh),
      Object.fromEntries(REPORT_COLUMNS.map(({ key }, i) => [key, i])),
    ],
    ['keys', ['uscc', 'name', 'shopUrl'], { uscc: 0, name: 1, shopUrl: 2 }],
    [
      'required marks, blanks, line breaks, width',
      ['＊经营者名称', '统一社会\n信用代码 *', '法定代表人(负责人)（必填）', 'ＵＲＬ'],
      { name: 0, uscc: 1, representative: 2, shopUrl: 3 },
    ],
    ['remarks in brackets', ['企业名称（全称）', '联系方式（手机或座机）'], { name: 0, phone: 1 }],
    [
      'a better name beats a synonym',
      ['注册号', '统一社会信用代码', '注册地址', '实际经营地址'],
      { uscc: 1, address: 3 },
    ],
    ['an exact name beats one with a remark', ['统一社会信用代码（旧）', '统一社会信用代码'], { uscc: 1 }],
  ]
  it.each(cases)('%s', (_name, header, mapping) => {
    expect(mapColumns(header, REPORT_COLUMNS).mapping).toEqual(mapping)
  })

  it('says what is missing, unknown and ambiguous, and leaves out our own helper columns', () => {
    const result = mapColumns(['经营者名称', '经营者 名称', '备注', '退回原因', '原行号', ''], REPORT_COLUMNS)
    expect(result.ambiguous).toEqual([{ key: 'name', headers: ['经营者名称', '经营者 名称'], indexes: [0, 1] }])
    expect(result.unknown).toEqual(['备注'])
    expect(result.mapping).toEqual({})
    expect(result.missing).toContain('uscc')
  })

  it('every synonym of the contract finds its own column', () => {
    for (const columns of [REPORT_COLUMNS, REGISTER_COLUMNS]) {
      for (const { key, zh, synonyms } of columns) {
        for (const name of [zh, ...synonyms])
          expect([name, mapColumns([name], columns).mapping]).toEqual([name, { [key]: 0 }])
      }
    }
  })
})

describe('finding the header', () => {
  it('takes the row that names most columns, not the title or the data', () => {
    const rows = [['经营者名称报送表'], ['单位名称：某平台'], ['名称', '信用代码', '法人'], ['甲', '1', '名称']]
    expect(findHeaderRow(rows)).toEqual({ index: 2, score: 3 })
    expect(
      findHeaderRow([
        ['1', '2'],
        ['a', 'b'],
      ]),
    ).toEqual({ index: -1, score: 0 })
  })
  it('foldHeader folds what people vary', () => {
    expect(foldHeader('＊ 法定代表人\n(负责人)')).toBe('法定代表人负责人')
  })
})
