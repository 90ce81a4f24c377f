import { z } from 'zod'
import {
  CASE_STAGES,
  FIELD_GROUPS,
  REQUEST_PURPOSES,
  REQUEST_REACHES,
  SECRECY_LEVELS,
  TARGET_KINDS,
  WITHHELD_REASONS,
} from '../bridge.ts'
import { Text } from '../process.ts'
import { Id, IsoDate, IsoTime } from './common.ts'

// Requests for assistance 协查: what an officer asks, what a platform answers, what binds both.

/** A field of the catalogue, as it stands for the caller's bureau. */
export const CatalogueField = z.object({
  /** 'identity.uscc' */
  id: z.string(),
  group: z.enum(FIELD_GROUPS),
  text: Text,
  help: Text.nullable(),
  /** within the information standard 协查信息标准: needs no consent */
  standard: z.boolean(),
  /** shown masked, opened with a purpose */
  personal: z.boolean(),
})
export type CatalogueField = z.infer<typeof CatalogueField>
export const Catalogue = z.object({
  fields: z.array(CatalogueField),
  /** working days an answer may take where a request names no day, and where that comes from */
  answerDays: z.number(),
  source: Text,
  confirmed: z.boolean(),
})
export type Catalogue = z.infer<typeof Catalogue>

const Files = z.array(Id).max(50)
export const RequestTarget = z.strictObject({
  kind: z.enum(TARGET_KINDS),
  /** order number, item or shop id or address, keyword */
  value: z.string().trim().min(1).max(300),
  note: z.string().trim().max(500).optional(),
})
export type RequestTarget = z.infer<typeof RequestTarget>
export const Officer = z.strictObject({
  name: z.string().trim().min(1).max(50),
  /** number of the enforcement certificate 执法证号 */
  licence: z.string().trim().min(1).max(50),
  phone: z.string().trim().max(30).optional(),
})
export const ExtraField = z.strictObject({
  label: z.string().trim().min(1).max(100),
  why: z.string().trim().min(2).max(500),
})

/** What a request says: the form of the move `compose`, and of `correct`. Same names as the process definition. */
export const RequestForm = z.strictObject({
  purpose: z.enum(REQUEST_PURPOSES),
  targets: z.array(RequestTarget).max(100),
  reach: z.enum(REQUEST_REACHES),
  reachNote: z.string().trim().max(1000).optional(),
  periodFrom: IsoDate.optional(),
  periodTo: IsoDate.optional(),
  /** ids of catalogue fields */
  fields: z.array(z.string()).max(100),
  extraFields: z.array(ExtraField).max(20).optional(),
  consentNo: z.string().trim().max(100).optional(),
  consentBy: z.string().trim().max(200).optional(),
  consentOn: IsoDate.optional(),
  consentFiles: Files.optional(),
  caseStage: z.enum(CASE_STAGES),
  caseNo: z.string().trim().max(100).optional(),
  basis: z.array(z.string()).max(20),
  facts: z.string().trim().max(4000),
  officers: z.array(Officer).max(10),
  secrecy: z.enum(SECRECY_LEVELS),
  dueOn: IsoDate.optional(),
  /** a forwarded letter 转办: its original sender stays on it */
  forwardedFrom: z.string().trim().max(200).optional(),
  forwardedNo: z.string().trim().max(100).optional(),
  forwardedOn: IsoDate.optional(),
  forwardedFiles: Files.optional(),
  files: Files.optional(),
})
export type RequestForm = z.infer<typeof RequestForm>

// POST /api/assistance/check · POST /api/assistance/requests
export const NewRequest = z.strictObject({ platformId: Id, form: RequestForm })
export type NewRequest = z.infer<typeof NewRequest>

