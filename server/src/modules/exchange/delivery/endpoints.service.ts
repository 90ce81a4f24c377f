import type { EndpointChange, ExchangeEndpoint, NewEndpoint } from '@redbridge/contract'
import { PROCESSES } from '@redbridge/law'
import type { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { openOutgoing } from '../../../platform/net/outgoing.ts'
import type { Ctx } from '../../../platform/platform.ts'
import { getEndpointView, listEndpointViews } from './endpoints.view.ts'
import { OLD_SECRET_MS } from './schedule.ts'
import { hurry } from './settle.ts'
import { newSecret, sealSecret } from './sign.ts'
import { wakeAfterCommit } from './wake.ts'

/** Endpoints of one organisation: an installation of a platform needs a few, nobody needs many. */
const MOST = 20

const viewOf = (ctx: Ctx, tx: Tx, id: string): Promise<ExchangeEndpoint> =>
  getEndpointView(tx, { organisationId: ctx.actor.organisation.id, now: ctx.platform.clock.now(), id })

export const listEndpoints = (ctx: Ctx): Promise<{ items: ExchangeEndpoint[] }> =>
  ctx.tx(async (tx) => ({
    items: await listEndpointViews(tx, {
      organisationId: ctx.actor.organisation.id,
      now: ctx.platform.clock.now(),
    }),
  }))

/** Types of messages there are, by the definitions of matters in every version. */
const TYPES: ReadonlySet<string> = new Set(
  PROCESSES.flatMap(({ kind, transitions, messageEffects }) => [
    ...transitions.filter((one) => one.effects?.includes('exchange.send')).map((one) => `${kind}.${one.event}`),
    ...(messageEffects?.includes('exchange.send') ? [`${kind}.message`] : []),
  ]),
)

const checkTypes = (types: readonly string[]): void => {
  const errors = types.flatMap((type, i) =>
    TYPES.has(type)
      ? []
      : [{ pointer: `/types/${i}`, message: `没有这种消息：${type} / There is no such type of message: ${type}` }],
  )
  if (errors.length > 0) throw new AppError('bad_request', { errors })
}

/** Whether anything may be sent there is asked again on every connection; here it is asked so that people learn it early. */
const checkUrl = async (ctx: Ctx, url: string): Promise<void> => {
  await using outgoing = openOutgoing(ctx.platform.webhooks)
  const refusal = await outgoing.refusal(url)
  if (refusal)
    throw new AppError('endpoint_refused', {
      detail: refusal.zh,
      errors: [{ pointer: '/url', message: `${refusal.zh} / ${refusal.en}` }],
    })
}

/** Adds an endpoint; its secret is in the answer and never shown again. */
export const addEndpoint = async (
  ctx: Ctx,
  input: z.output<typeof NewEndpoint>,
): Promise<{ endpoint: ExchangeEndpoint; secret: string }> => {
  checkTypes(input.types)
  await checkUrl(ctx, input.url)
  const { actor, platform } = ctx
  const [id, secret, now] = [newId('wep'), newSecret(), platform.clock.now()]
  const endpoint = await ctx.tx(async (tx) => {
    const { count } = await tx
      .selectFrom('exchange_endpoint')
      .select((eb) => eb.fn.count<number>('id').as('count'))
      .where('organisation_id', '=', actor.organisation.id)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (count >= MOST) throw new AppError('endpoint_limit')
    await tx
      .insertInto('exchange_endpoint')
      .values({
        id,
        organisation_id: actor.organisation.id,
        name: input.name,
        url: input.url,
        types: input.types,
        secret: sealSecret(platform.secrets, secret),
        state: 'active',
        created_by: actor.userId,
        created_at: now,
      })
      .execute()
    await note(ctx, tx, 'exchange.endpoint_add', { id, detail: { url: input.url, types: input.types } })
    return viewOf(ctx, tx, id)
  })
  return { endpoint, secret }
}

const note = (ctx: Ctx, tx: Tx, action: string, about: { id: string; detail?: Record<string, unknown> }) =>
  audit(tx, ctx.actor, {
    action,
    subjectKind: 'exchange_endpoint',
    subjectId: about.id,
    ...(about.detail ? { detail: about.detail } : {}),
  })

const own = (ctx: Ctx, tx: Tx, id: string) =>
  tx
    .updateTable('exchange_endpoint')
    .where('id', '=', id)
    .where('organisation_id', '=', ctx.actor.organisation.id)
    .where('removed_at', 'is', null)

const changed = ({ numUpdatedRows }: { numUpdatedRows: bigint }): void => {
  if (numUpdatedRows === 0n) throw new AppError('not_found')
}

/** Changes address, name, types or state. What waited for a paused endpoint goes out when it is resumed. */
export const changeEndpoint = async (
  ctx: Ctx,
  id: string,
  input: z.output<typeof EndpointChange>,
): Promise<ExchangeEndpoint> => {
  const { url, name, types, state } = input
  if (types) checkTypes(types)
  // Who owns no such endpoint learns nothing about addresses either.
  await ctx.tx((tx) => viewOf(ctx, tx, id))
  if (url !== undefined) await checkUrl(ctx, url)
  const fresh = url !== undefined || state === 'active'
  const set = {
    ...(url === undefined ? {} : { url }),
    ...(name === undefined ? {} : { name }),
    ...(types === undefined ? {} : { types }),
    ...(state === undefined ? {} : { state }),
    ...(fresh ? { failed_in_row: 0, failing_since: null } : {}),
  }
  return ctx.tx(async (tx) => {
    if (Object.keys(set).length > 0) {
      changed(await own(ctx, tx, id).set(set).executeTakeFirstOrThrow())
      if (fresh) await hurry(tx, [id], ctx.platform.clock.now())
      wakeAfterCommit(ctx.platform, tx, true)
      await note(ctx, tx, 'exchange.endpoint_change', { id, detail: { ...input } })
    }
    return viewOf(ctx, tx, id)
  })
}

/** Removes an endpoint; what still waited for it is given up, and can be pulled. */
export const removeEndpoint = (ctx: Ctx, id: string): Promise<{ done: true }> =>
  ctx.tx(async (tx) => {
    changed(await own(ctx, tx, id).set({ removed_at: ctx.platform.clock.now() }).executeTakeFirstOrThrow())
    await tx
      .updateTable('exchange_delivery')
      .set({ state: 'dead', next_at: null })
      .where('endpoint_id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    await note(ctx, tx, 'exchange.endpoint_remove', { id })
    return { done: true as const }
  })

/** A new secret. For a day the old one signs beside it, so that the receiver can change over without losing anything. */
export const rotateSecret = async (ctx: Ctx, id: string): Promise<{ endpoint: ExchangeEndpoint; secret: string }> => {
  const secret = newSecret()
  const until = new Date(ctx.platform.clock.now().getTime() + OLD_SECRET_MS)
  const endpoint = await ctx.tx(async (tx) => {
    const set = { secret: sealSecret(ctx.platform.secrets, secret), old_until: until }
    changed(await own(ctx, tx, id).set(set).executeTakeFirstOrThrow())
    await note(ctx, tx, 'exchange.endpoint_secret', { id })
    return viewOf(ctx, tx, id)
  })
  return { endpoint, secret }
}
