import {
  type MatchTier,
  PROBLEM_MOVES,
  type ProblemDetail,
  type ProblemKind,
  type ProblemOperator,
  type ProblemState,
  type UndecidedReason,
} from '@redbridge/contract'
import type { Actor } from '../../platform/actor.ts'
import { movesFrom } from '../../platform/moves.ts'
import { evidenceOf } from './evidence.ts'
import { explain } from './explanation.ts'
import { matterEvents } from './matter-move.ts'
import type { listEvents, ProblemRow } from './problems.store.ts'

export const problemView = (row: ProblemRow, today: string): ProblemOperator => ({
  id: row.id,
  batchId: row.batch_id,
  rowNo: row.row_no,
  platformId: row.platform_id,
  platformName: row.platform_name,
  periodKey: row.period_key,
  kind: row.kind as ProblemKind | null,
  kinds: row.kinds as ProblemKind[],
  undecidedReason: row.undecided_reason as UndecidedReason | null,
  state: row.state,
  version: row.version,
  name: row.name,
  uscc: row.uscc,
  shopName: row.shop_name,
  shopUrl: row.shop_url,
  province: row.province,
  tier: row.tier as MatchTier,
  registeredName: row.registered?.name ?? null,
  registeredUscc: row.registered?.uscc ?? null,
  pushedAt: row.pushed_at?.toISOString() ?? null,
  answerDueOn: row.answer_due_on,
  overdue: isOverdue(row, today),
  answer: row.answer,
  answeredAt: row.answered_at?.toISOString() ?? null,
  verifiedAt: row.verified_at?.toISOString() ?? null,
})

const isOverdue = (row: ProblemRow, today: string): boolean =>
  (row.state === 'pushed' || row.state === 'returned') && row.answer_due_on !== null && row.answer_due_on < today

const WORKABLE = new Set(['matched', 'pushed', 'answered', 'closed'])

type Events = Awaited<ReturnType<typeof listEvents>>

/** What happened, for one side: of the other side it shows the organisation, not the person. */
const historyView = (events: Events, actor: Actor): ProblemDetail['history'] =>
  events.map((event) => ({
    at: event.at.toISOString(),
    event: event.event,
    byUser:
      actor.organisation.kind !== 'bureau' && event.by_organisation !== actor.organisation.nameZh
        ? event.by_organisation
        : event.by_user,
    byOrganisation: event.by_organisation,
    reason: event.reason,
    from: actor.organisation.kind !== 'bureau' && event.event === 'push' ? null : event.from_state,
    to: event.to_state,
  }))

/** What may follow: the bureau's own review, then what the matter's definition says. */
const movesOf = (state: ProblemState, kind: Actor['organisation']['kind']): string[] => [
  ...movesFrom(PROBLEM_MOVES, state, kind),
  ...matterEvents(state, kind),
]

export const detailView = (
  row: ProblemRow,
  more: { actor: Actor; today: string; events: Events; proofName: string | null; recheck: ProblemDetail['recheck'] },
): ProblemDetail => ({
  ...problemView(row, more.today),
  evidence: evidenceOf(row),
  explanation: explain(row),
  proposedCode: row.proposed_code,
  representative: row.representative,
  address: row.address,
  phoneMasked: row.phone_masked,
  hasSealed: row.has_sealed,
  registerAsOf: row.register_as_of,
  source: { fileName: row.file_name, rowNo: row.row_no, uploadedAt: row.uploaded_at.toISOString() },
  answerText: row.answer_text,
  answerProofName: more.proofName,
  answerProofId: row.proof_file_id,
  correctedName: row.corrected_name,
  correctedUscc: row.corrected_uscc,
  moves: WORKABLE.has(row.batch_state) ? movesOf(row.state, more.actor.organisation.kind) : [],
  recheck: more.recheck,
  history: historyView(more.events, more.actor),
})
