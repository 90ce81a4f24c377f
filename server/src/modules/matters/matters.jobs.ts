import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { type NewNotice, sendNotices } from '../notices/index.ts'
import { proveConservation } from './conservation.ts'
import { getDefinition } from './definitions.ts'
import { recountClocks } from './recount.ts'

interface DueClock {
  id: string
  clock: string
  owed_by_id: string
  due_on: string
  reminded: number[]
  escalated_at: Date | null
  matter_id: string
  number: string
  title: string
  kind: string
  definition_version: number
  owner_id: string
  parties: Record<string, string>
}

/** Running clocks whose last day is near or past, under lock. */
const findDue = async (tx: Tx, today: string): Promise<DueClock[]> => {
  const { rows } = await sql<DueClock>`
    SELECT c.id, c.clock, c.owed_by_id, c.due_on, c.reminded, c.escalated_at, m.id AS matter_id, m.number, m.title, m.kind,
      m.definition_version, m.owner_id,
      (SELECT jsonb_object_agg(p.role, p.organisation_id) FROM matter_party p WHERE p.matter_id = m.id) AS parties
    FROM matter_clock c JOIN matter m ON m.id = c.matter_id
    WHERE c.state = 'running' AND c.due_on <= ${today}::date + 31 AND (c.due_on >= ${today}::date OR c.escalated_at IS NULL)
    ORDER BY c.id LIMIT 20000 FOR UPDATE OF c`.execute(tx)
  return rows
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

interface Told {
  readonly clock: DueClock
  readonly to: string
  readonly reminder: number | null
}

/** Whom to tell today of a clock: who owes before the last day, once for each mark passed; whose head watches after it. */
const dueTold = (clock: DueClock, today: string): Told[] => {
  const definition = getDefinition(clock.kind, clock.definition_version)
  const defined = definition.clocks.find((one) => one.id === clock.clock)
  if (!defined) return []
  const left = daysBetween(today, clock.due_on)
  if (left < 0) {
    const watcher = clock.parties[defined.escalateTo ?? ''] ?? clock.owner_id
    return [...new Set([watcher, clock.owed_by_id])].map((to) => ({ clock, to, reminder: null }))
  }
  const marks = defined.remindBefore.filter((mark) => left <= mark && !clock.reminded.includes(mark))
  return marks.length > 0 ? [{ clock, to: clock.owed_by_id, reminder: Math.min(...marks) }] : []
}

/** Many clocks of one kind are one message. */
const noticesOf = (told: readonly Told[]): NewNotice[] =>
  [
    ...Map.groupBy(
      told,
      (one) => `${one.to}\n${one.clock.kind}\n${one.clock.clock}\n${one.reminder === null}`,
    ).values(),
  ].map((group) => {
    const { clock, to, reminder } = group[0] as Told
    const definition = getDefinition(clock.kind, clock.definition_version)
    const word = definition.clocks.find((one) => one.id === clock.clock)?.text ?? definition.title
    const one = group.length === 1
    const which = one ? `${clock.number}「${clock.title}」` : `${group.length} 件`
    const whichEn = one ? `${clock.number} “${clock.title}”` : `${group.length} matters`
    const late = reminder === null
    return {
      to,
      from: clock.owner_id,
      kind: late ? 'overdue' : 'reminder',
      zh: `${definition.title.zh} ${which}：${word.zh}${late ? '已逾期' : '期限将至'}（${clock.due_on}）`,
      en: `${definition.title.en}, ${whichEn}: ${word.en} ${late ? 'is overdue' : 'falls due'} (${clock.due_on})`,
      link: one ? `/matters/${clock.matter_id}` : `/matters?kind=${clock.kind}&overdue=${late}&open=true`,
    }
  })

/** Reminds before a last day and escalates after it; run again on the same day it tells nobody twice. */
export const sweepClocks = (platform: Platform): Promise<number> =>
  platform.workerDb.transaction().execute(async (tx) => {
    const now = platform.clock.now()
    const today = dayOf(now)
    const told = (await findDue(tx, today)).flatMap((clock) => dueTold(clock, today))
    if (told.length === 0) return 0
    await sendNotices(tx, noticesOf(told), now)
    const marks = told.map(({ clock, reminder }) => ({ id: clock.id, reminder, late: reminder === null }))
    await sql`
      UPDATE matter_clock c SET reminded = CASE WHEN n.late THEN c.reminded ELSE c.reminded || n.reminder END,
        escalated_at = CASE WHEN n.late THEN ${now}::timestamptz ELSE c.escalated_at END
      FROM (SELECT DISTINCT ON (id) * FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS x(id text, reminder integer, late boolean)) n
      WHERE c.id = n.id`.execute(tx)
    return told.length
  })

export const mattersJobs = (platform: Platform): Job<object>[] => [
  {
    name: 'matters.recount',
    cron: '50 7 * * *',
    handle: async () => {
      await recountClocks(platform)
    },
  },
  {
    name: 'matters.clocks',
    cron: '15 8 * * *',
    handle: async () => {
      await sweepClocks(platform)
    },
  },
  {
    name: 'matters.conservation',
    cron: '30 2 * * *',
    handle: async () => {
      await proveConservation(platform)
    },
  },
]
