import type { ProcessClock, Text } from '@redbridge/contract'
import {
  computeDeadline,
  type Deadline,
  type DeadlineRule,
  needsConfirmation,
  type WorkingCalendar,
} from '@redbridge/law'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { addDays, dayOf, hourOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { newId } from '../../../platform/ids.ts'
import { loadLaw } from '../../law/index.ts'
import type { Act, ClockRow, Step } from './types.ts'

/** What of a deadline rule a running clock keeps: it was in force when the clock started. */
export interface ClockRule {
  readonly rule: DeadlineRule
  readonly unconfirmed: boolean
}

export interface Pause {
  readonly from: string
  readonly to: string | null
  readonly reason: Text
}
export interface Extension {
  readonly amount: number
  readonly unit: DeadlineRule['unit']
  readonly approver: string
  readonly on: string
}
type Book = Awaited<ReturnType<typeof loadLaw>>

/** Stops, pauses, resumes, extends and starts the clocks of matters that have just moved, all in three statements. */
export const runClocks = async (act: Act, tx: Tx, steps: readonly Step[]): Promise<void> => {
  const timed = steps.filter(({ matter }) => matter.definition.clocks.length > 0)
  if (timed.length === 0) return
  const book = await loadLaw(tx)
  const { rows } = await sql<ClockRow>`
    SELECT * FROM matter_clock WHERE matter_id = ANY (${timed.map((step) => step.matter.row.id)}::text[])
      AND state <> 'stopped' FOR UPDATE`.execute(tx)
  const running = Map.groupBy(rows, (row) => row.matter_id)
  const today = dayOf(act.now)
  const changed = timed.flatMap((step) =>
    (running.get(step.matter.row.id) ?? []).flatMap((row) => {
      const next = turn(row, step, { today, actor: act.actor, calendar: book.calendar })
      return next ? [next] : []
    }),
  )
  const started = timed.flatMap((step) => startClocks(step, { today, book, act }))
  await writeChanged(tx, changed)
  await writeStarted(tx, started)
}

interface Moment {
  readonly today: string
  readonly actor: Actor | null
  readonly calendar: WorkingCalendar
}

/** The clock after the step; undefined where the step does not touch it. */
const turn = (row: ClockRow, step: Step, moment: Moment): ClockRow | undefined => {
  const { event } = step.transition
  const clock = step.matter.definition.clocks.find((one) => one.id === row.clock) as ProcessClock
  const ended = step.matter.definition.states.find((one) => one.state === step.transition.to)?.outcome
  const { today } = moment
  if (clock.stop.includes(event) || ended) return { ...row, state: 'stopped', stopped_on: today }
  const pauses = row.pauses as Pause[]
  if (clock.pause?.includes(event) && row.state === 'running')
    return { ...row, state: 'paused', pauses: [...pauses, { from: today, to: null, reason: step.transition.text }] }
  if (clock.resume?.includes(event) && row.state === 'paused') {
    // The day on which it goes on counts.
    const to = addDays(today, -1)
    const closed = pauses
      .map((pause) => (pause.to === null ? { ...pause, to } : pause))
      .filter((one) => one.to === null || one.from <= one.to)
    const resumed: ClockRow = { ...row, state: 'running', pauses: closed }
    // A pause that was over on its first day held nothing up.
    return closed.length < pauses.length ? resumed : recount(resumed, step, moment.calendar)
  }
  if (clock.extend === event) {
    const { extension } = (row.rule as ClockRule).rule
    if (!extension) return undefined
    const approved = { amount: extension.amount, unit: extension.unit, approver: nameOf(moment.actor), on: today }
    return recount({ ...row, extensions: [...(row.extensions as Extension[]), approved] }, step, moment.calendar)
  }
  return undefined
}

const nameOf = (actor: Actor | null): string => (actor ? `${actor.organisation.nameZh} ${actor.name}` : '系统')

/** Counts the last day anew with the pauses and extensions of the row; a day that was named is moved by the last of them. */
const recount = (row: ClockRow, step: Step, calendar: WorkingCalendar): ClockRow => {
  if (row.fixed) return { ...row, ...moved(row, step, calendar) }
  const started = step.matter.definition.transitions.find((one) => one.event === row.start_event)
  const { dueOn, working } = computeDeadline({
    rule: (row.rule as ClockRule).rule,
    startedOn: row.started_on,
    startEvent: (started ?? step.transition).text,
    tolled: row.pauses as Pause[],
    extensions: row.extensions as Extension[],
    calendar,
  })
  return { ...row, due_on: dueOn ?? row.due_on, working: copied(working) }
}

/** A named last day after a pause that has ended or an extension that was granted, with a sentence that says so. */
const moved = (row: ClockRow, step: Step, calendar: WorkingCalendar): Pick<ClockRow, 'due_on' | 'working'> => {
  const say = (due_on: string, zh: string, en: string) => ({
    due_on,
    working: { zh: [...row.working.zh, zh], en: [...row.working.en, en] },
  })
  if (step.transition.event === eventOf(step, row, 'extend')) {
    const { amount, unit, approver, on } = (row.extensions as Extension[]).at(-1) as Extension
    const due =
      computeDeadline({ rule: { amount, unit }, startedOn: row.due_on, startEvent: step.transition.text, calendar })
        .dueOn ?? row.due_on
    return say(
      due,
      `${on} 经 ${approver} 批准延长，最后期限由 ${row.due_on} 延至 ${due}。`,
      `Extended on ${on} by ${approver}: the last day moves from ${row.due_on} to ${due}.`,
    )
  }
  const { from, to, reason } = (row.pauses as Pause[]).at(-1) as Pause
  const days = daysOf(from, to ?? from)
  const due = addDays(row.due_on, days)
  return say(
    due,
    `${from} 至 ${to} ${reason.zh}，${days} 日不计入，最后期限由 ${row.due_on} 顺延至 ${due}。`,
    `${from} to ${to}, ${reason.en}: ${days} days do not count, the last day moves from ${row.due_on} to ${due}.`,
  )
}

const eventOf = (step: Step, row: ClockRow, which: 'extend'): string | undefined =>
  step.matter.definition.clocks.find((one) => one.id === row.clock)?.[which]

/** Days from one to another, both included. */
const daysOf = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

const startClocks = (step: Step, at: { today: string; book: Book; act: Act }): ClockRow[] =>
  step.matter.definition.clocks
    .filter((clock) => clock.start.includes(step.transition.event))
    .map((clock) => {
      const rule = at.book.rule(clock.rule, at.today)
      const named = namedDay(clock, step, at.today)
      const internal = step.transition.internal && at.act.actor ? at.act.actor.organisation.id : null
      const counted = named
        ? { dueOn: named, working: namedWorking(at.today, named, step.transition.text) }
        : countedFrom(rule, step.transition.text, at)
      return {
        id: newId('clk', at.act.now.getTime()),
        matter_id: step.matter.row.id,
        clock: clock.id,
        owed_by: clock.owedBy,
        owed_by_id: step.matter.parties.get(clock.owedBy) as string,
        only_for: internal,
        rule: { rule, unconfirmed: needsConfirmation(rule) } satisfies ClockRule,
        start_event: step.transition.event,
        started_on: at.today,
        due_on: counted.dueOn,
        fixed: named !== undefined,
        state: 'running',
        stopped_on: null,
        pauses: [],
        extensions: [],
        working: counted.working,
        reminded: [],
        escalated_at: null,
      } satisfies ClockRow
    })

/** The last day that a form names: of this step, or the newest of an earlier event. A day that is past counts for nothing. */
const namedDay = ({ dueField }: ProcessClock, step: Step, today: string): string | undefined => {
  if (!dueField) return undefined
  const [field, event] = dueField.split('.').reverse() as [string, string | undefined]
  const form = event ? step.told?.findLast((one) => one.event === event)?.form : step.form
  const day = form?.[field] as string | undefined
  return event && day !== undefined && day < today ? undefined : day
}

const countedFrom = (rule: DeadlineRule, startEvent: Text, at: { today: string; book: Book; act: Act }) => {
  const { dueOn, working } = computeDeadline({
    rule,
    startedOn: at.today,
    startEvent,
    startedAt: hourOf(at.act.now),
    calendar: at.book.calendar,
  })
  if (dueOn === null) throw new Error(`${rule.id} has no last day`)
  return { dueOn, working: copied(working) }
}

const copied = ({ zh, en }: Deadline['working']): { zh: string[]; en: string[] } => ({ zh: [...zh], en: [...en] })

const namedWorking = (start: string, due: string, event: Text): { zh: string[]; en: string[] } => ({
  zh: [`${start} ${event.zh}，同时指定最后期限为 ${due}。`],
  en: [`${event.en} on ${start}; the same act names ${due} as the last day.`],
})

const writeChanged = async (tx: Tx, rows: readonly ClockRow[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    UPDATE matter_clock c SET state = n.state, stopped_on = n.stopped_on, due_on = n.due_on, fixed = n.fixed,
      pauses = n.pauses, extensions = n.extensions, working = n.working
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, state text, stopped_on date, due_on date,
      fixed boolean, pauses jsonb, extensions jsonb, working jsonb)
    WHERE c.id = n.id`.execute(tx)
}

const writeStarted = async (tx: Tx, rows: readonly ClockRow[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    INSERT INTO matter_clock (id, matter_id, clock, owed_by, owed_by_id, only_for, rule, start_event, started_on, due_on,
      fixed, state, working)
    SELECT id, matter_id, clock, owed_by, owed_by_id, only_for, rule, start_event, started_on, due_on, fixed, state, working
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, matter_id text, clock text, owed_by text,
      owed_by_id text, only_for text, rule jsonb, start_event text, started_on date, due_on date, fixed boolean,
      state text, working jsonb)`.execute(tx)
}
