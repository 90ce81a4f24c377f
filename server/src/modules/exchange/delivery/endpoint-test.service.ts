import type { EndpointTest } from '@redbridge/contract'
import type { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { openOutgoing } from '../../../platform/net/outgoing.ts'
import type { Ctx } from '../../../platform/platform.ts'
import { attempt } from './dispatcher.ts'

/** Sends a signed `exchange.test` now and tells what came back. It is no message: nothing is kept of it, nothing retried. */
export const testEndpoint = async (ctx: Ctx, id: string): Promise<z.input<typeof EndpointTest>> => {
  const { platform, actor } = ctx
  // The role of requests cannot read secrets; the endpoint is the caller's own or there is none.
  const to = await platform.workerDb
    .selectFrom('exchange_endpoint')
    .select(['id', 'url', 'secret', 'old_secret', 'old_until'])
    .where('id', '=', id)
    .where('organisation_id', '=', actor.organisation.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!to) throw new AppError('not_found')
  await ctx.tx((tx) =>
    audit(tx, actor, { action: 'exchange.endpoint_test', subjectKind: 'exchange_endpoint', subjectId: id }),
  )
  await using outgoing = openOutgoing(platform.webhooks)
  const at = platform.clock.now()
  const body = JSON.stringify({ type: 'exchange.test', timestamp: at.toISOString(), data: { endpointId: id } })
  const { error, status, ms } = await attempt({ platform, outgoing }, to, { id: newId('tst', at.getTime()), body })
  return { ok: error === null, status, ms, error }
}
