import { getRuleValue } from '@redbridge/law'
import { sql } from 'kysely'
import { auditSystem } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { layDuties, reminderOf } from './duties.service.ts'
import { listDuties } from './periods.store.ts'

/** Duties without a usable report that get a reminder today: once in the days before the due date, once after it. */
const findToRemind = async (tx: Tx, today: string): Promise<string[]> => {
  const lead = getRuleValue('reminder_lead_days', today)
  const { rows } = await sql<{ id: string }>`
    SELECT d.id FROM report_duty d JOIN report_period p ON p.id = d.period_id LEFT JOIN report_batch b ON b.id = d.batch_id
    WHERE (b.state IS NULL OR b.state IN ('invalid', 'failed', 'replaced'))
      AND ${today}::date BETWEEN p.due_on - ${lead}::int AND p.closes_on
      AND (d.reminded_at IS NULL OR (d.reminded_at AT TIME ZONE INTERVAL '+08:00')::date <
        CASE WHEN ${today}::date > p.due_on THEN p.due_on + 1 ELSE p.due_on - ${lead}::int END)
    FOR UPDATE OF d`.execute(tx)
  return rows.map((row) => row.id)
}

/** Reminds, set by set; run twice on one day it does nothing the second time. */
export const remindDue = async (platform: Platform, tx: Tx): Promise<number> => {
  const now = platform.clock.now()
  const today = dayOf(now)
  const ids = new Set(await findToRemind(tx, today))
  if (ids.size === 0) return 0
  const due = (await listDuties(tx, today, {})).filter((row) => ids.has(row.id))
  await tx
    .updateTable('report_duty')
    .set({ reminded_at: now })
    .where('id', 'in', [...ids])
    .execute()
  const notices = due.flatMap((row) => {
    const text = reminderOf({ ...row, answers_overdue: 0 }, today)
    return text ? [{ to: row.platform_id, from: row.bureau_id, kind: 'reminder', ...text }] : []
  })
  await sendNotices(tx, notices, now)
  const bureauIds = [...new Set(due.map((row) => row.bureau_id))]
  for (const bureau of await tx.selectFrom('organisation').selectAll().where('id', 'in', bureauIds).execute()) {
    const duties = due.filter((row) => row.bureau_id === bureau.id).map((row) => row.id)
    await auditSystem(tx, bureau, {
      action: 'duty.remind',
      subjectKind: 'bureau',
      subjectId: bureau.id,
      detail: { duties },
    })
  }
  return ids.size
}

/** Orders to correct whose report has been accepted meanwhile are met, whoever finished the batch. */
const resolveMet = async (tx: Tx, now: Date): Promise<void> => {
  await sql`
    UPDATE report_duty d SET resolved_at = coalesce(b.finished_at, ${now}) FROM report_batch b
    WHERE b.id = d.batch_id AND b.state IN ('matched', 'pushed', 'answered', 'closed')
      AND d.rectification_at IS NOT NULL AND d.resolved_at IS NULL`.execute(tx)
}

/** Every morning: lay missing duties, remind before and after the due date, close orders that were met. */
export const periodsJobs = (platform: Platform): Job<object>[] => [
  {
    name: 'periods.sweep',
    cron: '30 8 * * *',
    handle: async () => {
      await platform.workerDb.transaction().execute(async (tx) => {
        await layDuties(tx, dayOf(platform.clock.now()), {})
        await resolveMet(tx, platform.clock.now())
        await remindDue(platform, tx)
      })
    },
  },
]
