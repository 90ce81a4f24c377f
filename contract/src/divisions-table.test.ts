import { describe, expect, test } from 'vitest'
import { PROVINCES } from './divisions.ts'
import { DIVISIONS, divisionName, findDivision, listDivisionsUnder } from './divisions-table.ts'

describe('divisions of GB/T 2260', () => {
  test('counts are those of the standard', () => {
    const count = (level: string) => DIVISIONS.filter((d) => d.level === level).length
    expect(count('province')).toBe(34)
    expect(count('city')).toBe(333)
    // the Ministry of Civil Affairs counted 2,846 county-level units at the end of 2024, some not yet in the source
    expect(count('county')).toBeGreaterThan(2835)
    expect(count('county')).toBeLessThan(2855)
  })

  test('every province of the tile grid is there, every parent exists, no code twice', () => {
    for (const p of PROVINCES) expect(findDivision(p.code)?.name.startsWith(p.zh), p.zh).toBe(true)
    for (const d of DIVISIONS) expect(d.parent === '' || findDivision(d.parent), d.code).toBeTruthy()
    expect(new Set(DIVISIONS.map((d) => d.code)).size).toBe(DIVISIONS.length)
  })

  test('names and paths', () => {
    expect(divisionName('330106', 'full')).toBe('浙江省杭州市西湖区')
    expect(divisionName('110105', 'full')).toBe('北京市朝阳区')
    expect(divisionName('429004', 'full')).toBe('湖北省仙桃市')
    expect(divisionName('100000')).toBe('全国')
    expect(divisionName('110229')).toBe('北京市')
    expect(divisionName('990000')).toBe('')
    expect(listDivisionsUnder('110000')).toHaveLength(16)
    expect(findDivision('320571')).toBeUndefined()
  })
})
