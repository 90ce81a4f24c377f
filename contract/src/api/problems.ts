import { z } from 'zod'
import { MATCH_TIERS, PROBLEM_KINDS, UNDECIDED_REASONS } from '../identity-report.ts'
import { ANSWERS, PROBLEM_STATES } from '../states.ts'
import { ANSWER_TIMES } from '../vocabulary.ts'
import { csvOf, Id, IsoDate, IsoTime, PageQuery } from './common.ts'

/** A run of characters that is the same on both sides or differs. */
export const DiffSpan = z.object({ text: z.string(), differs: z.boolean() })
export type DiffSpan = z.infer<typeof DiffSpan>

/** Evidence field by field: what was reported beside what the register holds. */
export const EvidenceField = z.object({
  field: z.enum(['name', 'uscc', 'representative', 'address', 'status', 'abnormal', 'serious']),
  reported: z.array(DiffSpan).nullable(),
  registered: z.array(DiffSpan).nullable(),
  agrees: z.boolean().nullable(),
})
export type EvidenceField = z.infer<typeof EvidenceField>

export const ProblemOperator = z.object({
  id: Id,
  batchId: Id,
  rowNo: z.number(),
  platformId: Id,
  platformName: z.string(),
  periodKey: z.string(),
  kind: z.enum(PROBLEM_KINDS).nullable(),
  kinds: z.array(z.enum(PROBLEM_KINDS)),
  undecidedReason: z.enum(UNDECIDED_REASONS).nullable(),
  state: z.enum(PROBLEM_STATES),
  /** grows with every change; send it back with a move: 409 when somebody was faster */
  version: z.number(),
  name: z.string(),
  uscc: z.string(),
  shopName: z.string(),
  shopUrl: z.string(),
  province: z.string(),
  tier: z.enum(MATCH_TIERS),
  registeredName: z.string().nullable(),
  registeredUscc: z.string().nullable(),
  pushedAt: IsoTime.nullable(),
  answerDueOn: IsoDate.nullable(),
  overdue: z.boolean(),
  answer: z.enum(ANSWERS).nullable(),
  answeredAt: IsoTime.nullable(),
  verifiedAt: IsoTime.nullable(),
})
export type ProblemOperator = z.infer<typeof ProblemOperator>

