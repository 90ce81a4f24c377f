import { getRuleValue } from '@redbridge/law'
import { sql } from 'kysely'
import { auditSystem } from '../../platform/audit.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { applyAnswers } from './apply.ts'
import { fillInChunks } from './fill.ts'
import { proposeFor } from './propose.ts'

const UNCLAIMED = '逾期无人签收，由系统退回'

/** Transfers that nobody received in time come back to their sender, with the reason; what was received stays. */
export const returnUnclaimed = async (platform: Platform, tx: Tx): Promise<number> => {
  const now = platform.clock.now()
  const today = dayOf(now)
  const claimBy = addDays(today, -getRuleValue('transfer_claim_days', today))
  const { rows } = await sql<{ package_no: string; from_bureau_id: string; to_bureau_id: string; n: number }>`
    WITH back AS (
      UPDATE transfer SET state = 'returned', note = ${UNCLAIMED}, version = version + 1
      WHERE state = 'sent' AND ((sent_at AT TIME ZONE INTERVAL '+08:00')::date < ${claimBy}::date OR answer_due_on < ${today}::date)
      RETURNING package_no, from_bureau_id, to_bureau_id)
    SELECT package_no, from_bureau_id, to_bureau_id, count(*)::int AS n FROM back GROUP BY 1, 2, 3`.execute(tx)
  for (const row of rows) {
    const bureau = await tx
      .selectFrom('organisation')
      .selectAll()
      .where('id', '=', row.from_bureau_id)
      .executeTakeFirstOrThrow()
    const detail = { count: row.n, reason: UNCLAIMED }
    await auditSystem(tx, bureau, {
      action: 'transfer.return',
      subjectKind: 'transfer_package',
      subjectId: row.package_no,
      detail,
    })
    const notice = {
      to: row.from_bureau_id,
      from: row.to_bureau_id,
      kind: 'transfer_unclaimed',
      zh: `移送 ${row.package_no} 中 ${row.n} 户逾期无人签收，已退回`,
      en: `${row.n} operators of ${row.package_no} were not claimed in time and came back`,
      link: `/transfers?box=out&state=returned&packageNo=${encodeURIComponent(row.package_no)}`,
    }
    await sendNotices(tx, [notice], now)
  }
  return rows.reduce((all, row) => all + row.n, 0)
}

/** What a killed worker may have left: packages half written, answers not yet brought in. Both are safe to begin again. */
const resume = async (platform: Platform): Promise<void> => {
  const db = platform.workerDb
  const packages = await db.selectFrom('transfer_package').select('package_no').where('state', '=', 'sending').execute()
  for (const { package_no } of packages) await fillInChunks(platform, package_no)
  const batches = await db
    .selectFrom('transfer')
    .select('batch_id')
    .distinct()
    .where('finding', 'is not', null)
    .where('applied_at', 'is', null)
    .execute()
  for (const { batch_id } of batches) await applyAnswers(platform, batch_id)
}

type Payload = { packageNo: string } & { batchId: string }

export const transfersJobs = (platform: Platform): Job<Payload>[] => [
  { name: 'transfers.fill', concurrency: 2, handle: ({ packageNo }) => fillInChunks(platform, packageNo) },
  {
    name: 'transfers.propose',
    concurrency: 2,
    handle: async ({ packageNo }) => void (await proposeFor(platform, packageNo)),
  },
  {
    name: 'transfers.apply',
    concurrency: 2,
    handle: async ({ batchId }) => void (await applyAnswers(platform, batchId)),
  },
  {
    name: 'transfers.sweep',
    cron: '10 1 * * *',
    handle: async () => {
      await platform.workerDb.transaction().execute((tx) => returnUnclaimed(platform, tx))
      await resume(platform)
    },
  },
]
