import type { RedbridgeClient, RequestForm } from '@redbridge/client'
import { type ActKind, hasPlan, type Planned, performActs, planActs } from './acts.ts'
import type { Database } from './database.ts'
import { keepReceipt, markHandled, type Stored } from './inbox.ts'
import { completeLead } from './leads.ts'
import { executeOrder, type Order, undoOrder } from './orders.ts'
import { decideRequest, type Limits } from './requests.ts'

export interface Desk {
  readonly db: Database
  readonly bridge: RedbridgeClient
  readonly limits: Limits
  /** false: messages are received and kept, people answer */
  readonly answers: boolean
}

/** One message from receipt to done. Every step is repeatable: killed anywhere, it goes on where it was. */
export const handleMessage = async (desk: Desk, stored: Stored): Promise<void> => {
  const { db, bridge } = desk
  if (!stored.received) {
    const received = await bridge.messages.receive(stored.message)
    const key = await bridge.keys.find(stored.message.from.id, stored.message.envelope.keyId)
    // The answer carries the content too, which a webhook leaves out where it is confidential.
    keepReceipt(db, { ...stored.message, ...received }, key)
  }
  if (desk.answers) {
    if (!hasPlan(db, stored.id)) await decide(desk, stored)
    await performActs(db, bridge, stored.id)
  }
  markHandled(db, stored.id)
}

/** Messages that call for an act of ours, by kind of matter. */
const CALLING: Readonly<Record<string, readonly string[]>> = {
  assistance_request: ['approve', 'correct', 'return', 'insist'],
  disposal_order: ['approve', 'reject', 'uphold'],
  violation_lead: ['ask_more'],
}

/** Decides what follows from a message and writes it down; nothing is sent here. */
const decide = async (desk: Desk, { id, matterId, kind, event }: Stored): Promise<void> => {
  const { db, bridge } = desk
  if (kind === 'disposal_order' && ['revoke', 'grant'].includes(event)) return undoOrder(db, matterId)
  if (!CALLING[kind]?.includes(event)) return
  const { facts, state, version } = await bridge.matters.get(matterId)
  const decided = (): Planned[] => {
    if (kind === 'violation_lead') return [{ act: 'complete', body: completeLead(facts.report ?? {}) }]
    if (kind === 'disposal_order')
      return state === 'received'
        ? executeOrder(db, matterId, facts.compose as unknown as Order).filter(once(event))
        : []
    const today = new Date().toISOString().slice(0, 10)
    // What is asked now is what was corrected last.
    const form = (facts.correct ?? facts.compose) as unknown as RequestForm
    return OPEN.includes(state) ? decideRequest(db, desk.limits, { event, form, state, today }) : []
  }
  db.together(() => planActs(db, { name: id, messageId: id, matterId, version }, decided()))
}
const OPEN = ['received', 'partial', 'returned']

/** An appeal is lodged when the order comes, not again when it is upheld or returned. */
const once =
  (event: string) =>
  ({ act }: { act: ActKind }): boolean =>
    act !== 'appeal' || event === 'approve'
