import { z } from 'zod'
import { TRANSFER_FINDINGS, TRANSFER_STATES } from '../states.ts'
import { csvOf, Id, IsoDate, IsoTime, PageQuery } from './common.ts'

export const Transfer = z.object({
  id: Id,
  packageNo: z.string(),
  fromBureauId: Id,
  fromBureauName: z.string(),
  toBureauId: Id.nullable(),
  toBureauName: z.string().nullable(),
  province: z.string(),
  platformName: z.string(),
  periodKey: z.string(),
  name: z.string(),
  uscc: z.string(),
  shopName: z.string(),
  address: z.string(),
  state: z.enum(TRANSFER_STATES),
  version: z.number(),
  sentAt: IsoTime,
  receivedAt: IsoTime.nullable(),
  answerDueOn: z.string().nullable(),
  overdue: z.boolean(),
  finding: z.enum(TRANSFER_FINDINGS).nullable(),
  /** what the receiver's own register says, as a proposal for the answer */
  proposed: z.enum(TRANSFER_FINDINGS).nullable(),
  note: z.string().nullable(),
  answeredAt: IsoTime.nullable(),
})
export type Transfer = z.infer<typeof Transfer>
// GET /api/transfers?box=in|out&state=&province=&packageNo=&q=
export const TransferFilter = PageQuery.extend({
  box: z.enum(['in', 'out']).default('in'),
  state: csvOf(TRANSFER_STATES),
  province: z.string().optional(),
  packageNo: z.string().optional(),
  period: z.string().optional(),
  q: z.string().trim().max(100).optional(),
})
/** A package: what one bureau sent another at once; its receipt. GET /api/transfer-packages?box= */
export const TransferPackage = z.object({
  packageNo: z.string(),
  fromBureauName: z.string(),
  toBureauName: z.string().nullable(),
  province: z.string(),
  periodKey: z.string(),
  sentAt: IsoTime,
  answerDueOn: z.string().nullable(),
  /** false while its transfers are still being written */
  complete: z.boolean(),
  receivedAt: IsoTime.nullable(),
  receiptBy: z.string().nullable(),
  total: z.number(),
  counts: z.record(z.string(), z.number()),
})
export type TransferPackage = z.infer<typeof TransferPackage>
// GET /api/batches/:id/outside → how many operators wait for which home bureau · POST /api/batches/:id/transfer { provinces, preview }
/** Packages of a box, newest first. GET /api/transfer-packages?box=in|out&page= */
export const TransferPackageFilter = PageQuery.extend({ box: z.enum(['in', 'out']).default('in') })
export const OutsideGroup = z.object({
  province: z.string(),
  provinceZh: z.string(),
  count: z.number(),
  sent: z.number(),
  toBureauId: Id.nullable(),
  toBureauName: z.string().nullable(),
})
export type OutsideGroup = z.infer<typeof OutsideGroup>
export const SendTransfers = z.object({
  provinces: z.array(z.string()).min(1),
  answerDueOn: IsoDate.optional(),
  preview: z.boolean().default(false),
})
export const SendTransfersResult = z.object({
  preview: z.boolean(),
  packages: z.array(
    z.object({
      packageNo: z.string(),
      toBureauName: z.string().nullable(),
      province: z.string(),
      count: z.number(),
      state: z.string(),
    }),
  ),
})
export type SendTransfersResult = z.infer<typeof SendTransfersResult>
// POST /api/transfers/receive|answer|return|close|withdraw
export const TransferSelection = z.union([
  z.object({ ids: z.array(Id).min(1).max(1000) }),
  z.object({ packageNo: z.string() }),
])
/** What a transfer action did or (preview) would do; excluded ones with their reason. */
export const TransferActionResult = z.object({
  preview: z.boolean(),
  affected: z.number(),
  excluded: z.array(z.object({ reason: z.string(), zh: z.string(), en: z.string(), count: z.number() })),
  byFinding: z.record(z.string(), z.number()),
})
export type TransferActionResult = z.infer<typeof TransferActionResult>
export const TransferAction = z.object({
  selection: TransferSelection,
  event: z.enum(['receive', 'answer', 'return', 'withdraw', 'close']),
  finding: z.enum(TRANSFER_FINDINGS).optional(),
  /** answer each with what the receiver's own register says */
  useProposed: z.boolean().optional(),
  note: z.string().trim().max(1000).optional(),
  preview: z.boolean().default(false),
})
