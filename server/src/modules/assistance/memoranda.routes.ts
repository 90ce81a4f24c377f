import { Memoranda, type Memorandum } from '@redbridge/contract'
import { dayOf } from '../../platform/clock.ts'
import { type Route, route } from '../../platform/http/route.ts'
import type { Ctx } from '../../platform/platform.ts'

/** Every version of the memoranda that the caller may see, newest first: of its own, and of bureaus below it. */
const listMemoranda = (ctx: Ctx): Promise<Memoranda> =>
  ctx.tx(async (tx) => {
    const rows = await tx
      .selectFrom('memorandum as m')
      .innerJoin('organisation as b', 'b.id', 'm.bureau_id')
      .innerJoin('organisation as p', 'p.id', 'm.platform_id')
      .selectAll('m')
      .select(['b.name_zh as bureau_name', 'p.name_zh as platform_name'])
      .orderBy('m.accepted_at', 'desc')
      .orderBy('m.version', 'desc')
      .limit(1000)
      .execute()
    const today = dayOf(ctx.platform.clock.now())
    return {
      items: rows.map(
        (row): Memorandum => ({
          matterId: row.matter_id,
          number: row.number,
          version: row.version,
          title: row.title,
          bureau: { id: row.bureau_id, name: row.bureau_name },
          platform: { id: row.platform_id, name: row.platform_name },
          policy: row.policy,
          inForce: row.ended_at === null && row.from_on <= today && today <= row.to_on,
          acceptedAt: row.accepted_at.toISOString(),
          endedAt: row.ended_at?.toISOString() ?? null,
        }),
      ),
    }
  })

export const memorandumRoutes: Route[] = [
  route({
    permission: 'assistance.read',
    method: 'GET',
    url: '/api/assistance/memoranda',
    summary: 'Memoranda with every version: what may be shared, for what, how long',
    response: Memoranda,
    handle: ({ ctx }) => listMemoranda(ctx),
  }),
]