/** A rule that a request breaks, with the field at fault. `blocking`: it cannot be sent so. */
export const RequestFault = z.object({
  rule: z.string(),
  pointer: z.string(),
  zh: z.string(),
  en: z.string(),
  /** what the rule rests on, e.g. 'NTC' */
  basis: z.string().nullable(),
  blocking: z.boolean(),
})
export type RequestFault = z.infer<typeof RequestFault>

/** An earlier request about the same target to the same platform. Of other bureaus only that there is one. */
export const DuplicateRequest = z.object({
  target: z.string(),
  bureauName: z.string(),
  on: IsoDate,
  /** null: not the officer's to see */
  matter: z.object({ id: Id, number: z.string(), stateText: Text, answered: z.boolean() }).nullable(),
})
export type DuplicateRequest = z.infer<typeof DuplicateRequest>

export const RequestCheck = z.object({
  faults: z.array(RequestFault),
  duplicates: z.array(DuplicateRequest),
  /** the memorandum that applies; null: none */
  memorandum: z.object({ number: z.string(), version: z.number() }).nullable(),
})
export type RequestCheck = z.infer<typeof RequestCheck>

export const RequestCreated = z.object({ id: Id, number: z.string(), version: z.number() })

/** Platforms that have joined the bridge, for every bureau. */
export const BridgePlatforms = z.object({
  items: z.array(
    z.object({ id: Id, nameZh: z.string(), nameEn: z.string(), division: z.string(), sandbox: z.boolean() }),
  ),
})
export type BridgePlatforms = z.infer<typeof BridgePlatforms>

/** Bulk requests from a spreadsheet: every row is read first; nothing is made before the preview is confirmed. */
export const BulkRow = z.object({
  row: z.number(),
  platformName: z.string(),
  target: z.string(),
  faults: z.array(RequestFault),
})
export const BulkRequests = z.object({
  preview: z.boolean(),
  rows: z.array(BulkRow),
  ready: z.number(),
  created: z.array(z.object({ row: z.number(), id: Id, number: z.string() })),
})
export type BulkRequests = z.infer<typeof BulkRequests>

// --- answers

export const AnswerGroup = z.strictObject({
  group: z.enum(FIELD_GROUPS),
  /** values by the field's name within its group ('uscc' of 'identity.uscc') */
  rows: z.array(z.record(z.string().max(60), z.string().max(4000))).max(20_000),
})
export type AnswerGroup = z.infer<typeof AnswerGroup>
/** What a platform answers: rows by group; groups of which there is nothing; fields it withholds, with the reason. */
export const AnswerContent = z.strictObject({
  groups: z.array(AnswerGroup).max(FIELD_GROUPS.length),
  none: z.array(z.enum(FIELD_GROUPS)).default([]),
  withheld: z
    .array(
      z.strictObject({ field: z.string(), reason: z.enum(WITHHELD_REASONS), note: z.string().max(500).optional() }),
    )
    .max(100)
    .default([]),
})
export type AnswerContent = z.infer<typeof AnswerContent>

// POST /api/assistance/:matterId/answers (a legal act: clients sign it)
export const NewAnswer = z.strictObject({
  version: z.number().int(),
  /** more will follow: 部分回复 */
  part: z.boolean(),
  /** the content, or the draft that a file became */
  content: AnswerContent.optional(),
  draftId: Id.optional(),
  note: z.string().trim().max(4000).optional(),
  files: Files.optional(),
})
export type NewAnswer = z.infer<typeof NewAnswer>

/** What an answer holds, without its values: how many rows of each group, which fields have any. */
export const AnswerSummary = z.object({
  id: Id,
  state: z.enum(['draft', 'sent']),
  part: z.boolean(),
  sha256: z.string(),
  bytes: z.number(),
  groups: z.array(z.object({ group: z.enum(FIELD_GROUPS), rows: z.number(), fields: z.array(z.string()) })),
  none: z.array(z.enum(FIELD_GROUPS)),
  withheld: z.array(z.object({ field: z.string(), reason: z.enum(WITHHELD_REASONS), note: z.string().optional() })),
  createdAt: IsoTime,
  sentAt: IsoTime.nullable(),
  /** the day on which its content is destroyed, as the memorandum says; null: with the matter's file */
  eraseOn: IsoDate.nullable(),
  erasedAt: IsoTime.nullable(),
})
export type AnswerSummary = z.infer<typeof AnswerSummary>

