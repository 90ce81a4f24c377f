import type { LetterFilter } from '@redbridge/contract'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'

const select = (tx: Tx) => tx.selectFrom('letter').selectAll()
export type LetterRow = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const findLetter = (tx: Tx, id: string): Promise<LetterRow | undefined> =>
  select(tx).where('id', '=', id).executeTakeFirst()

/** Letters that the caller may see, the latest first. */
export const listLetters = async (
  tx: Tx,
  own: string,
  filter: z.output<typeof LetterFilter>,
): Promise<{ rows: LetterRow[]; total: number }> => {
  let query = select(tx)
  if (filter.template) query = query.where('template_key', '=', filter.template)
  if (filter.state?.length) query = query.where('state', 'in', filter.state)
  if (filter.matterId) query = query.where('matter_id', '=', filter.matterId)
  if (filter.year) query = query.where('year', '=', filter.year)
  if (filter.direction === 'in') query = query.where('recipient_id', '=', own)
  if (filter.direction === 'out') query = query.where('issuer_id', '=', own)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) =>
      eb.or([eb('number', 'like', like), eb('title', 'ilike', like), eb('recipient_name', 'ilike', like)]),
    )
  }
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  return { rows, total }
}
