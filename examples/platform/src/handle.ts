import type { RedbridgeClient } from '@redbridge/client'
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

const ASKING = ['approve', 'correct', 'return', 'insist']
const ORDERING = ['approve', 'reject', 'uphold']

/** Decides what follows from a message and writes it down; nothing is sent here. */
const decide = async (desk: Desk, { id, matterId, kind, event }: Stored): Promise<void> => {
  const { db, bridge } = desk
  const plan = (acts: readonly Planned[]): void => planActs(db, { name: id, messageId: id, matterId }, acts)
  if (kind === 'assistance_request' && ASKING.includes(event)) {
    const [{ form }, { state }] = await Promise.all([bridge.requests.detail(matterId), bridge.matters.get(matterId)])
    const today = new Date().toISOString().slice(0, 10)
    if (form && OPEN.includes(state))
      db.together(() => plan(decideRequest(db, desk.limits, { event, form, state, today })))
  }
  if (kind === 'disposal_order' && ORDERING.includes(event)) {
    const { facts, state } = await bridge.matters.get(matterId)
    if (state === 'received')
      db.together(() => plan(executeOrder(db, matterId, facts.compose as unknown as Order).filter(once(event))))
  }
  if (kind === 'disposal_order' && ['revoke', 'grant'].includes(event)) undoOrder(db, matterId)
  if (kind === 'violation_lead' && event === 'ask_more') {
    const { facts } = await bridge.matters.get(matterId)
    plan([{ act: 'complete', body: completeLead(facts.report ?? {}) }])
  }
}
const OPEN = ['received', 'partial', 'returned']

/** An appeal is lodged when the order comes, not again when it is upheld or returned. */
const once =
  (event: string) =>
  ({ act }: { act: ActKind }): boolean =>
    act !== 'appeal' || event === 'approve'
