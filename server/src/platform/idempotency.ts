import { createHash } from 'node:crypto'
import type { Tx } from './db/pool.ts'
import { AppError } from './errors.ts'
import type { Ctx } from './platform.ts'

/**
 * The first answer to a request with this key, or null when this is the first: the key is then taken, and held by
 * the transaction, so that a second request with it waits for the first one's answer. Other content is refused.
 */
const findRepeat = async (ctx: Ctx, tx: Tx, call: { key: string; route: string; body: unknown }) => {
  const { key, route, body } = call
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const inserted = await tx
    .insertInto('idempotency_key')
    .values({ organisation_id: ctx.actor.organisation.id, key, route, request_hash: hash, response: null })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (inserted) return null
  const known = await tx
    .selectFrom('idempotency_key')
    .selectAll()
    .where('organisation_id', '=', ctx.actor.organisation.id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (known.request_hash !== hash || known.route !== route) throw new AppError('idempotency_key_reused')
  return known.response as unknown
}

/** Runs a write once for its key, in one transaction: who repeats it gets the first answer. Without a key it just runs. */
export const once = <T extends object>(
  ctx: Ctx,
  call: { key: string | undefined; route: string; body: unknown },
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  ctx.tx(async (tx) => {
    const { key, route, body } = call
    if (!key) return work(tx)
    const repeat = await findRepeat(ctx, tx, { key, route, body })
    if (repeat) return repeat as T
    const answer = await work(tx)
    await keepAnswer(ctx, tx, key, answer)
    return answer
  })

/** Keeps the answer for whoever asks again with the same key. */
const keepAnswer = async (ctx: Ctx, tx: Tx, key: string, response: object): Promise<void> => {
  await tx
    .updateTable('idempotency_key')
    .set({ response: JSON.stringify(response) })
    .where('organisation_id', '=', ctx.actor.organisation.id)
    .where('key', '=', key)
    .execute()
}
