import { z } from 'zod'
import { PROBLEM_KINDS, REJECT_REASONS, UNDECIDED_REASONS } from '../identity-report.ts'
import { BATCH_STATES } from '../states.ts'
import { Id, IsoTime } from './common.ts'

/** Counts of a batch. They balance: rowsIn = accepted + rejected; accepted = clear + problem + undecided. */
export const BatchTotals = z.object({
  rowsIn: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  clear: z.number(),
  problem: z.number(),
  undecided: z.number(),
  byKind: z.partialRecord(z.enum(PROBLEM_KINDS), z.number()),
  byReject: z.partialRecord(z.enum(REJECT_REASONS), z.number()),
  byUndecided: z.partialRecord(z.enum(UNDECIDED_REASONS), z.number()),
  normalised: z.number(),
})
export type BatchTotals = z.infer<typeof BatchTotals>

// POST /api/batches?period=2026-07 (multipart: file) · POST /api/batches/rows … · GET /api/batches · GET /api/batches/:id
export const Batch = z.object({
  id: Id,
  platformId: Id,
  platformName: z.string(),
  periodId: Id,
  periodKey: z.string(),
  /** how it came: a file in the browser, or rows over the API */
  source: z.enum(['file', 'rows']),
  fileName: z.string().nullable(),
  bytes: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(BATCH_STATES),
  progress: z.object({
    stage: z.enum(['waiting', 'reading', 'matching', 'finishing', 'done']),
    rowsDone: z.number(),
    rowsTotal: z.number().nullable(),
    rowsPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
  }),
  totals: BatchTotals,
  problemStates: z.record(z.string(), z.number()),
  registerVersion: z.string().nullable(),
  registerAsOf: z.string().nullable(),
  /** columns of the file that were understood / not understood */
  columns: z.object({ known: z.array(z.string()), unknown: z.array(z.string()) }).nullable(),
  /** set when state is invalid or failed */
  fault: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  uploadedBy: z.string(),
  uploadedAt: IsoTime,
  finishedAt: IsoTime.nullable(),
  replacesBatchId: Id.nullable(),
  transfers: z.object({ waiting: z.number(), sent: z.number(), answered: z.number() }),
})
export type Batch = z.infer<typeof Batch>

/** Rows over the API: open a batch, send parts with an idempotency key each, submit. Row errors come back at once. */
export const RowsBatchStart = z.object({ period: z.string() })
export const RowsPart = z.object({
  rows: z
    .array(z.record(z.string(), z.string().max(2000)))
    .min(1)
    .max(10_000),
})
export const RowsPartResult = z.object({
  batchId: Id,
  part: z.number(),
  received: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  errors: z.array(
    z.object({ row: z.number(), reasons: z.array(z.enum(REJECT_REASONS)), messages: z.array(z.string()) }),
  ),
})
export type RowsPartResult = z.infer<typeof RowsPartResult>

// GET /api/batches/:id/rejects?reason=&page=
export const RejectRow = z.object({
  rowNo: z.number(),
  reasons: z.array(z.enum(REJECT_REASONS)),
  cells: z.record(z.string(), z.string()),
})
export type RejectRow = z.infer<typeof RejectRow>
// GET /api/batches/:id/rejects.xlsx  (the corrected template) · GET /api/batches/:id/problems.xlsx
// POST /api/batches/:id/corrections (multipart: file): the corrected rejected rows join the same batch
// GET /api/report-template.xlsx
