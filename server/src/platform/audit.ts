import type { Actor } from './actor.ts'
import type { Tx } from './db/pool.ts'

export interface AuditEntry {
  action: string
  subjectKind: string
  subjectId: string
  detail?: Record<string, unknown>
}

/** Writes who did what, in the transaction of the change itself. */
export const audit = (tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> => auditAll(tx, actor, [entry])

/** The same for any number of things done at once. */
export const auditAll = async (tx: Tx, actor: Actor, entries: readonly AuditEntry[]): Promise<void> => {
  for (let i = 0; i < entries.length; i += 1000)
    await tx
      .insertInto('audit_event')
      .values(
        entries.slice(i, i + 1000).map((entry) => ({
          user_id: actor.userId,
          actor_name: actor.name,
          organisation_id: actor.organisation.id,
          organisation_name: actor.organisation.nameZh,
          division: actor.organisation.division,
          action: entry.action,
          subject_kind: entry.subjectKind,
          subject_id: entry.subjectId,
          detail: JSON.stringify(entry.detail ?? {}),
        })),
      )
      .execute()
}

/** Writes what the system itself did for a bureau (timers, sweeps). Only jobs may: the request role cannot. */
export const auditSystem = async (
  tx: Tx,
  bureau: { id: string; name_zh: string; division: string },
  entry: AuditEntry,
): Promise<void> => {
  await tx
    .insertInto('audit_event')
    .values({
      user_id: null,
      actor_name: '系统自动',
      organisation_id: bureau.id,
      organisation_name: bureau.name_zh,
      division: bureau.division,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute()
}
