import type { ClockUnit, DeadlineRule, Words } from './deadline-rule.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** Days that do not count, both ends included; `to` null while they go on. Days as 'YYYY-MM-DD', Asia/Shanghai. */
export interface TolledInterval {
  readonly from: string
  readonly to: string | null
  readonly reason: Words
}

/** More time that somebody granted on a day. It runs from the end of the time before, whenever it was granted. */
export interface GrantedExtension {
  readonly amount: number
  readonly unit: ClockUnit
  readonly approver: string
  readonly on: string
}

/** What a computation needs of a rule; a whole DeadlineRule does, its title and basis then appear in the working. */
export type ComputableRule = Pick<DeadlineRule, 'amount' | 'unit'> &
  Partial<
    Pick<DeadlineRule, 'title' | 'basis' | 'unitBasis' | 'kind' | 'restDay' | 'restDayBasis' | 'from' | 'confidence'>
  >

export interface DeadlineInput {
  readonly rule: ComputableRule
  /** day of the start event; for act_before and looks_back the day of the event the time ends with */
  readonly startedOn: string
  readonly startEvent: Words
  /** 'HH:MM' of the start event, for limits in hours */
  readonly startedAt?: string
  readonly tolled?: readonly TolledInterval[]
  readonly extensions?: readonly GrantedExtension[]
  readonly calendar: WorkingCalendar
}

/**
 * calendar_not_covered: the order of a year it runs through is not known, so that public holidays count as working days ·
 * extension_after_end: an extension was granted when the time was already over
 */
export type DeadlineFlag = 'calendar_not_covered' | 'extension_after_end'

export interface Deadline {
  /** last day; for looks_back the first day of the window; null while a tolled interval without an end holds it up */
  readonly dueOn: string | null
  /** 'YYYY-MM-DDTHH:MM' for limits in hours whose hour of start was given */
  readonly dueAt?: string
  /** first day counted; for act_before and looks_back the day before the event */
  readonly firstDay: string
  /** since when it stands still, and what is left of it then: working days, else calendar days */
  readonly suspended: { readonly since: string; readonly remaining: number; readonly unit: ClockUnit } | null
  readonly flags: readonly DeadlineFlag[]
  /** one sentence an entry, fit for a file */
  readonly working: { readonly zh: readonly string[]; readonly en: readonly string[] }
}
