import { z } from 'zod'
import { REGISTER_KINDS } from '../vocabulary.ts'
import { Id, IsoDate, IsoTime } from './common.ts'

export const RegisterImport = z.object({
  id: Id,
  kind: z.enum(REGISTER_KINDS),
  fileName: z.string(),
  asOf: IsoDate,
  state: z.enum(['uploaded', 'reading', 'ready', 'failed']),
  rows: z.number(),
  rowsRead: z.number(),
  bytes: z.number(),
  byUser: z.string(),
  createdAt: IsoTime,
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
})
export type RegisterImport = z.infer<typeof RegisterImport>
/** A version is what matching uses: all imports so far, built into one index. */
export const RegisterVersion = z.object({
  id: Id,
  no: z.number(),
  asOf: IsoDate,
  entries: z.number(),
  state: z.enum(['building', 'ready', 'failed']),
  buildSeconds: z.number().nullable(),
  bytes: z.number().nullable(),
  current: z.boolean(),
  createdAt: IsoTime,
  imports: z.array(Id),
})
export type RegisterVersion = z.infer<typeof RegisterVersion>
// GET /api/registers · GET /api/registers/:id · POST /api/registers/:id/imports (multipart: file, kind, asOf, mode=replace|add) · POST /api/registers/:id/versions/:version/activate
export const Register = z.object({
  id: Id,
  bureauId: Id,
  nameZh: z.string(),
  nameEn: z.string(),
  /** two-digit province codes whose subjects this register is complete for; empty: the whole country */
  coverage: z.array(z.string()),
  current: RegisterVersion.nullable(),
})
export type Register = z.infer<typeof Register>
export const RegisterDetail = Register.extend({ versions: z.array(RegisterVersion), imports: z.array(RegisterImport) })
export type RegisterDetail = z.infer<typeof RegisterDetail>
export const RegisterEntry = z.object({
  uscc: z.string(),
  name: z.string(),
  representative: z.string(),
  status: z.string(),
  statusDate: z.string(),
  abnormal: z.boolean(),
  serious: z.boolean(),
  province: z.string(),
  city: z.string(),
  address: z.string(),
  listedReason: z.string(),
})
export type RegisterEntry = z.infer<typeof RegisterEntry>
// GET /api/registers/:id/entries?q= : look-up by exact code or name
export const NewRegister = z.object({
  nameZh: z.string().trim().min(2).max(100),
  nameEn: z.string().trim().max(200).default(''),
  coverage: z.array(z.string().regex(/^\d{2}$/)),
  bureauId: Id.optional(),
})
