import { z } from 'zod'
import { Id, IsoDate, IsoTime, Reason } from './common.ts'

const Words = z.object({ zh: z.string(), en: z.string() })
export const CLOCK_UNITS = ['working_day', 'calendar_day', 'month', 'year', 'hour'] as const
export const CONFIDENCES = ['read', 'page', 'memory', 'unconfirmed'] as const
export const REST_DAYS = ['next_working_day', 'stands'] as const
export const DEADLINE_KINDS = ['act_within', 'act_before', 'lasts', 'looks_back'] as const
const Extension = z.object({
  amount: z.number(),
  unit: z.enum(CLOCK_UNITS),
  approver: Words,
  times: z.number().optional(),
})

/** A time limit for the days on which it holds: ours, or a change an administrator made. */
export const LawDeadlineVersion = z.object({
  from: IsoDate,
  to: IsoDate.nullable(),
  title: Words,
  startEvent: Words,
  amount: z.number(),
  unit: z.enum(CLOCK_UNITS),
  kind: z.enum(DEADLINE_KINDS),
  restDay: z.enum(REST_DAYS),
  basis: z.string().nullable(),
  /** the citation written out, or what an administrator typed; null where no provision says so */
  basisText: Words.nullable(),
  /** the provision word for word, where the wording is at hand; else what it asks, in English */
  articleText: z.string().nullable(),
  articleGist: z.string().nullable(),
  extension: Extension.nullable(),
  tolling: Words.nullable(),
  note: Words.nullable(),
  confidence: z.enum(CONFIDENCES),
  /** 待确认: from memory, or not confirmed */
  unconfirmed: z.boolean(),
  source: Words,
  /** the change that made it; null: it came with the program */
  changeId: Id.nullable(),
  inForce: z.boolean(),
})
export type LawDeadlineVersion = z.infer<typeof LawDeadlineVersion>

/** What an administrator entered. Withdrawn ones stay in the history. */
export const LawChange = z.object({
  id: Id,
  from: IsoDate,
  amount: z.number(),
  unit: z.enum(CLOCK_UNITS),
  restDay: z.enum(REST_DAYS),
  basis: z.string().nullable(),
  confidence: z.enum(CONFIDENCES),
  source: z.string(),
  reason: z.string(),
  byBureau: z.string(),
  at: IsoTime,
  withdrawnAt: IsoTime.nullable(),
  withdrawReason: z.string().nullable(),
  /** whether the caller's bureau may withdraw it */
  own: z.boolean(),
})
export type LawChange = z.infer<typeof LawChange>

// GET /api/law/deadlines · POST /api/law/deadlines/:id/changes · POST /api/law/deadlines/:id/changes/:changeId/withdraw
export const LawDeadline = z.object({
  id: z.string(),
  ref: z.string(),
  versions: z.array(LawDeadlineVersion),
  changes: z.array(LawChange),
})
export type LawDeadline = z.infer<typeof LawDeadline>
export const NewLawChange = z.object({
  from: IsoDate,
  amount: z.number().int().min(0).max(1000),
  unit: z.enum(CLOCK_UNITS),
  restDay: z.enum(REST_DAYS).optional(),
  /** 'PPR 18' as our data has it, or a document in words; null: no provision */
  basis: z.string().trim().min(2).max(200).nullable(),
  confidence: z.enum(CONFIDENCES),
  source: z.string().trim().min(2).max(500),
  reason: Reason,
})
export type NewLawChange = z.infer<typeof NewLawChange>
export const Withdrawal = z.object({ reason: Reason })

const HolidayName = z.object({ zh: z.string().trim().min(1).max(30), en: z.string().trim().max(60).optional() })
const HolidaySpan = z.object({ from: IsoDate, to: IsoDate, name: HolidayName })
const MakeUpDay = z.object({ day: IsoDate, name: HolidayName })
// GET /api/law/calendar?year= · POST /api/law/calendar/orders · POST /api/law/calendar/orders/:id/withdraw
export const NewHolidayOrder = z.object({
  year: z.number().int().min(2000).max(2100),
  /** number of the order, such as 国办发明电〔2026〕7号 */
  source: z.string().trim().min(2).max(500),
  holidays: z.array(HolidaySpan).min(1).max(40),
  workdays: z.array(MakeUpDay).max(40),
})
export type NewHolidayOrder = z.infer<typeof NewHolidayOrder>
export const HolidayOrderView = z.object({
  id: Id,
  year: z.number(),
  source: z.string(),
  holidays: z.array(z.object({ from: IsoDate, to: IsoDate, name: Words })),
  workdays: z.array(z.object({ day: IsoDate, name: Words })),
  byBureau: z.string(),
  at: IsoTime,
  withdrawnAt: IsoTime.nullable(),
  withdrawReason: z.string().nullable(),
  /** whether this one holds: the newest of its year that was not withdrawn */
  holds: z.boolean(),
  own: z.boolean(),
})
export type HolidayOrderView = z.infer<typeof HolidayOrderView>
export const LawCalendar = z.object({
  year: z.number(),
  /** where the year is known from: the maintained package, an order entered here, or not at all (weekends only) */
  known: z.enum(['package', 'order', 'no']),
  years: z.array(z.number()),
  workingDays: z.number(),
  /** every day that is not what its weekday says: holidays, and weekend days that are worked */
  days: z.array(z.object({ day: IsoDate, work: z.boolean(), name: Words })),
  orders: z.array(HolidayOrderView),
})
export type LawCalendar = z.infer<typeof LawCalendar>
export const CalendarQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100) })

/** A provision in force that a form may cite; `text` word for word where the wording is at hand. */
export const LawProvision = z.object({
  citation: z.string(),
  zh: z.string(),
  en: z.string(),
  text: z.string().nullable(),
  gist: z.string(),
})
export type LawProvision = z.infer<typeof LawProvision>

/** '2026-02-10..2026-02-25', open at the end '2026-02-10..'; several with commas */
const TolledSpans = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.\.(\d{4}-\d{2}-\d{2})?(,\d{4}-\d{2}-\d{2}\.\.(\d{4}-\d{2}-\d{2})?){0,19}$/)
// GET /api/law/compute?rule=&start=&tolled=&extended=: the deadline calculator
export const ComputeQuery = z.object({
  /** id of a limit; without one `amount` and `unit` say it */
  rule: z.string().max(64).optional(),
  amount: z.coerce.number().int().min(0).max(1000).optional(),
  unit: z.enum(CLOCK_UNITS).optional(),
  restDay: z.enum(REST_DAYS).optional(),
  start: IsoDate,
  startedAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  tolled: TolledSpans.optional(),
  tollReason: z.string().trim().max(100).optional(),
  /** days on which the extension of the limit was granted, with commas */
  extended: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(,\d{4}-\d{2}-\d{2}){0,9}$/)
    .optional(),
})
export type ComputeQuery = z.infer<typeof ComputeQuery>
export const ComputedDeadline = z.object({
  dueOn: IsoDate.nullable(),
  dueAt: z.string().nullable(),
  firstDay: IsoDate,
  suspended: z.object({ since: IsoDate, remaining: z.number(), unit: z.enum(CLOCK_UNITS) }).nullable(),
  flags: z.array(z.enum(['calendar_not_covered', 'extension_after_end'])),
  working: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
  unconfirmed: z.boolean(),
})
export type ComputedDeadline = z.infer<typeof ComputedDeadline>
