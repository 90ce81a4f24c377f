import { holdsOn } from '../dated.ts'
import { STANDARD_FIELDS, type StandardField } from './catalogue.ts'

/** What a bureau holds to be standard, by field; `level` is that bureau's. */
export interface StandardOverride {
  readonly level: AskerLevel
  readonly standard: Readonly<Record<string, boolean>>
}

/** Level of the bureau that asks, by its division of GB/T 2260. */
export type AskerLevel = 'nation' | 'province' | 'city' | 'county'

/** Whether a bureau of this level consents by its own head's approval, so that it needs nobody else's (NTC). */
export const consentsItself = (level: AskerLevel): boolean => level === 'nation' || level === 'province'

/**
 * The catalogue of fields on `day` ('YYYY-MM-DD', Asia/Shanghai). `overrides` are those of the asking bureau and its
 * superiors, the highest first; the later one wins. That a field is standard only a province or the nation can say,
 * because it spares whoever asks the consent of the province; to hold it to be beyond the standard is open to all.
 * Source: STANDARD_FIELDS (NTC; the annex was not obtained). Empty before the measures are in force.
 * @example standardFields('2026-07-01').find((one) => one.id === 'identity.login_log')?.standard // false
 * @example standardFields('2025-01-19') // []
 */
export const standardFields = (day: string, overrides: readonly StandardOverride[] = []): StandardField[] => {
  const set = new Map<string, boolean>()
  for (const { level, standard } of overrides)
    for (const [id, value] of Object.entries(standard)) if (!value || consentsItself(level)) set.set(id, value)
  return STANDARD_FIELDS.filter((field) => holdsOn(field, day)).map((field) => ({
    ...field,
    standard: set.get(field.id) ?? field.standard,
  }))
}
