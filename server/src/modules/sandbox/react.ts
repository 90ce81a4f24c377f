import type { FormValues } from '@redbridge/contract'
import { isSandbox } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Effect } from '../../platform/effects.ts'
import type { Job } from '../../platform/jobs.ts'
import { contextFor, type Platform } from '../../platform/platform.ts'
import { receiptMatters } from '../exchange/index.ts'
import { findBureau, staffOf } from './organisations.ts'
import { moveAs } from './requests.service.ts'
import { correctedForm, isCorrection } from './scenarios.ts'

const REACT = 'sandbox.react'

/**
 * Beside the effect `exchange.send`: when a sandbox platform has sent something, the sandbox bureau takes note of it in
 * the same transaction and answers in a moment.
 */
export const noticeSandbox: Effect = async ({ platform, actor, tx }, moves) => {
  if (actor?.organisation.kind !== 'platform' || !isSandbox(actor.organisation.division)) return
  for (const { matterId } of moves) await platform.jobs.send(tx, REACT, { matterId })
}

interface Standing {
  readonly kind: string
  readonly state: string
  readonly told: readonly { readonly event: string | null; readonly form: FormValues }[]
}
interface Reply {
  readonly by: 'officer' | 'head'
  readonly event: string
  readonly form: FormValues
}

/** What the bureau does with a matter as it stands; null: nothing. Asked again after it was done, it says null. */
const replyTo = ({ kind, state, told }: Standing): Reply | null => {
  const form = told.findLast(({ event }) => event === 'compose' || event === 'correct')?.form ?? {}
  const returned = told.some(({ event }) => event === 'return')
  switch (`${kind} ${state}`) {
    case 'assistance_request needs_correction':
      return { by: 'head', event: 'correct', form: correctedForm(form) }
    case 'assistance_request replied':
      return isCorrection(form) && !returned
        ? { by: 'officer', event: 'return', form: { reason: '沙箱演练：请补充后再次答复。' } }
        : { by: 'officer', event: 'confirm', form: { use: '沙箱演练：答复完整。' } }
    case 'assistance_request refused':
      return { by: 'officer', event: 'accept_refusal', form: { note: '沙箱演练：认可拒绝理由。' } }
    case 'disposal_order executed':
      return { by: 'officer', event: 'verify', form: { note: '沙箱演练：执行到位。' } }
    case 'disposal_order appealed':
      return { by: 'head', event: 'uphold', form: { reason: '沙箱演练：维持，请执行。' } }
    case 'disposal_order appealed_after':
      return { by: 'head', event: 'grant', form: { reason: '沙箱演练：异议成立。' } }
    case 'violation_lead checking':
      return { by: 'officer', event: 'feed_back', form: { result: 'platform_cleanup', note: '沙箱演练。' } }
    default:
      return null
  }
}

const standingOf = async (tx: Tx, id: string): Promise<Standing | null> => {
  const matter = await tx
    .selectFrom('matter')
    .select(['kind', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!matter) return null
  const told = await tx
    .selectFrom('matter_event')
    .select(['event', 'form'])
    .where('matter_id', '=', id)
    .where('type', '=', 'move')
    .orderBy('id')
    .execute()
  return { ...matter, told: told.map(({ event, form }) => ({ event, form: form as FormValues })) }
}

/** Receipts for what came in, then the bureau's own move, as its officer or head and in its own transaction. */
const react = async (platform: Platform, matterId: string): Promise<void> => {
  const bureau = await findBureau(platform.workerDb)
  if (!bureau) return
  const staff = staffOf(bureau)
  await contextFor(platform, staff.officer).tx(async (tx) => {
    const standing = await standingOf(tx, matterId)
    if (!standing) return
    const receiving = { platform, actor: staff.officer, now: platform.clock.now(), proof: null }
    await receiptMatters(receiving, tx, [matterId])
    const reply = replyTo(standing)
    if (reply)
      await moveAs({ platform, tx, actor: staff[reply.by] }, { id: matterId, event: reply.event, form: reply.form })
  })
}

export const sandboxJobs = (platform: Platform): Job<{ matterId: string }>[] => [
  { name: REACT, handle: ({ matterId }) => react(platform, matterId), concurrency: 2 },
]
