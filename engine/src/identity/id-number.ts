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
  if (/^(?=.*([*●#·?_]|X{3}))[0-9X*●#·?_]{8,24}$/.test(foldName(text).replace(/[-'"`]/g, '')))
    return { valid: false, kind: 'masked', normalised }
  if (/^\d{15}$/.test(normalised)) return dated('old', `19${normalised.slice(6, 12)}`, normalised)
  if (normalised.length !== 18) return { valid: false, kind: 'none', reason: 'length', normalised }
  if (!/^\d{17}[\dX]$/.test(normalised)) return { valid: false, kind: 'none', reason: 'alphabet', normalised }
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (normalised.charCodeAt(i) - 48), 0)
  if (CHECKS[sum % 11] !== normalised[17]) return { valid: false, kind: 'current', reason: 'check_digit', normalised }
  return dated('current', normalised.slice(6, 14), normalised)
}

function dated(kind: 'current' | 'old', yyyymmdd: string, normalised: string): IdNumberCheck {
  const year = Number(yyyymmdd.slice(0, 4))
  const month = Number(yyyymmdd.slice(4, 6))
  const day = Number(yyyymmdd.slice(6, 8))
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = year >= 1880 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? { valid: true, kind, normalised } : { valid: false, kind, reason: 'date', normalised }
}