export const ProblemDetail = ProblemOperator.extend({
  evidence: z.array(EvidenceField),
  explanation: z.object({ zh: z.string(), en: z.string() }),
  proposedCode: z.string().nullable(),
  representative: z.string(),
  address: z.string(),
  phoneMasked: z.string(),
  hasSealed: z.boolean(),
  registerAsOf: z.string().nullable(),
  source: z.object({ fileName: z.string().nullable(), rowNo: z.number(), uploadedAt: IsoTime }),
  answerText: z.string().nullable(),
  answerProofName: z.string().nullable(),
  /** GET /api/proofs/:id */
  answerProofId: Id.nullable(),
  correctedName: z.string().nullable(),
  correctedUscc: z.string().nullable(),
  moves: z.array(z.string()),
  /** the corrected name and code held against the register again; null when nothing was corrected or it cannot be done */
  recheck: z
    .object({
      agrees: z.boolean(),
      zh: z.string(),
      en: z.string(),
      registeredName: z.string().nullable(),
      asOf: z.string(),
    })
    .nullable(),
  history: z.array(
    z.object({
      at: IsoTime,
      event: z.string(),
      byUser: z.string(),
      byOrganisation: z.string(),
      reason: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
})
export type ProblemDetail = z.infer<typeof ProblemDetail>

// GET /api/problems?…
export const ProblemFilter = PageQuery.extend({
  batchId: Id.optional(),
  platformId: Id.optional(),
  period: z.string().optional(),
  kind: csvOf(PROBLEM_KINDS),
  state: csvOf(PROBLEM_STATES),
  answer: csvOf(ANSWERS),
  province: z.string().optional(),
  overdue: z.enum(['true', 'false']).optional(),
  /** which of the three counts of a batch the row stands in now (accepted = clear + problem + undecided) */
  bucket: z.enum(['clear', 'problem', 'undecided']).optional(),
  /** how long the platform took to answer; only what is answered or verified has such a time */
  answeredIn: z.enum(ANSWER_TIMES).optional(),
  /** `due`: the answer that falls due first comes first; else newest report first, rows as in the report */
  order: z.enum(['due']).optional(),
  q: z.string().trim().max(100).optional(),
})
export type ProblemFilter = z.infer<typeof ProblemFilter>

/** Which problems a bulk action means: the named ones, or all that a filter finds. */
export const ProblemSelection = z.union([
  z.object({
    ids: z
      .array(z.object({ id: Id, version: z.number() }))
      .min(1)
      .max(1000),
  }),
  z.object({ filter: ProblemFilter.partial() }),
])
export type ProblemSelection = z.infer<typeof ProblemSelection>

// POST /api/problems/review { selection, event: confirm|dismiss|set_undecided|reopen, reason?, preview? }
export const ReviewAction = z.object({
  selection: ProblemSelection,
  event: z.enum(['confirm', 'dismiss', 'set_undecided', 'reopen']),
  reason: z.string().trim().max(1000).optional(),
  kind: z.enum(PROBLEM_KINDS).optional(),
  preview: z.boolean().default(false),
})
// POST /api/problems/push { selection, answerDueOn, message?, preview? } · POST /api/problems/withdraw
export const PushAction = z.object({
  selection: ProblemSelection,
  answerDueOn: IsoDate,
  message: z.string().trim().max(2000).optional(),
  preview: z.boolean().default(false),
})
export const WithdrawAction = z.object({
  selection: ProblemSelection,
  reason: z.string().trim().min(2).max(1000),
  preview: z.boolean().default(false),
})
// POST /api/problems/answer { selection, answer, text?, correctedName?, correctedUscc?, proofFileId?, preview? } (platform)
export const AnswerAction = z.object({
  selection: ProblemSelection,
  answer: z.enum(ANSWERS),
  text: z.string().trim().max(2000).optional(),
  correctedName: z.string().trim().max(200).optional(),
  correctedUscc: z.string().trim().max(64).optional(),
  proofFileId: Id.optional(),
  preview: z.boolean().default(false),
})
// POST /api/problems/verify { selection, event: verify|return, reason?, preview? }
export const VerifyAction = z.object({
  selection: ProblemSelection,
  event: z.enum(['verify', 'return']),
  reason: z.string().trim().max(1000).optional(),
  preview: z.boolean().default(false),
})
/** What a bulk action did or (preview) would do; excluded ones with their reason. */
export const BulkResult = z.object({
  preview: z.boolean(),
  affected: z.number(),
  excluded: z.array(z.object({ reason: z.string(), zh: z.string(), en: z.string(), count: z.number() })),
  byKind: z.record(z.string(), z.number()),
  byPlatform: z.array(z.object({ platformName: z.string(), count: z.number() })),
  /** after a move (no preview): up to 1,000 of the changed ones with their new version, so that it can be undone */
  changed: z.array(z.object({ id: Id, version: z.number() })).optional(),
})
export type BulkResult = z.infer<typeof BulkResult>
// POST /api/problems/answers-file (multipart; columns 问题编号, 答复, 说明, 更正后名称, 更正后代码) → AnswersFileResult
export const AnswersFileResult = z.object({
  rows: z.number(),
  accepted: z.number(),
  rejected: z.array(z.object({ row: z.number(), zh: z.string(), en: z.string() })),
})
// POST /api/problems/:id/open-sealed { purpose }
export const OpenSealed = z.object({ purpose: z.string().trim().min(4).max(300) })
export const Sealed = z.object({ idNumber: z.string().nullable(), phone: z.string().nullable() })
// POST /api/proofs (multipart) → { id, name }
export const Proof = z.object({ id: Id, name: z.string() })
