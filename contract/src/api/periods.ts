import { z } from 'zod'
import { BATCH_STATES, DUTY_STATES } from '../states.ts'
import { csvOf, Id, IsoDate, IsoTime, PageQuery } from './common.ts'

// GET/POST /api/periods · GET /api/periods/:id · PATCH /api/periods/:id
export const Period = z.object({
  id: Id,
  /** '2026-07': the January or July the report falls due in (NTM 25) */
  key: z.string().regex(/^\d{4}-(01|07)$/),
  bureauId: Id,
  opensOn: IsoDate,
  dueOn: IsoDate,
  closesOn: IsoDate,
  state: z.enum(['planned', 'open', 'closed']),
  platforms: z.number(),
  counts: z.record(z.string(), z.number()),
})
export type Period = z.infer<typeof Period>
export const NewPeriod = z.object({
  key: Period.shape.key,
  opensOn: IsoDate.optional(),
  dueOn: IsoDate.optional(),
  closesOn: IsoDate.optional(),
})

export const PeriodChange = NewPeriod.omit({ key: true })

/** One platform in one period: what it owes and how far it is. GET /api/periods/:id/duties · GET /api/duties?period=&state=&platformId= */
export const Duty = z.object({
  id: Id,
  periodId: Id,
  periodKey: z.string(),
  platformId: Id,
  platformName: z.string(),
  state: z.enum(DUTY_STATES),
  dueOn: IsoDate,
  batchId: Id.nullable(),
  batchState: z.enum(BATCH_STATES).nullable(),
  rowsIn: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  problems: z.number(),
  pushed: z.number(),
  answered: z.number(),
  verified: z.number(),
  answersOverdue: z.number(),
  remindedAt: IsoTime.nullable(),
  rectification: z
    .object({
      orderedAt: IsoTime,
      dueOn: IsoDate,
      text: z.string(),
      byUser: z.string(),
      resolvedAt: IsoTime.nullable(),
    })
    .nullable(),
})
export type Duty = z.infer<typeof Duty>
export const DutyFilter = z.object({
  period: z.string().optional(),
  state: csvOf(DUTY_STATES),
  platformId: Id.optional(),
})
// POST /api/duties/:id/remind · POST /api/duties/:id/rectification
export const Rectification = z.object({ dueOn: IsoDate, text: z.string().trim().min(5).max(2000) })

/** GET /api/periods/compare?platformId=&from=2026-01&to=2026-07&change=new|gone|changed&page= */
export const ChangedOperator = z.object({
  change: z.enum(['new', 'gone', 'changed']),
  uscc: z.string(),
  name: z.string(),
  nameBefore: z.string().nullable(),
  addressBefore: z.string().nullable(),
  address: z.string().nullable(),
  changedFields: z.array(z.string()),
})
export type ChangedOperator = z.infer<typeof ChangedOperator>
export const PeriodComparison = z.object({
  platformId: Id,
  from: z.string(),
  to: z.string(),
  totals: z.object({
    before: z.number(),
    after: z.number(),
    new: z.number(),
    gone: z.number(),
    changed: z.number(),
    same: z.number(),
  }),
  items: z.array(ChangedOperator),
  total: z.number(),
  page: z.number(),
  size: z.number(),
})
export type PeriodComparison = z.infer<typeof PeriodComparison>
export const CompareQuery = PageQuery.extend({
  platformId: Id,
  from: Period.shape.key,
  to: Period.shape.key,
  change: z.enum(['new', 'gone', 'changed']).default('new'),
})
