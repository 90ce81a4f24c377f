import type { OrganisationKind } from './permissions.ts'

/**
 * States and moves of the main job, as data: one table per thing that moves. Server, screens and tests read these.
 * State names follow LAW.md d4 (身份报送批次). `by` says whose side may make the move.
 */
export type Side = OrganisationKind | 'system'

export interface Move<S extends string, E extends string> {
  readonly from: readonly S[]
  readonly event: E
  readonly to: S
  readonly by: Side
  /** a reason text must accompany the move */
  readonly reason?: boolean
}

// ── report batch 身份报送批次 ─────────────────────────────────────────────────────────────────────────────
export const BATCH_STATES = [
  'uploaded',
  'checking',
  'invalid',
  'matched',
  'pushed',
  'answered',
  'closed',
  'replaced',
  'failed',
] as const
export type BatchState = (typeof BATCH_STATES)[number]
export const BATCH_STATE_TEXT: Record<BatchState, { zh: string; en: string }> = {
  uploaded: { zh: '已上传', en: 'Uploaded' },
  checking: { zh: '校验比对中', en: 'Being checked' },
  invalid: { zh: '校验失败', en: 'Invalid' },
  matched: { zh: '已比对', en: 'Matched' },
  pushed: { zh: '已推送', en: 'Pushed' },
  answered: { zh: '平台已反馈', en: 'Answered' },
  closed: { zh: '已核销', en: 'Closed' },
  replaced: { zh: '已被新报送替换', en: 'Replaced' },
  failed: { zh: '处理失败', en: 'Failed' },
}

/** What a bureau sees for a platform in a period: the batch's state, or that nothing came yet. */
export const DUTY_STATES = ['due', 'overdue', ...BATCH_STATES] as const
export type DutyState = (typeof DUTY_STATES)[number]
export const DUTY_STATE_TEXT: Record<DutyState, { zh: string; en: string }> = {
  due: { zh: '未报', en: 'Due' },
  overdue: { zh: '逾期未报', en: 'Overdue' },
  ...BATCH_STATE_TEXT,
}