/** A fault of a file or an answer: row-level, nothing was taken. */
export const AnswerFault = z.object({
  group: z.enum(FIELD_GROUPS).nullable(),
  /** 1 is the first row of data; null: the whole file or group */
  row: z.number().nullable(),
  field: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
})
export type AnswerFault = z.infer<typeof AnswerFault>
export const AnswerDraft = z.object({ draft: AnswerSummary.nullable(), faults: z.array(AnswerFault) })
export type AnswerDraft = z.infer<typeof AnswerDraft>

/** A request as its screens show it, beside the matter itself (GET /api/matters/:id). */
export const AssistanceDetail = z.object({
  matterId: Id,
  /** what is asked now: the newest of compose and correct */
  form: RequestForm.nullable(),
  fields: z.array(CatalogueField),
  answers: z.array(AnswerSummary),
  /** fields still to be answered before the answer is whole */
  missing: z.array(z.string()),
  memorandum: z.object({ number: z.string(), version: z.number() }).nullable(),
  faults: z.array(RequestFault),
  duplicates: z.array(DuplicateRequest),
})
export type AssistanceDetail = z.infer<typeof AssistanceDetail>
// GET /api/assistance/:matterId/answers/:answerId: values masked; POST …/open {purpose}: unmasked, logged
export const AnswerValues = z.object({ masked: z.boolean(), content: AnswerContent })
export type AnswerValues = z.infer<typeof AnswerValues>

// GET /api/assistance/:matterId/answers/:answerId/export: unmasked, logged with its purpose. A CSV holds one group.
export const AnswerExport = z.object({
  format: z.enum(['xlsx', 'csv', 'json']),
  group: z.enum(FIELD_GROUPS).optional(),
  purpose: z.string().trim().min(4).max(300),
})
export type AnswerExport = z.infer<typeof AnswerExport>

// --- memoranda

/** What a memorandum 政企合作备忘录 allows; the gateway holds both sides to it. */
export const MemorandumPolicy = z.object({
  purposes: z.array(z.enum(REQUEST_PURPOSES)),
  fields: z.array(z.string()),
  maxTargets: z.number().int().nullable(),
  maxPeriodDays: z.number().int().nullable(),
  /** days after which the content of answers is destroyed */
  retentionDays: z.number().int().nullable(),
  fromOn: IsoDate,
  toOn: IsoDate,
})
export type MemorandumPolicy = z.infer<typeof MemorandumPolicy>
export const Memorandum = z.object({
  matterId: Id,
  number: z.string(),
  version: z.number(),
  title: z.string(),
  bureau: z.object({ id: Id, name: z.string() }),
  platform: z.object({ id: Id, name: z.string() }),
  policy: MemorandumPolicy,
  inForce: z.boolean(),
  acceptedAt: IsoTime,
  endedAt: IsoTime.nullable(),
})
export type Memorandum = z.infer<typeof Memorandum>
export const Memoranda = z.object({ items: z.array(Memorandum) })
export type Memoranda = z.infer<typeof Memoranda>

// --- administration

