import { type PartnerCategory, provinceShort } from '@redbridge/contract'
import { findDivision } from '@redbridge/contract/divisions-table'

// 机关代字: what stands before the word of a number. A bureau enters its own; until then the usual way of making one.

/** What authorities of a kind are called in numbers. */
const PARTNER_WORDS: Partial<Record<PartnerCategory, string>> = {
  police: '公',
  communications: '通管',
  court: '法',
  arbitration: '仲',
  mediation: '调',
  laboratory: '检',
}

/** The name of a city or county without what it is. @example ownName('330106') // '西湖' */
const ownName = (division: string): string => {
  if (division.endsWith('0000')) return ''
  const name = findDivision(division)?.name ?? ''
  return name.length > 2 ? name.replace(/(自治州|自治县|自治旗|地区|市|区|县|盟|旗)$/, '') : name
}

/**
 * The organ code an organisation has before it entered one of its own.
 * @example usualOrganCode({ kind: 'bureau', division: '110000', category: null }) // '京市监'
 */
export const usualOrganCode = (organisation: {
  readonly kind: string
  readonly division: string
  readonly category: string | null
}): string => {
  const { kind, division, category } = organisation
  const place = division === '000000' ? '国' : provinceShort(division) + ownName(division)
  return place + (kind === 'bureau' ? '市监' : (PARTNER_WORDS[category as PartnerCategory] ?? '协'))
}

/** A day as official letters write it: Arabic figures, no leading zeros (7.3.5.4). @example dayZh('2026-07-05') // '2026年7月5日' */
export const dayZh = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
