import { covers } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'

/**
 * A platform joins the bridge or leaves it: its own administrator, or the one of a bureau whose jurisdiction it is in.
 * Who has left is asked nothing new; what was sent before goes on.
 */
export const joinBridge = (ctx: Ctx, id: string, joined: boolean) =>
  ctx.tx(async (tx) => {
    const { organisation } = ctx.actor
    const platform = await tx
      .selectFrom('organisation')
      .select(['id', 'kind', 'division', 'on_bridge'])
      .where('id', '=', id)
      .executeTakeFirst()
    const mine =
      platform?.kind === 'platform' && (platform.id === organisation.id || covers(organisation, platform.division))
    if (!mine) throw new AppError('not_found')
    if (platform.on_bridge !== joined) {
      const { numUpdatedRows } = await tx
        .updateTable('organisation')
        .set({ on_bridge: joined, updated_at: ctx.platform.clock.now() })
        .where('id', '=', id)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new AppError('not_found')
      await audit(tx, ctx.actor, {
        action: joined ? 'assistance.join' : 'assistance.leave',
        subjectKind: 'organisation',
        subjectId: id,
      })
    }
    return { id, joined }
  })
