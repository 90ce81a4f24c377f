import type { TransferFinding } from '@redbridge/contract'
import { type AdmissionAnswer, checkAdmission } from '@redbridge/engine/identity'
import { sql } from 'kysely'
import type { Registered } from '../../platform/db/schema.ts'
import type { Platform } from '../../platform/platform.ts'
import { registerIndexFor, registerOfBureau } from '../registers/index.ts'

const CHUNK = 5_000

/** What the register's answer amounts to as a finding; null where it does not say. */
export const findingOf = (
  answer: Pick<AdmissionAnswer, 'real' | 'standing' | 'consistent' | 'kinds'>,
): TransferFinding | null => {
  if (answer.real === true) {
    if (answer.standing !== 'good' && answer.standing !== 'unknown') return answer.standing
    if (answer.kinds.includes('name_mismatch')) return 'name_mismatch'
    return answer.consistent === false ? null : 'in_good_standing'
  }
  const unknown = answer.kinds.includes('licence_unknown') || answer.kinds.includes('code_invalid')
  return answer.real === false && unknown ? 'not_registered' : null
}

const entryOf = (answer: AdmissionAnswer): Registered | null => {
  const { entry } = answer
  if (!entry) return null
  const { uscc, name, representative, status, statusDate, abnormal, serious, address, listedReason } = entry
  return { uscc, name, representative, status, statusDate, abnormal, serious, address, listedReason }
}

/**
 * Looks each operator of a package up in the receiver's register and leaves what it says as a proposal. A receiver
 * without a register gets none; a register says nothing about provinces it does not cover.
 */
export const proposeFor = async (platform: Platform, packageNo: string): Promise<number> => {
  const db = platform.workerDb
  const pack = await db
    .selectFrom('transfer_package')
    .selectAll()
    .where('package_no', '=', packageNo)
    .executeTakeFirst()
  if (!pack?.to_bureau_id) return 0
  const register = await registerOfBureau(platform, pack.to_division)
  const covers = register && (register.coverage.length === 0 || register.coverage.includes(pack.province))
  const index = covers ? await registerIndexFor(platform, register.versionId) : null
  if (!index) return 0
  let proposed = 0
  for (;;) {
    const rows = await db
      .selectFrom('transfer')
      .select(['id', 'name', 'uscc'])
      .where('package_no', '=', packageNo)
      .where('proposed_at', 'is', null)
      .where('state', 'in', ['sent', 'received'])
      .limit(CHUNK)
      .execute()
    if (rows.length === 0) return proposed
    const given = rows.map(({ id, name, uscc }) => {
      const answer = checkAdmission(index, { name, uscc }, { coverage: null })
      return { id, proposed: findingOf(answer), registered: entryOf(answer) }
    })
    await sql`
      UPDATE transfer t SET proposed = g.proposed, registered = g.registered, proposed_at = ${platform.clock.now()}
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS g(id text, proposed text, registered jsonb)
      WHERE t.id = g.id`.execute(db)
    proposed += rows.length
  }
}
