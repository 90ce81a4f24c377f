/** How well a fact is known: the text was read · a page about it was read · from memory · unknown. */
export type Confidence = 'read' | 'page' | 'memory' | 'unconfirmed'

/** Whatever the law says holds for a time, comes from somewhere, and is known more or less well. */
export interface Dated {
  /** first day it holds, 'YYYY-MM-DD' */
  readonly from: string
  /** first day it no longer holds; null while it holds */
  readonly to: string | null
  readonly confidence: Confidence
  readonly source: string
}

/**
 * Whether a dated fact holds on a statutory day.
 * @example holdsOn({ from: '2019-01-01', to: null, confidence: 'read', source: '' }, '2018-12-31') // false
 */
export const holdsOn = (fact: Dated, day: string): boolean => fact.from <= day && (fact.to === null || day < fact.to)

/** True when a fact must be shown as "to be confirmed" 待确认. */
export const needsConfirmation = (fact: Dated): boolean =>
  fact.confidence === 'memory' || fact.confidence === 'unconfirmed'