// ── problem operator 问题经营主体 ─────────────────────────────────────────────────────────────────────────
export const PROBLEM_STATES = [
  'found',
  'confirmed',
  'dismissed',
  'undecided',
  'pushed',
  'answered',
  'verified',
  'returned',
] as const
export type ProblemState = (typeof PROBLEM_STATES)[number]
export const PROBLEM_STATE_TEXT: Record<ProblemState, { zh: string; en: string }> = {
  found: { zh: '待核实', en: 'To review' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  dismissed: { zh: '已排除', en: 'Dismissed' },
  undecided: { zh: '存疑', en: 'Undecided' },
  pushed: { zh: '已推送', en: 'Pushed' },
  answered: { zh: '平台已反馈', en: 'Answered' },
  verified: { zh: '已核销', en: 'Verified and closed' },
  returned: { zh: '退回重办', en: 'Returned' },
}

/** The bureau's own review. What follows the push is a matter: law/src/processes/problem-push.ts */
export type ProblemEvent = 'confirm' | 'dismiss' | 'set_undecided' | 'reopen'
export const PROBLEM_MOVES: readonly Move<ProblemState, ProblemEvent>[] = [
  { from: ['found', 'undecided'], event: 'confirm', to: 'confirmed', by: 'bureau' },
  { from: ['found', 'undecided', 'confirmed'], event: 'dismiss', to: 'dismissed', by: 'bureau', reason: true },
  { from: ['found', 'confirmed'], event: 'set_undecided', to: 'undecided', by: 'bureau' },
  { from: ['confirmed', 'dismissed', 'undecided'], event: 'reopen', to: 'found', by: 'bureau' },
]

export type PushEvent = 'push' | 'withdraw' | 'answer' | 'verify' | 'return'
/**
 * Moves of a problem operator from the push on, for screens that offer them on many rows at once. The truth is the process
 * definition `problem_push` (law/src/processes), by which the server moves; a test there holds the two together.
 */
export const PUSH_MOVES: readonly Move<ProblemState, PushEvent>[] = [
  { from: ['confirmed'], event: 'push', to: 'pushed', by: 'bureau' },
  { from: ['pushed'], event: 'withdraw', to: 'confirmed', by: 'bureau', reason: true },
  { from: ['pushed', 'returned'], event: 'answer', to: 'answered', by: 'platform' },
  { from: ['answered'], event: 'verify', to: 'verified', by: 'bureau' },
  { from: ['answered'], event: 'return', to: 'returned', by: 'bureau', reason: true },
]

/** What a platform can answer to a pushed problem operator. */
export const ANSWERS = ['removed', 'suspended', 'corrected', 'objected'] as const
export type Answer = (typeof ANSWERS)[number]
export const ANSWER_TEXT: Record<Answer, { zh: string; en: string; needs: 'nothing' | 'proof' | 'reason' }> = {
  removed: { zh: '已清退', en: 'Removed', needs: 'nothing' },
  suspended: { zh: '已暂停服务', en: 'Suspended', needs: 'nothing' },
  corrected: { zh: '已更正', en: 'Corrected', needs: 'proof' },
  objected: { zh: '有异议', en: 'Objected', needs: 'reason' },
}

// ── interprovincial transfer 跨省移送 ────────────────────────────────────────────────────────────────────
export const TRANSFER_STATES = ['sent', 'received', 'answered', 'returned', 'withdrawn', 'closed'] as const
export type TransferState = (typeof TRANSFER_STATES)[number]
export const TRANSFER_STATE_TEXT: Record<TransferState, { zh: string; en: string }> = {
  sent: { zh: '已发出', en: 'Sent' },
  received: { zh: '已签收', en: 'Received' },
  answered: { zh: '已反馈', en: 'Answered' },
  returned: { zh: '无人认领，已退回', en: 'Unclaimed, returned' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  closed: { zh: '已办结', en: 'Closed' },
}
export type TransferEvent = 'receive' | 'answer' | 'return' | 'withdraw' | 'close'
/** `to` side moves are the receiving bureau's, `from` side the sender's: checked in the policy. */
export const TRANSFER_MOVES: readonly (Move<TransferState, TransferEvent> & {
  readonly end: 'sender' | 'receiver' | 'system'
})[] = [
  { from: ['sent'], event: 'receive', to: 'received', by: 'bureau', end: 'receiver' },
  { from: ['received'], event: 'answer', to: 'answered', by: 'bureau', end: 'receiver' },
  { from: ['sent', 'received'], event: 'return', to: 'returned', by: 'bureau', end: 'receiver', reason: true },
  { from: ['sent'], event: 'withdraw', to: 'withdrawn', by: 'bureau', end: 'sender', reason: true },
  { from: ['answered', 'returned'], event: 'close', to: 'closed', by: 'bureau', end: 'sender' },
]

/** What the home bureau can find out about a transferred operator. */
export const TRANSFER_FINDINGS = [
  'in_good_standing',
  'cancelled',
  'revoked',
  'abnormal_operation',
  'serious_violation',
  'not_registered',
  'name_mismatch',
] as const
export type TransferFinding = (typeof TRANSFER_FINDINGS)[number]
export const TRANSFER_FINDING_TEXT: Record<TransferFinding, { zh: string; en: string }> = {
  in_good_standing: { zh: '登记在册、状态正常', en: 'Registered, in good standing' },
  cancelled: { zh: '已注销', en: 'Cancelled' },
  revoked: { zh: '已吊销', en: 'Revoked' },
  abnormal_operation: { zh: '列入经营异常名录', en: 'Abnormal operation' },
  serious_violation: { zh: '列入严重违法失信名单', en: 'Serious violation' },
  not_registered: { zh: '查无登记', en: 'Not registered' },
  name_mismatch: { zh: '名称与代码不符', en: 'Name does not fit code' },
}