/** A province that the national bureau authorised to ask over a whole area, category or period (NTC). */
export const Authorisation = z.object({
  id: Id,
  bureauId: Id,
  bureauName: z.string(),
  reaches: z.array(z.enum(REQUEST_REACHES)),
  documentNo: z.string(),
  fromOn: IsoDate,
  toOn: IsoDate.nullable(),
  grantedBy: z.string(),
  createdAt: IsoTime,
  revokedAt: IsoTime.nullable(),
})
export type Authorisation = z.infer<typeof Authorisation>
export const Authorisations = z.object({
  items: z.array(Authorisation),
  /** the national bureau, or where it is not on the system the highest one */
  mayGrant: z.boolean(),
})
export const NewAuthorisation = z.strictObject({
  bureauId: Id,
  reaches: z.array(z.enum(['area', 'category', 'period'])).min(1),
  documentNo: z.string().trim().min(2).max(100),
  fromOn: IsoDate,
  toOn: IsoDate.nullable(),
})
export type NewAuthorisation = z.infer<typeof NewAuthorisation>
/** How the information standard and the time to answer stand for a bureau and those below it. */
export const AssistanceSettings = z.strictObject({
  answerDays: z.number().int().min(1).max(90).nullable(),
  /** catalogue fields whose being standard this bureau sees otherwise than the shipped data */
  standard: z.record(z.string(), z.boolean()),
  source: z.string().trim().max(300),
})
export type AssistanceSettings = z.infer<typeof AssistanceSettings>
/** GET, PUT /api/assistance/settings: what the caller's bureau set, and what its superiors did, the nearest first. */
export const AssistanceSettingsView = z.object({
  /** null: nothing set, what is inherited holds */
  own: AssistanceSettings.nullable(),
  inherited: z.array(AssistanceSettings.extend({ bureauId: Id, bureauName: z.string() })),
  /** province and nation alone: a bureau below cannot spare itself the consent of its province */
  mayWiden: z.boolean(),
})
export type AssistanceSettingsView = z.infer<typeof AssistanceSettingsView>

/** POST /api/assistance/platforms/:id/join: a platform's own administrator, or the one of the bureau it belongs to. */
export const BridgeJoin = z.strictObject({ joined: z.boolean() })
export const BridgeJoined = z.object({ id: Id, joined: z.boolean() })

// --- service levels, public

/** Times are in hours, of the clock: from sending to receipt, from sending to the whole answer less waiting for the bureau. */
export const ServiceLevel = z.object({
  /** '2026-11'; the month in which the requests were sent */
  month: z.string(),
  by: z.enum(['all', 'platform', 'bureau']),
  organisationId: Id.nullable(),
  name: z.string(),
  requests: z.number(),
  receipts: z.number(),
  receiptP50: z.number().nullable(),
  receiptP90: z.number().nullable(),
  answers: z.number(),
  answerP50: z.number().nullable(),
  answerP90: z.number().nullable(),
  inTime: z.number(),
  refused: z.number(),
  open: z.number(),
})
export type ServiceLevel = z.infer<typeof ServiceLevel>
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
/** Both ends included; left out: the last twelve months. */
export const ServiceLevelQuery = z.object({ from: Month.optional(), to: Month.optional() })
export type ServiceLevelQuery = z.infer<typeof ServiceLevelQuery>
export const ServiceLevels = z.object({ asOf: IsoTime, items: z.array(ServiceLevel) })
export type ServiceLevels = z.infer<typeof ServiceLevels>

// --- sandbox

export const SANDBOX_SCENARIOS = ['order', 'item', 'shop', 'keyword', 'correction', 'disposal'] as const
export const SandboxInfo = z.object({
  /** the twin of the caller's organisation; null: not made yet */
  organisation: z.object({ id: Id, name: z.string() }).nullable(),
  bureau: z.object({ id: Id, name: z.string() }).nullable(),
})
export type SandboxInfo = z.infer<typeof SandboxInfo>
export const SandboxOpened = z.object({
  organisation: z.object({ id: Id, name: z.string() }),
  clientId: z.string(),
  /** shown now and never again */
  clientSecret: z.string(),
})
export type SandboxOpened = z.infer<typeof SandboxOpened>
export const SandboxRequest = z.strictObject({
  scenario: z.enum(SANDBOX_SCENARIOS),
  /** an order, item, shop or keyword of your own data; left out: one that the guide names */
  target: z.string().trim().min(1).max(300).optional(),
})
