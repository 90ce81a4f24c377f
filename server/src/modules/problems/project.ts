import type { BatchState } from '@redbridge/contract'
import { getRuleValue } from '@redbridge/law'
import { sql } from 'kysely'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Effect, EffectMove, EffectWork } from '../../platform/effects.ts'
import { AppError } from '../../platform/errors.ts'
import { type NewNotice, sendNotices } from '../notices/index.ts'
import { missingIn } from './answer.service.ts'
import { lockBatches, settleBatches } from './balance.ts'

/** What a problem's row shows after each event of its matter. */
interface Projected {
  id: string
  state: string
  answer_due_on?: string | null
  push_message?: string | null
  answer?: string | null
  answer_text?: string | null
  corrected_name?: string | null
  corrected_uscc?: string | null
  proof_file_id?: string | null
}

const textOf = (move: EffectMove, field: string): string | null => (move.form[field] as string | undefined) ?? null

const projected = (move: EffectMove): Projected => {
  const id = move.subject?.id ?? ''
  switch (move.event) {
    case 'push':
      return { id, state: 'pushed', answer_due_on: textOf(move, 'answerDueOn'), push_message: textOf(move, 'message') }
    case 'withdraw':
      return { id, state: 'confirmed' }
    case 'answer': {
      const answer = textOf(move, 'answer')
      const corrected = answer === 'corrected'
      return {
        id,
        state: 'answered',
        answer,
        answer_text: textOf(move, 'text'),
        corrected_name: corrected ? textOf(move, 'correctedName') : null,
        corrected_uscc: corrected ? textOf(move, 'correctedUscc') : null,
        proof_file_id: textOf(move, 'proofFileId'),
      }
    }
    case 'return':
      return { id, state: 'returned', answer_due_on: textOf(move, 'answerDueOn') }
    default:
      return { id, state: move.to }
  }
}

/** An answer that came by way of the matter must hold as much as one that came by way of the problem. */
const checkAnswers = async ({ tx }: EffectWork, moves: readonly EffectMove[]): Promise<void> => {
  for (const { form } of moves) {
    const missing = missingIn(form as Parameters<typeof missingIn>[0])
    if (missing) throw new AppError(missing)
  }
  const proofs = [...new Set(moves.flatMap((move) => textOf(move, 'proofFileId') ?? []))]
  if (proofs.length === 0) return
  const found = await tx
    .selectFrom('stored_file')
    .select('id')
    .where('id', 'in', proofs)
    .where('purpose', '=', 'proof')
    .execute()
  if (found.length < proofs.length) throw new AppError('not_found', { detail: 'proofFileId' })
}

const COLUMNS = sql`id text, state text, answer_due_on date, push_message text, answer text, answer_text text,
  corrected_name text, corrected_uscc text, proof_file_id text`

const SET: Readonly<Record<string, (now: Date, again: string) => ReturnType<typeof sql>>> = {
  push: (now) => sql`, pushed_at = ${now}, answer_due_on = n.answer_due_on, push_message = n.push_message`,
  withdraw: () => sql`, pushed_at = NULL, answer_due_on = NULL, push_message = NULL`,
  answer: (now) => sql`, answered_at = ${now}, answer = n.answer, answer_text = n.answer_text,
    corrected_name = n.corrected_name, corrected_uscc = n.corrected_uscc, proof_file_id = n.proof_file_id`,
  verify: (now) => sql`, verified_at = ${now}`,
  return: (_, again) => sql`, answer_due_on = greatest(p.answer_due_on, coalesce(n.answer_due_on, ${again}::date))`,
}

/**
 * Keeps the row of a problem in step with its matter, and with it the state of its report: lists, figures and screens of
 * problems read the row. Tells the other side in the words of the identity report.
 */
export const projectProblems: Effect = async (work, moves) => {
  const { tx, now } = work
  const event = moves[0]?.event ?? ''
  if (event === 'answer') await checkAnswers(work, moves)
  const { rows } = await sql<{ batch_id: string }>`
    SELECT DISTINCT batch_id FROM problem WHERE id = ANY (${moves.map((move) => move.subject?.id ?? '')}::text[])`.execute(
    tx,
  )
  const batches = await lockBatches(
    tx,
    rows.map((row) => row.batch_id),
  )
  const again = addDays(dayOf(now), getRuleValue('returned_answer_days', dayOf(now)))
  await sql`
    UPDATE problem p SET state = n.state, version = p.version + 1, updated_at = ${now}${SET[event]?.(now, again) ?? sql``}
    FROM jsonb_to_recordset(${JSON.stringify(moves.map(projected))}::jsonb) AS n(${COLUMNS}) WHERE p.id = n.id`.execute(
    tx,
  )
  const settled = await settleBatches(tx, batches, now)
  await tell(work, moves, settled)
}

const WORDS: Readonly<Record<string, (n: number, move: EffectMove) => Pick<NewNotice, 'kind' | 'zh' | 'en' | 'link'>>> =
  {
    push: (n, move) => ({
      kind: 'pushed',
      zh: `推送问题经营主体 ${n} 户，请于 ${textOf(move, 'answerDueOn')} 前反馈处置结果`,
      en: `${n} problem operators pushed; answer by ${textOf(move, 'answerDueOn')}`,
      link: '/problems?state=pushed',
    }),
    withdraw: (n, move) => ({
      kind: 'withdrawn',
      zh: `已撤回推送的问题经营主体 ${n} 户：${textOf(move, 'reason')}`,
      en: `${n} pushed problem operators were withdrawn: ${textOf(move, 'reason')}`,
      link: '/problems',
    }),
    return: (n, move) => ({
      kind: 'returned',
      zh: `退回重办问题经营主体 ${n} 户：${textOf(move, 'reason')}`,
      en: `${n} answers were returned: ${textOf(move, 'reason')}`,
      link: '/problems?state=returned',
    }),
  }

type Settled = readonly { id: string; to: BatchState }[]

const tell = async (work: EffectWork, moves: readonly EffectMove[], settled: Settled): Promise<void> => {
  const { actor, tx, now } = work
  if (!actor) return
  const words = WORDS[moves[0]?.event ?? '']
  const platforms = Map.groupBy(moves, (move) => move.parties.get('platform') ?? '')
  const notices = words
    ? [...platforms].map(([to, of]) => ({ to, from: actor.organisation.id, ...words(of.length, of[0] as EffectMove) }))
    : []
  notices.push(...(await answeredNotices(work, settled)))
  await sendNotices(tx, notices, now)
}

/** When everything pushed is answered, the bureau hears of it. */
const answeredNotices = async ({ tx, actor }: EffectWork, settled: Settled): Promise<NewNotice[]> => {
  const done = settled.filter((batch) => batch.to === 'answered').map((batch) => batch.id)
  if (done.length === 0 || actor?.organisation.kind !== 'platform') return []
  const batches = await tx
    .selectFrom('report_batch as b')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .select(['b.id', 'p.bureau_id', 'p.key'])
    .where('b.id', 'in', done)
    .execute()
  const { id: from, nameZh, nameEn } = actor.organisation
  return batches.map((batch) => ({
    to: batch.bureau_id,
    from,
    kind: 'answered',
    zh: `${nameZh}已反馈 ${batch.key} 报送期全部推送的问题经营主体，请核销`,
    en: `${nameEn || nameZh} has answered all problem operators pushed for ${batch.key}: verify`,
    link: `/problems?batchId=${batch.id}&state=answered`,
  }))
}
