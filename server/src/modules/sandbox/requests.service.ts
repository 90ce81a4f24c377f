import type { FormValues } from '@redbridge/contract'
import { currentProcess } from '@redbridge/law'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/platform.ts'
import { moveMatters, openMatters } from '../matters/index.ts'
import { findBureau, findTwin, staffOf } from './organisations.ts'
import { ORDER_TITLE, orderForm, requestForm, requestTitle, type Scenario } from './scenarios.ts'

type Organisation = Actor['organisation']

export const sandboxInfo = (ctx: Ctx) =>
  ctx.tx(async (tx) => {
    const [twin, bureau] = [await findTwin(tx, ctx.actor), await findBureau(tx)]
    const shown = (one: Organisation | undefined) => (one ? { id: one.id, name: one.nameZh } : null)
    return { organisation: shown(twin), bureau: shown(bureau) }
  })

/** The caller's twin, as whom keys and endpoints of the sandbox are registered. */
export const asTwin = async (ctx: Ctx): Promise<Ctx> => {
  const twin = await ctx.tx((tx) => findTwin(tx, ctx.actor))
  if (!twin) throw new AppError('not_found', { detail: 'sandbox' })
  const { userId, name } = ctx.actor
  return contextFor(ctx.platform, { userId, name, roles: ['platform_api'], organisation: twin })
}

/** One move of a matter by somebody of the sandbox bureau, in its own organisation's transaction. */
export const moveAs = async (
  { platform, tx, actor }: { platform: Platform; tx: Tx; actor: Actor },
  move: { id: string; event: string; form?: FormValues },
): Promise<void> => {
  const act = { platform, actor, now: platform.clock.now() }
  const { refused } = await moveMatters(act, tx, { event: move.event, items: [{ id: move.id }], form: move.form ?? {} })
  const [refusal] = refused
  if (refusal) throw new Error(`The sandbox bureau cannot ${move.event} ${move.id}: ${refusal.en}`)
}

/** Drafted, filled in, submitted and approved by the sandbox bureau: the way of any request, through the kernel. */
export const sendSandboxRequest = async (
  ctx: Ctx,
  { scenario, target }: { scenario: Scenario; target?: string | undefined },
): Promise<{ id: string; number: string }> => {
  const { platform } = ctx
  const twin = (await asTwin(ctx)).actor.organisation
  const bureau = await findBureau(platform.workerDb)
  if (!bureau) throw new AppError('not_found', { detail: 'sandbox' })
  const { officer, head } = staffOf(bureau)
  const today = dayOf(platform.clock.now())
  const [kind, title, form] =
    scenario === 'disposal'
      ? (['disposal_order', ORDER_TITLE, orderForm(target)] as const)
      : (['assistance_request', requestTitle(scenario), requestForm(scenario, { today, target })] as const)
  const definition = currentProcess(kind)
  if (!definition) throw new Error(`No kind of matter ${kind}`)
  return contextFor(platform, officer).tx(async (tx) => {
    const act = { platform, actor: officer, now: platform.clock.now() }
    const matters = [{ form: { platformId: twin.id, title } }]
    const [opened] = await openMatters(act, tx, { definition, matters })
    const { id, number } = opened as { id: string; number: string }
    await moveAs({ platform, tx, actor: officer }, { id, event: 'compose', form })
    await moveAs({ platform, tx, actor: officer }, { id, event: 'submit' })
    await moveAs({ platform, tx, actor: head }, { id, event: 'approve' })
    const detail = { scenario, by: ctx.actor.organisation.id }
    await audit(tx, officer, { action: 'sandbox.request', subjectKind: 'matter', subjectId: id, detail })
    return { id, number }
  })
}
