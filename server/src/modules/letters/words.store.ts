import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { usualOrganCode } from './organ-code.ts'

/** How an organisation numbers its letters and where it is reached. */
export interface Words {
  readonly entered: boolean
  readonly organCode: string
  readonly words: Readonly<Record<string, string>>
  readonly ordinal: boolean
  readonly contact: string
  readonly phone: string
  readonly address: string
}

export const getWords = async (tx: Tx, issuerId: string): Promise<Words> => {
  const row = await tx.selectFrom('letter_word').selectAll().where('issuer_id', '=', issuerId).executeTakeFirst()
  if (row)
    return {
      entered: true,
      organCode: row.organ_code,
      words: row.words,
      ordinal: row.ordinal,
      contact: row.contact,
      phone: row.phone,
      address: row.address,
    }
  const organisation = await tx
    .selectFrom('organisation')
    .select(['kind', 'division', 'category'])
    .where('id', '=', issuerId)
    .executeTakeFirstOrThrow()
  const nothing = { words: {}, ordinal: true, contact: '', phone: '', address: '' }
  return { entered: false, organCode: usualOrganCode(organisation), ...nothing }
}

/** Two organisations never number under one code: whoever comes second is told. */
export const refuseTaken = async <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: { code?: string }) => {
    throw error.code === '23505' ? new AppError('letter_code_taken', { cause: error }) : error
  })

/**
 * The code that the next letter is numbered under. One made from the division is taken for good with the first letter,
 * as if it had been entered. Where another has it, a bureau must enter its own; a partner authority, which enters
 * nothing here, goes by its full name.
 */
export const keepCode = async (
  tx: Tx,
  issuer: { id: string; kind: string; nameZh: string },
  { words, now }: { words: Words; now: Date },
): Promise<string> => {
  if (words.entered) return words.organCode
  const candidates = issuer.kind === 'bureau' ? [words.organCode] : [words.organCode, issuer.nameZh]
  for (const organCode of candidates) {
    await tx
      .insertInto('letter_word')
      .values({
        issuer_id: issuer.id,
        organ_code: organCode,
        words: JSON.stringify({}),
        changed_by: '系统自动',
        changed_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    // Somebody of the same organisation may have been first.
    const kept = await getWords(tx, issuer.id)
    if (kept.entered) return kept.organCode
  }
  throw new AppError('letter_code_taken')
}

/**
 * The first of the next numbers of a code and year. The row stays locked until the transaction ends, so a letter that is not issued
 * after all leaves no gap, and no two letters get one number.
 */
export const takeSerials = async (
  tx: Tx,
  { issuerId, code, year, count }: { issuerId: string; code: string; year: number; count: number },
): Promise<number> => {
  const { rows } = await sql<{ last: number }>`
    INSERT INTO letter_counter AS c (issuer_id, code, year, last) VALUES (${issuerId}, ${code}, ${year}, ${count}::int)
    ON CONFLICT (issuer_id, code, year) DO UPDATE SET last = c.last + ${count}::int
    RETURNING last`.execute(tx)
  return (rows[0] as { last: number }).last - count + 1
}
