import type { Dated } from '../dated.ts'

/** Chinese for the file, English beside it. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** What a period is counted in. Hours run from the hour of the event where that is known, else by the day. */
export type ClockUnit = 'working_day' | 'calendar_day' | 'month' | 'year' | 'hour'

/**
 * act_within: something is done by the last day · act_before: done at the latest so long before the event ·
 * lasts: a state that ends with the last day (publication, retention, waiting) · looks_back: the days before the event
 */
export type DeadlineKind = 'act_within' | 'act_before' | 'lasts' | 'looks_back'

/** A last day that is a rest day: moves to the next working day, or stands. */
export type RestDay = 'next_working_day' | 'stands'

export interface DeadlineExtension {
  readonly amount: number
  readonly unit: ClockUnit
  readonly approver: Words
  /** how often; 1 where not said */
  readonly times?: number
}

/** One time limit of the law, or where the law is silent one we propose, for the days on which it holds. */
export interface DeadlineRule extends Dated {
  readonly id: string
  /** family of the limit: C complaints, P penalties, U publication, K credit, I platforms, T, J, D, W our own proposals */
  readonly ref: string
  readonly title: Words
  /** what starts it; its own day does not count */
  readonly startEvent: Words
  readonly amount: number
  readonly unit: ClockUnit
  readonly kind: DeadlineKind
  /** citation 'CRO 21(1)(5)'; null: no provision says so */
  readonly basis: string | null
  /** provision that makes its days working days where the basis only says days: APL 85 */
  readonly unitBasis?: string
  readonly restDay: RestDay
  /** provision about a last day that is a rest day, where it is not CVC 203(1) */
  readonly restDayBasis?: string
  readonly extension?: DeadlineExtension
  /** what is excluded from the count */
  readonly tolling?: Words
  readonly note?: Words
}
