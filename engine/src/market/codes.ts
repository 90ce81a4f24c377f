/**
 * Codes with their check characters: unified social credit code (GB 32100-2015) around an organisation code
 * (GB 11714), 15-digit registration number (ISO 7064 MOD 11,10), identity number (GB 11643). All are built from
 * random bodies: that one of them belongs to somebody is chance.
 */
import { ORG_WEIGHTS, USCC_ALPHABET, USCC_WEIGHTS, VALUE31, VALUE36 } from '../identity/code-tables.ts'

/** All pairs of the 31 characters: a body of five is two table look-ups and one character. */
const PAIRS = Array.from({ length: 961 }, (_, i) => USCC_ALPHABET[Math.floor(i / 31)]! + USCC_ALPHABET[i % 31]!)

/** A number below 31^5 as five characters of the code alphabet. */
export const fiveOf = (n: number): string =>
  PAIRS[Math.floor(n / 29791)]! + PAIRS[Math.floor(n / 31) % 961]! + USCC_ALPHABET[n % 31]!

/**
 * A whole code from its department and kind (91 firm, 92 individual business, 93 cooperative), the region of the
 * registration authority and eight characters of organisation code.
 * @example usccOf('91', '110108', 'MA01GHN1').length // 18
 */
export function usccOf(kind: string, region: string, body: string): string {
  let org = 0
  let sum = VALUE31[kind.charCodeAt(0)]! + VALUE31[kind.charCodeAt(1)]! * USCC_WEIGHTS[1]!
  for (let i = 0; i < 6; i++) sum += VALUE31[region.charCodeAt(i)]! * USCC_WEIGHTS[i + 2]!
  for (let i = 0; i < 8; i++) {
    const at = body.charCodeAt(i)
    org += VALUE36[at]! * ORG_WEIGHTS[i]!
    sum += VALUE31[at]! * USCC_WEIGHTS[i + 8]!
  }
  const orgCheck = '0X987654321'[org % 11]!
  sum += VALUE31[orgCheck.charCodeAt(0)]! * USCC_WEIGHTS[16]!
  return kind + region + body + orgCheck + USCC_ALPHABET[(31 - (sum % 31)) % 31]!
}

/** Fourteen digits and their check digit: the registration number a business had before 2015. */
export function regNoOf(fourteen: string): string {
  let p = 10
  for (let i = 0; i < 14; i++) {
    const sum = (p + fourteen.charCodeAt(i) - 48) % 10
    p = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return fourteen + ((11 - p) % 10)
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Seventeen digits and their check character: an identity number. */
export function idNumberOf(seventeen: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (seventeen.charCodeAt(i) - 48) * ID_WEIGHTS[i]!
  return seventeen + '10X98765432'[sum % 11]!
}

/** Days since 1970-01-01 as YYYYMMDD. */
export function compactDate(day: number): string {
  return isoDate(day).replaceAll('-', '')
}

/** Days since 1970-01-01 as YYYY-MM-DD (proleptic Gregorian, Hinnant's civil_from_days: Date is ten times slower). */
export function isoDate(day: number): string {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const d = doy - Math.floor((153 * mp + 2) / 5) + 1
  const m = mp < 10 ? mp + 3 : mp - 9
  const y = yoe + era * 400 + (m <= 2 ? 1 : 0)
  return `${y}-${m < 10 ? '0' : ''}${m}-${d < 10 ? '0' : ''}${d}`
}
