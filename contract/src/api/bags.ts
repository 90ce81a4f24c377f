import { z } from 'zod'
import { BAG_STATES } from '../evidence.ts'
import { Id, IsoTime } from './common.ts'

// POST /api/bags { itemIds?, matterId?, title? } → a job → GET /api/bags/:id · GET /api/bags/:id/bag.zip
export const NewBag = z
  .object({
    itemIds: z.array(Id).max(500).default([]),
    matterId: Id.optional(),
    title: z.string().trim().max(200).optional(),
  })
  .refine((bag) => bag.itemIds.length > 0 || bag.matterId !== undefined, { path: ['itemIds'] })

export const Bag = z.object({
  id: Id,
  title: z.string(),
  state: z.enum(BAG_STATES),
  items: z.number(),
  createdAt: IsoTime,
  createdBy: z.string(),
  finishedAt: IsoTime.nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  fault: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
})
export type Bag = z.infer<typeof Bag>
