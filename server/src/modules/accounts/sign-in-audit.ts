import type { Db, Tx } from '../../platform/db/pool.ts'

export interface AuditedUser {
  user_id: string
  name: string
  organisation_id: string
  name_zh: string
  division: string
}

/**
 * Records a step of signing in, where there is no actor yet. Nobody (an unknown login) is recorded without what was
 * typed, for the national administrator to see: people type passwords into the login field.
 */
export const auditSignIn = async (
  tx: Tx | Db,
  user: AuditedUser | null,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> => {
  await tx
    .insertInto('audit_event')
    .values({
      user_id: user?.user_id ?? null,
      actor_name: user?.name ?? '',
      organisation_id: user?.organisation_id ?? null,
      organisation_name: user?.name_zh ?? '',
      division: user?.division ?? '000000',
      action,
      subject_kind: 'user',
      subject_id: user?.user_id ?? '',
      detail: JSON.stringify(detail),
    })
    .execute()
}
