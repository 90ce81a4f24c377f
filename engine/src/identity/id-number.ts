import { PROVINCES } from '@redbridge/contract'
import { foldName } from './fold.ts'

/** What a reported identity-card number turned out to be. */
export interface IdNumberCheck {
  readonly valid: boolean
  /** `current` = 18 characters, `old` = 15 digits (issued before 1999-10), `masked` = partly hidden, `none` = unreadable. */
  readonly kind: 'current' | 'old' | 'masked' | 'none'
  readonly reason?: 'length' | 'alphabet' | 'check_digit' | 'date'
  readonly normalised: string
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/**
 * GB 11643-1999 identity number: 18 characters with ISO 7064 MOD 11-2 check and a real birth date, the older 15 digits,
 * or a masked one (`3301**********1234`), which can be neither confirmed nor refuted. The region part is not judged.
 *
 * @example checkIdNumber('11010519491231002X').valid // true
 * @example checkIdNumber('3301**********1234').kind // 'masked'
 */
export function checkIdNumber(text: string): IdNumberCheck {
  const normalised = foldName(text).replace(/[-·'"`]/g, '')
  const shown = foldName(text).replace(/[-'"`]/g, '')
  if (/^(?=.*([*#·?_]|X{3}))[0-9X*#·?_]{8,24}$/.test(shown))
    return { valid: false, kind: 'masked', normalised: shown.replace(/[#·?_]/g, '*') }
  if (/^\d{15}$/.test(normalised)) return dated('old', `19${normalised.slice(6, 12)}`, normalised)
  if (normalised.length !== 18) return { valid: false, kind: 'none', reason: 'length', normalised }
  if (!/^\d{17}[\dX]$/.test(normalised)) return { valid: false, kind: 'none', reason: 'alphabet', normalised }
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (normalised.charCodeAt(i) - 48), 0)
  if (CHECKS[sum % 11] !== normalised[17]) return { valid: false, kind: 'current', reason: 'check_digit', normalised }
  return dated('current', normalised.slice(6, 14), normalised)
}

/** Taiwan residents' 83 besides the provinces; a foreign permanent resident's begins with 9 and then the province. */
const REGIONS = new Set([...PROVINCES.map(({ code }) => code), '83'])

/**
 * True for 17 digits and a digit or X with an identity number's region and birth date in them, whatever the check digit:
 * what tells a mistyped identity number from a unified social credit code of digits only.
 *
 * @example looksLikeIdNumber('110105194912310021') // true
 */
export const looksLikeIdNumber = (normalised: string): boolean =>
  /^\d{17}[\dX]$/.test(normalised) &&
  REGIONS.has(normalised.startsWith('9') ? normalised.slice(1, 3) : normalised.slice(0, 2)) &&
  isBirthDate(normalised.slice(6, 14))

function isBirthDate(yyyymmdd: string): boolean {
  const year = Number(yyyymmdd.slice(0, 4))
  const month = Number(yyyymmdd.slice(4, 6))
  const day = Number(yyyymmdd.slice(6, 8))
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1880 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const dated = (kind: 'current' | 'old', yyyymmdd: string, normalised: string): IdNumberCheck =>
  isBirthDate(yyyymmdd) ? { valid: true, kind, normalised } : { valid: false, kind, reason: 'date', normalised }
