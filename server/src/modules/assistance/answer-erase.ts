import { sql } from 'kysely'
import { auditSystem } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'

const AT_ONCE = 200
/** Days after which a draft that nobody sent is discarded: it holds personal data and serves nothing. */
const DRAFT_DAYS = 30

interface Erased {
  readonly id: string
  readonly matter_id: string
  readonly sha256: string
  readonly number: string
  readonly erase_on: string
  readonly platform_id: string
  readonly bureau_id: string
  readonly name_zh: string
  readonly division: string
}

/** Enters what was destroyed in the ledger of both parties and in the audit trail of the bureau. */
const enterErased = async (tx: Tx, erased: readonly Erased[], now: Date): Promise<void> => {
  await appendEntries(
    tx,
    erased.map((one) => ({
      kind: 'assistance.erased',
      subject: one.matter_id,
      readers: [one.bureau_id, one.platform_id],
      body: { number: one.number, answer: one.id, answerSha256: one.sha256, eraseOn: one.erase_on },
    })),
    now,
  )
  for (const one of erased)
    await auditSystem(
      tx,
      { id: one.bureau_id, name_zh: one.name_zh, division: one.division },
      {
        action: 'assistance.answer_erase',
        subjectKind: 'matter',
        subjectId: one.matter_id,
        detail: { answer: one.id, sha256: one.sha256, eraseOn: one.erase_on },
      },
    )
}

/** Destroys the content of answers whose day has come: the memorandum says when. Digest, summary and receipts stay. */
export const eraseAnswers = async (platform: Platform): Promise<number> => {
  const now = platform.clock.now()
  const today = dayOf(now)
  for (let done = 0; ; ) {
    const count = await platform.workerDb.transaction().execute(async (tx) => {
      const { rows } = await sql<Erased>`
        WITH due AS (
          SELECT id FROM assistance_answer WHERE erased_at IS NULL AND erase_on <= ${today}::date AND state = 'sent'
          ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
        UPDATE assistance_answer a SET content = NULL, erased_at = ${now}
        FROM due, matter m JOIN organisation b ON b.id = m.owner_id
        WHERE a.id = due.id AND m.id = a.matter_id
        RETURNING a.id, a.matter_id, a.sha256, a.erase_on, m.number, a.organisation_id AS platform_id, b.id AS bureau_id,
          b.name_zh, b.division`.execute(tx)
      await enterErased(tx, rows, now)
      return rows.length
    })
    done += count
    if (count === 0) return done
  }
}

/** Discards drafts that were never sent: old ones, and those of requests that are over. */
export const discardOldDrafts = async (platform: Platform): Promise<number> => {
  const before = new Date(platform.clock.now().getTime() - DRAFT_DAYS * 86_400_000)
  const { rows } = await sql`
    DELETE FROM assistance_answer a USING matter m
    WHERE m.id = a.matter_id AND a.state = 'draft' AND (m.outcome OR a.created_at < ${before})
    RETURNING a.id`.execute(platform.workerDb)
  return rows.length
}
