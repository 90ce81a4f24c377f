import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'

/** Which column of the report holds which field, from 0. */
export type ReportMapping = Partial<Record<ReportField, number>>

export const REPORT_FIELDS: readonly ReportField[] = REPORT_COLUMNS.map(({ key }) => key)

/** Column numbers as plain fields for the hot loop, -1 = not there. */
export type ReportColumnNumbers = Readonly<Record<ReportField, number>>

export const reportColumnNumbers = (mapping: ReportMapping): ReportColumnNumbers =>
  Object.fromEntries(REPORT_COLUMNS.map(({ key }) => [key, mapping[key] ?? -1])) as Record<ReportField, number>

/** Mapped columns and their longest accepted value in characters. */
export const columnLimits = (mapping: ReportMapping): { column: number; max: number }[] =>
  REPORT_COLUMNS.flatMap(({ key, max }) => (mapping[key] === undefined ? [] : [{ column: mapping[key], max }]))

/** Throws a RangeError for a field mapped to a column that the report does not have. */
export function checkMapping(mapping: ReportMapping, columns: number): void {
  for (const [field, column] of Object.entries(mapping))
    if (!Number.isInteger(column) || column < 0 || column >= columns)
      throw new RangeError(`${field} is mapped to column ${column} of ${columns}`)
}

/** True when the UTF-8 cell holds more than `max` characters. */
export function isTooLong(bytes: Uint8Array, from: number, to: number, max: number): boolean {
  if (to - from <= max) return false
  let characters = 0
  for (let i = from; i < to; i++) if ((bytes[i]! & 0xc0) !== 0x80) characters++
  return characters > max
}

/** A cell of a row without making a string of it. */
export const cellText = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()

/** Yes in the column 年交易额超过10万元: a yes, or an amount above 100,000. */
export function isOverThreshold(text: string): boolean {
  const word = text.replace(/[\s,，]/g, '')
  if (/^\d+(\.\d+)?$/.test(word)) return word === '1' || Number(word) > 100_000
  return /^(是|y|yes|t|true|√|✓|超过|已超过|超|超10万元?)$/i.test(word)
}

/** True when the exemption column names a ground (or says yes). */
export const isExemption = (text: string): boolean =>
  !/^\s*(|否|无|不适用|-+|\/|0|n|no|f|false|n\/a|null)\s*$/i.test(text)
