import {
  type Permission,
  TRANSFER_MOVES,
  type TransferActionResult,
  type TransferEvent,
  type TransferFinding,
  type TransferState,
} from '@redbridge/contract'
import { api } from '../../lib/api.ts'

export type Box = 'in' | 'out'
export type TransferSelected = { ids: string[] } | { packageNo: string }
export interface TransferInput {
  useProposed: boolean
  finding?: TransferFinding
  note?: string
}

export const TRANSFER_EVENTS = [
  'receive',
  'answer',
  'close',
  'return',
  'withdraw',
] as const satisfies readonly TransferEvent[]
export const isTransferEvent = (event: string): event is TransferEvent =>
  (TRANSFER_EVENTS as readonly string[]).includes(event)
const PERMISSION: Record<TransferEvent, Permission> = {
  receive: 'transfer.answer',
  answer: 'transfer.answer',
  return: 'transfer.answer',
  withdraw: 'transfer.send',
  close: 'transfer.send',
}

/** What one may do in a box with transfers in these states: the receiver answers, the sender withdraws and closes. */
export const transferEventsFor = (
  box: Box,
  states: readonly TransferState[],
  may: (p: Permission) => boolean,
): TransferEvent[] =>
  TRANSFER_EVENTS.filter(
    (event) =>
      may(PERMISSION[event]) &&
      TRANSFER_MOVES.some(
        (m) =>
          m.event === event &&
          m.end === (box === 'in' ? 'receiver' : 'sender') &&
          m.from.some((s) => states.includes(s)),
      ),
  )

export const transferNeedsReason = (event: TransferEvent): boolean =>
  TRANSFER_MOVES.some((m) => m.event === event && m.reason === true)

export function moveTransfers(
  event: TransferEvent,
  selection: TransferSelected,
  input: TransferInput,
  preview: boolean,
): Promise<TransferActionResult> {
  const answer = event === 'answer' ? (input.useProposed ? { useProposed: true } : { finding: input.finding }) : {}
  // A preview is asked for before the reason is written.
  const note = input.note?.trim() || (preview && transferNeedsReason(event) ? '--' : undefined)
  return api.post(`/api/transfers/${event}`, { selection, event, ...answer, note, preview })
}
