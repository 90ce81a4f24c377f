import type { Organisation } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { treeRows, withSuperiors } from './tree.ts'

const bureau = (division: string, parentId: string | null, nameZh: string): Organisation => ({
  id: `b_${division}`,
  kind: 'bureau',
  nameZh,
  nameEn: '',
  division,
  divisionName: nameZh,
  parentId,
  level: 'city',
  uscc: null,
  url: null,
  category: null,
  foundBy: null,
  foundOn: null,
  status: null,
  users: 0,
  createdAt: '2026-01-01T00:00:00Z',
})
const NATION = bureau('000000', null, '总局')
const ZHEJIANG = bureau('330000', 'b_000000', '浙江')
const HANGZHOU = bureau('330100', 'b_330000', '杭州')
const XIHU = bureau('330106', 'b_330100', '西湖')
const BEIJING = bureau('110000', 'b_000000', '北京')
const all = [XIHU, BEIJING, NATION, HANGZHOU, ZHEJIANG]
const shape = (rows: ReturnType<typeof treeRows>) => rows.map((r) => [r.bureau.nameZh, r.depth, r.children])

describe('the tree of bureaus', () => {
  it('stands in the order of divisions, closed ones hide what is below', () => {
    expect(shape(treeRows(all, (id) => id !== 'b_330100'))).toEqual([
      ['总局', 0, 2],
      ['北京', 1, 0],
      ['浙江', 1, 1],
      ['杭州', 2, 1],
    ])
    expect(shape(treeRows(all, () => true))).toHaveLength(5)
    expect(shape(treeRows(all, () => false))).toEqual([['总局', 0, 2]])
  })

  it('puts a bureau at the top whose superior is not entered', () => {
    expect(shape(treeRows([HANGZHOU, XIHU], () => true))).toEqual([
      ['杭州', 0, 1],
      ['西湖', 1, 0],
    ])
  })

  it('finds by name or division, with the way to it', () => {
    expect(
      withSuperiors(all, '西湖')
        .map((b) => b.nameZh)
        .sort(),
    ).toEqual(['总局', '杭州', '浙江', '西湖'].sort())
    expect(withSuperiors(all, '110000').map((b) => b.nameZh)).toEqual(['北京', '总局'])
    expect(withSuperiors(all, '上海')).toEqual([])
  })
})
