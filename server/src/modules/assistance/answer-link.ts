import { addDays, dayOf } from '../../platform/clock.ts'
import type { Effect } from '../../platform/effects.ts'
import { AppError } from '../../platform/errors.ts'
import { memorandumInForce, pairOf } from '../exchange/index.ts'

/**
 * The effect `assistance.answer`: the draft that the move names becomes the answer, in the transaction of the move. It
 * must be this matter's, the sender's own, unsent, and hold the very content whose digest the move records.
 */
export const linkAnswers: Effect = async ({ tx, actor, now }, moves) => {
  if (!actor) throw new Error('An answer has an author')
  const today = dayOf(now)
  const inForce = await memorandumInForce(
    tx,
    moves.map((move) => pairOf(move.parties)),
    today,
  )
  for (const { matterId, event, form, parties } of moves) {
    const days = inForce(pairOf(parties))?.policy.retentionDays
    const sent = await tx
      .updateTable('assistance_answer')
      .set({
        state: 'sent',
        part: event === 'answer_part',
        sent_at: now,
        erase_on: days ? addDays(today, days) : null,
      })
      .where('id', '=', String(form.answerId))
      .where('matter_id', '=', matterId)
      .where('organisation_id', '=', actor.organisation.id)
      .where('state', '=', 'draft')
      .where('sha256', '=', String(form.answerSha256))
      .returning('id')
      .executeTakeFirst()
    if (!sent)
      throw new AppError('bad_request', { errors: [{ pointer: '/form/answerId', message: 'no unsent answer' }] })
  }
}
