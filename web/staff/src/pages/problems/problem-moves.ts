import {
  type BulkResult,
  type Page,
  type Permission,
  PROBLEM_MOVES,
  type ProblemKind,
  type ProblemOperator,
  type ProblemState,
  PUSH_MOVES,
} from '@redbridge/contract'
import { api } from '../../lib/api.ts'

/** Moves that the bureau makes, in the order in which they are offered. */
export const BUREAU_EVENTS = [
  'push',
  'verify',
  'confirm',
  'dismiss',
  'set_undecided',
  'return',
  'withdraw',
  'reopen',
] as const
export type BureauEvent = (typeof BUREAU_EVENTS)[number]
export const isBureauEvent = (event: string): event is BureauEvent =>
  (BUREAU_EVENTS as readonly string[]).includes(event)

const PERMISSION: Record<BureauEvent, Permission> = {
  confirm: 'problem.review',
  dismiss: 'problem.review',
  set_undecided: 'problem.review',
  reopen: 'problem.review',
  push: 'problem.push',
  withdraw: 'problem.push',
  verify: 'problem.verify',
  return: 'problem.verify',
}
/** The bureau's review, then the moves of the matter that a push opens. */
const MOVES = [...PROBLEM_MOVES, ...PUSH_MOVES]
export const needsReason = (event: BureauEvent): boolean => MOVES.some((m) => m.event === event && m.reason === true)

/** Events possible in at least one of the states and allowed to the person. */
export const eventsFor = (states: readonly ProblemState[], may: (p: Permission) => boolean): BureauEvent[] =>
  BUREAU_EVENTS.filter(
    (event) =>
      may(PERMISSION[event]) &&
      MOVES.some((m) => m.event === event && m.by === 'bureau' && m.from.some((s) => states.includes(s))),
  )

export type Selected = { ids: { id: string; version: number }[] } | { filter: Record<string, string | string[]> }
export interface MoveInput {
  reason?: string
  answerDueOn?: string
  message?: string
  kind?: ProblemKind
}

/** Filters of the address as the request body takes them: lists as lists, words as words. */
export const selectionOfFilter = (filter: Readonly<Record<string, string>>): Selected => ({
  filter: Object.fromEntries(
    Object.entries(filter).map(([k, v]) => [k, ['kind', 'state', 'answer'].includes(k) ? v.split(',') : v]),
  ),
})

/** So many a request can name; beyond, it means the filter. */
const NAMED_AT_MOST = 1000
const PAGE = 200

/**
 * Names what a filter finds, with versions, as long as that is possible: then exactly what was previewed is changed,
 * what somebody changed meanwhile is left out, and the move can be taken back.
 */
export async function nameSelection(filter: Readonly<Record<string, string>>): Promise<Selected> {
  const ids: { id: string; version: number }[] = []
  for (let page = 1; ; page++) {
    const found = await api.get<Page<ProblemOperator>>('/api/problems', { ...filter, page, size: PAGE })
    if (found.total > NAMED_AT_MOST) return selectionOfFilter(filter)
    ids.push(...found.items.map(({ id, version }) => ({ id, version })))
    if (found.items.length < PAGE || ids.length >= found.total)
      return ids.length > 0 ? { ids } : selectionOfFilter(filter)
  }
}

/** Makes a move, or tries it with `preview`. */
export function moveProblems(
  event: BureauEvent,
  selection: Selected,
  input: MoveInput,
  preview = false,
): Promise<BulkResult> {
  const reason = input.reason || undefined
  switch (event) {
    case 'push':
      return api.post('/api/problems/push', {
        selection,
        answerDueOn: input.answerDueOn,
        message: input.message || undefined,
        preview,
      })
    case 'withdraw':
      // The request needs a reason even where it only previews and nobody reads it.
      return api.post('/api/problems/withdraw', { selection, reason: reason ?? (preview ? '--' : undefined), preview })
    case 'verify':
    case 'return':
      return api.post('/api/problems/verify', {
        selection,
        event,
        reason: reason ?? (preview ? '--' : undefined),
        preview,
      })
    default:
      return api.post('/api/problems/review', {
        selection,
        event,
        reason: reason ?? (preview && needsReason(event) ? '--' : undefined),
        kind: input.kind,
        preview,
      })
  }
}

/** Which move takes another back. */
export const REVERSE: Partial<Record<BureauEvent, BureauEvent>> = {
  confirm: 'reopen',
  dismiss: 'reopen',
  set_undecided: 'reopen',
  push: 'withdraw',
}

/** A day for the answer: 15 days from today unless the person chooses another. */
export const defaultDueOn = (now: Date = new Date()): string =>
  new Date(now.getTime() + 8 * 3_600_000 + 15 * 86_400_000).toISOString().slice(0, 10)
