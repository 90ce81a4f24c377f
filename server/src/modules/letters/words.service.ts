import type { LetterWords, LetterWordsChange } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { BUILT_IN_TEMPLATES, findKind } from './built-in.ts'
import { getWords, refuseTaken } from './words.store.ts'

const view = async (ctx: Ctx, tx: Tx): Promise<LetterWords> => {
  const issuerId = ctx.actor.organisation.id
  const year = Number(dayOf(ctx.platform.clock.now()).slice(0, 4))
  const words = await getWords(tx, issuerId)
  const last = await tx
    .selectFrom('letter_counter')
    .select(['code', 'last'])
    .where('issuer_id', '=', issuerId)
    .where('year', '=', year)
    .orderBy('code')
    .execute()
  return {
    ...words,
    words: { ...words.words },
    usual: Object.fromEntries(
      BUILT_IN_TEMPLATES.map(({ key, titleZh, titleEn, word }) => [key, { titleZh, titleEn, word }]),
    ),
    year,
    last: Object.fromEntries(last.map((row) => [row.code, row.last])),
  }
}

export const getLetterWords = (ctx: Ctx): Promise<LetterWords> => ctx.tx((tx) => view(ctx, tx))

/** Enters organ code, words and contact. Letters that are out keep their numbers; a new code begins at 1. */
export const setLetterWords = (ctx: Ctx, input: LetterWordsChange): Promise<LetterWords> => {
  const unknown = Object.keys(input.words).find((key) => !findKind(key))
  if (unknown) throw new AppError('bad_request', { errors: [{ pointer: `/words/${unknown}`, message: unknown }] })
  return ctx.tx(async (tx) => {
    const issuerId = ctx.actor.organisation.id
    const before = await getWords(tx, issuerId)
    const set = {
      organ_code: input.organCode,
      words: JSON.stringify(input.words),
      ordinal: input.ordinal,
      contact: input.contact,
      phone: input.phone,
      address: input.address,
      changed_by: ctx.actor.name,
      changed_at: ctx.platform.clock.now(),
    }
    await refuseTaken(
      tx
        .insertInto('letter_word')
        .values({ issuer_id: issuerId, ...set })
        .onConflict((conflict) => conflict.column('issuer_id').doUpdateSet(set))
        .execute(),
    )
    await audit(tx, ctx.actor, {
      action: 'letter.words',
      subjectKind: 'organisation',
      subjectId: issuerId,
      detail: {
        before: { organCode: before.organCode, words: before.words, ordinal: before.ordinal },
        after: { organCode: input.organCode, words: input.words, ordinal: input.ordinal },
      },
    })
    return view(ctx, tx)
  })
}
