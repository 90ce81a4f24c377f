/** Number formats that show a date: 0 none, 1 date (and time where there is one). Indexed by cell style. */
export type DateStyles = Uint8Array

// Built-in formats of ECMA-376 18.8.30, with the ones East Asian Excel and WPS add (27–36, 50–58).
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** True when a number format's code shows year, month or day. */
export const isDateFormat = (id: number, code: string | undefined): boolean => {
  if (code === undefined) return BUILT_IN_DATES.has(id)
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
  return /[yd年日]/i.test(bare) && !/general/i.test(bare)
}

const DAY = 86_400_000

/** Excel's day number as text. @example excelDate(45658, false) // → '2025-01-01' */
export const excelDate = (serial: number, date1904: boolean): string | undefined => {
  if (!(serial >= 0 && serial < 2_958_466)) return undefined
  // Excel believes 1900 was a leap year: days before its 29 February are one off.
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000)
  const text = at.toISOString()
  return at.getTime() % DAY === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}

/**
 * A numeric cell as text. Excel keeps 15 digits: a longer number has lost the rest, whatever digits the file shows,
 * so it is written in scientific notation, which no check of a code or an ID number accepts.
 * @example numberText('9.1330106746163104E+17') // → '9.13301067461631E+17'
 */
export const numberText = (raw: string): string => {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (Math.abs(value) >= 1e15) return trimExponent(value.toExponential(14))
  if (Number.isInteger(value)) return String(value)
  const short = String(Number(value.toPrecision(15)))
  return short.includes('e') ? trimExponent(value.toExponential(14)) : short
}

const trimExponent = (text: string): string => text.replace(/\.?0+e/, 'e').replace('e', 'E')
