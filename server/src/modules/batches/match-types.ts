import type { BatchTotals, RejectReason, ReportField } from '@redbridge/contract'
import type { ChunkResult } from '@redbridge/engine/identity'
import type { Selectable } from 'kysely'
import type { Registered, ReportBatchTable } from '../../platform/db/schema.ts'

export type BatchRow = Selectable<ReportBatchTable>

// What goes into and comes out of the matching threads.
export interface MatchTask {
  readonly type: 'match'
  readonly bytes: Uint8Array
  readonly mapping: Partial<Record<ReportField, number>>
  readonly columns: number
  readonly index: SharedArrayBuffer | ArrayBuffer
  readonly versionId: string
  readonly coverage: readonly string[]
  /** number of each row as the sender knows it */
  readonly rowNos: readonly number[]
  /** positions (within the chunk) of rows that repeat an earlier one of the report */
  readonly duplicates: readonly number[]
  readonly batchId: string
  readonly chunkNo: number
  readonly platformId: string
  readonly period: string
  readonly sealKey: Uint8Array
  readonly digestKey: Uint8Array
}
export interface KeysTask {
  readonly type: 'keys'
  readonly bytes: Uint8Array
  readonly mapping: Partial<Record<ReportField, number>>
  readonly columns: number
  readonly index: SharedArrayBuffer | ArrayBuffer
  readonly versionId: string
}
export interface CheckTask {
  readonly type: 'check'
  readonly bytes: Uint8Array
  readonly mapping: Partial<Record<ReportField, number>>
  readonly columns: number
}
export type Task = MatchTask | KeysTask | CheckTask

export interface FoundProblem {
  readonly rowNo: number
  readonly kind: string | null
  readonly kinds: readonly string[]
  readonly undecidedReason: string | null
  readonly name: string
  readonly uscc: string
  readonly representative: string
  readonly address: string
  readonly shopName: string
  readonly shopUrl: string
  readonly phoneMasked: string
  /** base64 of the sealed ID number and phone */
  readonly sealed: string | null
  readonly province: string
  readonly tier: string
  readonly registered: Registered | null
  readonly proposedCode: string | null
}
export interface MatchResult {
  readonly totals: BatchTotals
  /** JSONEachRow for report_record */
  readonly records: Uint8Array
  /** JSONEachRow for reject_row */
  readonly rejects: Uint8Array
  readonly rejectRows: number
  readonly problems: readonly FoundProblem[]
}
/** the judged chunk, whose keys a duplicate finder reads in the order of the report */
export type KeysResult = ChunkResult
export type CheckResult = readonly { readonly row: number; readonly reasons: RejectReason[] }[]
