import { computeDeadline } from '@redbridge/law'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadLaw } from '../law/index.ts'
import { getDefinition } from './definitions.ts'
import type { ClockRule, Extension, Pause } from './kernel/clocks.ts'
import type { ClockRow } from './kernel/types.ts'

interface Counted extends ClockRow {
  readonly kind: string
  readonly definition_version: number
}

/** Running clocks whose last day was counted, not named: under lock, in the order of their ids. */
const readCounted = async (tx: Tx): Promise<Counted[]> => {
  const { rows } = await sql<Counted>`
    SELECT c.*, m.kind, m.definition_version FROM matter_clock c JOIN matter m ON m.id = c.matter_id
    WHERE c.state = 'running' AND NOT c.fixed ORDER BY c.id FOR UPDATE OF c`.execute(tx)
  return rows
}

interface Changed {
  readonly id: string
  readonly matter_id: string
  readonly only_for: string | null
  readonly due_on: string
  readonly working: { zh: string[]; en: string[] }
  readonly text: string
}

/**
 * Counts the running clocks anew with the calendar as it stands: the order of holidays for next year may come after a
 * clock has started. A last day that moves is told in the history of its matter. Run again it changes nothing.
 */
export const recountClocks = (platform: Platform): Promise<number> =>
  platform.workerDb.transaction().execute(async (tx) => {
    const { calendar } = await loadLaw(tx)
    const changed = (await readCounted(tx)).flatMap((row): Changed[] => {
      const definition = getDefinition(row.kind, row.definition_version)
      const start = definition.transitions.find((one) => one.event === row.start_event)
      const clock = definition.clocks.find((one) => one.id === row.clock)
      const { rule } = row.rule as ClockRule
      const { dueOn, working } = computeDeadline({
        rule,
        startedOn: row.started_on,
        startEvent: start?.text ?? rule.title,
        tolled: row.pauses as Pause[],
        extensions: row.extensions as Extension[],
        calendar,
      })
      if (dueOn === null || dueOn === row.due_on) return []
      const text = `放假调休安排有变，${clock?.text.zh ?? rule.title.zh}期限由 ${row.due_on} 重算为 ${dueOn}`
      const { id, matter_id, only_for } = row
      return [{ id, matter_id, only_for, due_on: dueOn, working: { zh: [...working.zh], en: [...working.en] }, text }]
    })
    if (changed.length > 0) await write(tx, changed, platform.clock.now())
    return changed.length
  })

const write = async (tx: Tx, changed: readonly Changed[], now: Date): Promise<void> => {
  await sql`
    WITH n AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        AS x(id text, matter_id text, only_for text, due_on date, working jsonb, text text)),
    counted AS (UPDATE matter_clock c SET due_on = n.due_on, working = n.working, reminded = '{}', escalated_at = NULL
      FROM n WHERE c.id = n.id)
    INSERT INTO matter_event (matter_id, at, type, by_user, by_organisation, only_for, internal, text)
    SELECT matter_id, ${now}::timestamptz, 'clock', '系统自动', '系统', only_for, only_for IS NOT NULL, text FROM n`.execute(
    tx,
  )
}
