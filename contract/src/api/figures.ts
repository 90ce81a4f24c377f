import { z } from 'zod'
import { Id, IsoTime } from './common.ts'

/** GET /api/todo: what waits for the signed-in person, each a link into a list. */
export const TodoItem = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  count: z.number(),
  urgency: z.enum(['overdue', 'today', 'soon', 'open', 'waiting']),
  dueOn: z.string().nullable(),
  link: z.string(),
})
export type TodoItem = z.infer<typeof TodoItem>
export const Todo = z.object({
  asOf: IsoTime,
  items: z.array(TodoItem),
  results: z.array(z.object({ zh: z.string(), en: z.string(), link: z.string(), at: IsoTime })),
})
export type Todo = z.infer<typeof Todo>

/** GET /api/figures?period=2026-07: the head's page. Every figure carries the link to its records. */
export const Figures = z.object({
  asOf: IsoTime,
  period: z.string(),
  periods: z.array(z.string()),
  totals: z.object({
    platforms: z.number(),
    reported: z.number(),
    rowsIn: z.number(),
    accepted: z.number(),
    rejected: z.number(),
    clear: z.number(),
    problem: z.number(),
    undecided: z.number(),
    pushed: z.number(),
    answered: z.number(),
    verified: z.number(),
    overdue: z.number(),
  }),
  byPlatform: z.array(
    z.object({
      platformId: Id,
      platformName: z.string(),
      state: z.string(),
      rowsIn: z.number(),
      accepted: z.number(),
      problem: z.number(),
      pushed: z.number(),
      answered: z.number(),
      verified: z.number(),
      medianAnswerHours: z.number().nullable(),
      p90AnswerHours: z.number().nullable(),
    }),
  ),
  byArea: z.array(z.object({ province: z.string(), operators: z.number(), problems: z.number() })),
  byKind: z.array(z.object({ kind: z.string(), count: z.number(), pushed: z.number(), verified: z.number() })),
  answerTimes: z.array(z.object({ bucket: z.string(), count: z.number() })),
  trend: z.array(z.object({ period: z.string(), rowsIn: z.number(), problem: z.number(), verified: z.number() })),
})
export type Figures = z.infer<typeof Figures>
