import { z } from 'zod'
import { CAPTURE_STATES, CUSTODY_EVENTS, EVIDENCE_KINDS, EVIDENCE_STATES } from '../evidence.ts'
import { csvOf, Id, IsoTime, PageQuery, Reason } from './common.ts'

const Pair = z.object({ zh: z.string(), en: z.string() })
const Fault = z.object({ code: z.string(), zh: z.string(), en: z.string(), detail: z.string().optional() })

// GET /api/evidence?box=own|shared&kind=&state=&q=&page= · POST /api/evidence (multipart: file, title, note, retention)
export const EvidenceItem = z.object({
  id: Id,
  kind: z.enum(EVIDENCE_KINDS),
  state: z.enum(EVIDENCE_STATES),
  title: z.string(),
  note: z.string(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  sm3: z.string(),
  organisationId: Id,
  organisationName: z.string(),
  /** false: another organisation's, handed over to the reader's */
  own: z.boolean(),
  takenAt: IsoTime,
  takenBy: z.string(),
  retention: z.object({ id: z.string(), name: Pair, basis: Pair, until: z.string().nullable() }),
  held: z.object({ at: IsoTime, by: z.string(), reason: z.string() }).nullable(),
  disposed: z.object({ at: IsoTime, by: z.string(), reason: z.string() }).nullable(),
})
export type EvidenceItem = z.infer<typeof EvidenceItem>

export const EvidenceFilter = PageQuery.extend({
  box: z.enum(['own', 'shared']).default('own'),
  kind: csvOf(EVIDENCE_KINDS),
  state: csvOf(EVIDENCE_STATES),
  q: z.string().trim().max(100).optional(),
})

/** One step of the chain of custody. `sha256` is what the ledger entry of the step commits to. */
export const CustodyStep = z.object({
  id: Id,
  event: z.enum(CUSTODY_EVENTS),
  at: IsoTime,
  by: z.string(),
  byOrganisation: z.string(),
  toOrganisation: z.string().nullable(),
  reason: z.string().nullable(),
})
export type CustodyStep = z.infer<typeof CustodyStep>

/** How something was captured: who, when, with what, from where, and how far the clock was off. */
export const CaptureRecord = z.record(z.string(), z.unknown())

// GET /api/evidence/:id (logged as seen, once per person and day) · GET /api/evidence/:id/file (logged as copied)
export const EvidenceDetail = EvidenceItem.extend({
  capture: CaptureRecord.nullable(),
  custody: z.array(CustodyStep),
  sharedWith: z.array(z.object({ organisationId: Id, name: z.string(), at: IsoTime })),
  /** why the reader may not dispose of it now; null when the reader may */
  disposalBar: z.string().nullable(),
})
export type EvidenceDetail = z.infer<typeof EvidenceDetail>

// POST /api/evidence/:id/hold · /release · /dispose
export const EvidenceMove = z.object({ reason: Reason })

/** Kinds of keeping and what each rests on. GET /api/evidence/retentions */
export const RetentionChoice = z.object({
  id: z.string(),
  name: Pair,
  basis: Pair,
  years: z.number().nullable(),
  confirmed: z.boolean(),
})
export type RetentionChoice = z.infer<typeof RetentionChoice>

// POST /api/evidence/capture · GET /api/evidence/captures/:id
export const NewCapture = z.object({
  url: z.string().trim().min(8).max(2000),
  purpose: Reason,
  title: z.string().trim().max(200).optional(),
  retention: z.string().max(40).optional(),
})
export const Capture = z.object({
  id: Id,
  url: z.string(),
  purpose: z.string(),
  state: z.enum(CAPTURE_STATES),
  requestedBy: z.string(),
  createdAt: IsoTime,
  finishedAt: IsoTime.nullable(),
  itemId: Id.nullable(),
  fault: Fault.nullable(),
})
export type Capture = z.infer<typeof Capture>
