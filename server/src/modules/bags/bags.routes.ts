import { Bag, Id, may, NewBag } from '@redbridge/contract'
import { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http/route.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type BagRow, viewOf } from './bags.view.ts'
import { type BagSource, exportBag } from './export.service.ts'
import { sourceOfMatter } from './matter-source.ts'

const ById = z.object({ id: Id })

/** A bag of one's own organisation; one about a matter only for who may see matters. */
const getBag = async (ctx: Ctx, tx: Tx, id: string): Promise<BagRow> => {
  const row = await tx.selectFrom('evidence_bag').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || (row.subjects.length > 0 && !may(ctx.actor.roles, 'matter.read'))) throw new AppError('not_found')
  return row
}

const sourceOf = async (ctx: Ctx, body: z.output<typeof NewBag>): Promise<BagSource> => {
  const matter = body.matterId ? await sourceOfMatter(ctx, body.matterId) : null
  const itemIds = [...new Set([...(matter?.itemIds ?? []), ...body.itemIds])]
  return {
    title: body.title || matter?.title || `证据 ${itemIds.length} 件`,
    records: matter?.records ?? [],
    itemIds,
    subjects: matter?.subjects ?? [],
    steps: matter?.steps ?? [],
    exchange: matter?.exchange ?? null,
  }
}

export const bagsRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/bags',
    summary: 'Make an evidence bag of items or of a matter; each item is recorded as copied',
    permission: 'evidence.read',
    body: NewBag,
    response: Bag,
    status: 202,
    handle: async ({ ctx, body }) => exportBag(ctx, await sourceOf(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/api/bags/:id',
    summary: 'How far a bag is',
    permission: 'evidence.read',
    params: ById,
    response: Bag,
    handle: ({ ctx, params }) => ctx.tx(async (tx) => viewOf(await getBag(ctx, tx, params.id))),
  }),
  route({
    method: 'GET',
    url: '/api/bags/:id/bag.zip',
    summary: 'The bag: verify it with `redbridge verify`, on the page /verify, or with openssl alone',
    permission: 'evidence.read',
    params: ById,
    handle: async ({ ctx, params, reply }) => {
      const bag = await ctx.tx(async (tx) => {
        const row = await getBag(ctx, tx, params.id)
        if (!row.file_key) throw new AppError('bag_not_ready')
        await audit(tx, ctx.actor, { action: 'bag.downloaded', subjectKind: 'bag', subjectId: row.id })
        return row
      })
      const name = `证据包-${bag.id}.zip`
      return reply
        .type('application/zip')
        .header('content-length', bag.bytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(await ctx.platform.files.get(bag.file_key as string))
    },
  }),
]
