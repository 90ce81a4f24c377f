import type { AnswerSummary } from '@redbridge/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { AssistanceTables } from '../../platform/db/schema-assistance.ts'
import type { Ctx } from '../../platform/platform.ts'

export type AnswerRow = Omit<Selectable<AssistanceTables['assistance_answer']>, 'content'>

const COLUMNS = [
  'id',
  'matter_id',
  'organisation_id',
  'state',
  'part',
  'sha256',
  'bytes',
  'summary',
  'created_by',
  'created_at',
  'sent_at',
  'erase_on',
  'erased_at',
] as const

export const answerView = (row: AnswerRow): AnswerSummary => ({
  id: row.id,
  state: row.state,
  part: row.part,
  sha256: row.sha256,
  bytes: row.bytes,
  ...row.summary,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  eraseOn: row.erase_on,
  erasedAt: row.erased_at?.toISOString() ?? null,
})

const listAnswers = (tx: Tx, matterId: string): Promise<AnswerRow[]> =>
  tx.selectFrom('assistance_answer').select(COLUMNS).where('matter_id', '=', matterId).orderBy('id').execute()

/** Answers to a request that the reader sees, oldest first: sent ones, and one's own drafts. No values. */
export const answersOf = async (_ctx: Ctx, tx: Tx, matterId: string): Promise<AnswerSummary[]> =>
  (await listAnswers(tx, matterId)).map(answerView)

/** One answer with its sealed content; undefined: none that the reader sees. */
export const findAnswer = (tx: Tx, matterId: string, id: string) =>
  tx
    .selectFrom('assistance_answer')
    .select([...COLUMNS, 'content'])
    .where('matter_id', '=', matterId)
    .where('id', '=', id)
    .executeTakeFirst()
