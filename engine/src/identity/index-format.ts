import type { RegisterStatus } from '@redbridge/contract'

/** What a register index says about itself. */
export interface RegisterIndexMeta {
  readonly version: number
  /** date of the register data, `YYYY-MM-DD` */
  readonly asOf: string
  /** province codes (two digits) the register covers; absent = all */
  readonly coverage?: readonly string[]
  readonly entries: number
  /** rows read by kind of file and what could not be used */
  readonly rows: Readonly<Record<string, number>>
}

/** A register entry decoded to strings. */
export interface RegisterEntry {
  readonly uscc: string
  readonly regNo: string
  readonly name: string
  readonly representative: string
  readonly status: RegisterStatus
  readonly statusDate: string
  readonly abnormal: boolean
  readonly serious: boolean
  readonly province: string
  readonly city: string
  readonly address: string
  readonly listedReason: string
  readonly listedDate: string
}

export const FORMAT_VERSION = 1
export const MAGIC = 0x52424931 // "RBI1"

/** An entry is eight 32-bit words: one cache line holds two. */
export const STRIDE = 8
export const WORD = { code0: 0, code1: 1, code2: 2, heap: 3, days: 4, flags: 5, area: 6, nameHash: 7 } as const

/** Bits of the flags word. A list file's word stands over the register's own columns, whatever the order of reading. */
export const FLAG = {
  /** two bits: index into REGISTER_STATUSES */
  status: 3,
  abnormal: 4,
  serious: 8,
  listCancelled: 16,
  listRevoked: 32,
  listAbnormal: 64,
  listSerious: 128,
  /** the name says nothing (empty, `***`, 无): it can neither agree nor disagree */
  nameless: 256,
  /** the code is given (else the entry is known by registration number or name only) */
  coded: 512,
  /** the code fails its check and stands in the register all the same */
  irregular: 1024,
  /** a register row speaks of it, not lists alone */
  registered: 2048,
} as const

export const STATUS = { active: 0, cancelled: 1, revoked: 2, moved: 3 } as const

/** Status after lists: a cancellation list beats a revocation list beats the register's status column. */
export function effectiveStatus(flags: number): number {
  if ((flags & FLAG.listCancelled) !== 0) return STATUS.cancelled
  const own = flags & FLAG.status
  return (flags & FLAG.listRevoked) !== 0 && own !== STATUS.cancelled ? STATUS.revoked : own
}

export const isAbnormal = (flags: number): boolean => (flags & (FLAG.abnormal | FLAG.listAbnormal)) !== 0
export const isSerious = (flags: number): boolean => (flags & (FLAG.serious | FLAG.listSerious)) !== 0

export const SECTIONS = [
  'entries',
  'next',
  'codeTable',
  'nameTable',
  'regNos',
  'regEntries',
  'regTable',
  'areas',
  'heap',
] as const
export type Section = (typeof SECTIONS)[number]

/** Days since 1970-01-01 in 16 bits (to 2149); 0 = not given. */
export const dayText = (day: number): string => (day === 0 ? '' : new Date(day * 86_400_000).toISOString().slice(0, 10))

export interface Layout {
  readonly meta: RegisterIndexMeta
  readonly sections: Readonly<Record<Section, readonly [offset: number, length: number]>>
}
