import type { Organisation } from '@redbridge/contract'
import { divisionName, findDivision } from '@redbridge/contract/divisions-table'

export const NATION = '000000'

/** @example divisionTitle('330106') // '浙江省杭州市西湖区' */
export const divisionTitle = (code: string): string => (code === NATION ? '全国' : divisionName(code, 'full'))

/** The nation or a division of GB/T 2260. */
export const isKnownDivision = (code: string): boolean => code === NATION || findDivision(code) !== undefined

export const levelOf = (code: string): NonNullable<Organisation['level']> => {
  if (code === NATION) return 'nation'
  const level = findDivision(code)?.level
  return level ?? (code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county')
}

/** The divisions above one, nearest first. @example divisionsAbove('330106') // ['330100', '330000', '000000'] */
export const divisionsAbove = (code: string): string[] => {
  if (code === NATION) return []
  const above = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, NATION]
  return [...new Set(above)].filter((candidate) => candidate !== code)
}
