import {
  type AssistanceDetail,
  type BridgePlatforms,
  type FormValues,
  type NewRequest,
  REQUEST_PURPOSE_TEXT,
  type RequestCheck,
  RequestForm,
} from '@redbridge/contract'
import {
  computeDeadline,
  currentProcess,
  type RequestDraft,
  requestFaults,
  type StandardField,
  standardFields,
} from '@redbridge/law'
import { isSandbox } from '../../platform/actor.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { once } from '../../platform/idempotency.ts'
import type { Ctx } from '../../platform/platform.ts'
import { loadLaw } from '../law/index.ts'
import { actOf, moveMatters, openMatters } from '../matters/index.ts'
import { findRequestForm, missingFields } from './answer-asked.ts'
import { answersOf } from './answers.store.ts'
import { duplicatesOf } from './duplicates.ts'
import { loadContexts } from './request-context.ts'
import { readDraft } from './request-draft.ts'
import { settingLayers } from './settings.store.ts'

export const KIND = 'assistance_request'
/** States in which what is asked can still be changed, so that its faults matter. */
const OPEN_TO_CHANGE = ['draft', 'approving', 'needs_correction']

export const definition = () => {
  const found = currentProcess(KIND)
  if (!found) throw new Error(`No definition of ${KIND}`)
  return found
}

/** Platforms that the caller may deal with on the bridge; a sandbox sees sandboxes, everybody else none. */
export const platformsFor = (ctx: Ctx, tx: Tx, joined: boolean): Promise<BridgePlatforms['items']> =>
  tx
    .selectFrom('organisation')
    .select(['id', 'name_zh as nameZh', 'name_en as nameEn', 'division', 'sandbox'])
    .where('kind', '=', 'platform')
    .where('on_bridge', '=', joined)
    .where('sandbox', '=', isSandbox(ctx.actor.organisation.division))
    .orderBy('name_zh')
    .orderBy('id')
    .execute()

export const listPlatforms = (ctx: Ctx, joined: boolean): Promise<BridgePlatforms> =>
  ctx.tx(async (tx) => ({ items: await platformsFor(ctx, tx, joined) }))

export const fieldView = ({ id, group, text, help, standard, personal }: StandardField) => ({
  id,
  group,
  text,
  help: help ?? null,
  standard,
  personal,
})

/** Faults, duplicates and the memorandum of a request that is still being written. Nothing is kept. */
export const checkRequest = (ctx: Ctx, { platformId, form }: NewRequest): Promise<RequestCheck> =>
  ctx.tx(async (tx) => {
    const pair = { bureauId: ctx.actor.organisation.id, platformId }
    const context = (await loadContexts(tx, [pair], ctx.platform.clock.now()))(pair)
    const { draft, faults } = readDraft(form as FormValues)
    const { memorandum } = context
    return {
      faults: faults.length > 0 ? faults : requestFaults(draft, context),
      // Whom one may not ask, one is told nothing about.
      duplicates: context.platform?.onBridge
        ? await duplicatesOf(ctx, tx, { platformId, targets: draft.targets ?? [] })
        : [],
      memorandum: memorandum && { number: memorandum.number, version: memorandum.version },
    }
  })

/**
 * What a request is called in lists: its purpose and first target. A confidential one names no target, because titles
 * stand in lists and in the envelope of a webhook.
 */
export const titleOf = (form: Pick<RequestForm, 'purpose' | 'secrecy' | 'targets' | 'reachNote'>): string => {
  const purpose = REQUEST_PURPOSE_TEXT[form.purpose].zh
  if (form.secrecy === 'confidential') return `${purpose}（保密）`
  const [first] = form.targets
  const more = form.targets.length > 1 ? `等${form.targets.length}个对象` : ''
  return `${purpose}：${first?.value ?? form.reachNote ?? '未写明对象'}${more}`.slice(0, 200)
}

/** The last day to answer where a bureau or one of its superiors set how long an answer may take; else the law's own. */
export const settledDueOn = async (ctx: Ctx, tx: Tx): Promise<string | undefined> => {
  const asker = ctx.actor.organisation
  const amount = (await settingLayers(tx, [asker]))(asker).findLast((one) => one.answerDays !== null)?.answerDays
  if (!amount) return undefined
  const { calendar } = await loadLaw(tx)
  const startEvent = { zh: '起草', en: 'drafted' }
  const today = dayOf(ctx.platform.clock.now())
  return computeDeadline({
    rule: { amount, unit: 'working_day', restDay: 'next_working_day' },
    startedOn: today,
    startEvent,
    calendar,
  }).dueOn
}

const clean = (form: RequestForm, dueOn: string | undefined): FormValues =>
  ({ ...form, ...(form.dueOn ? {} : dueOn ? { dueOn } : {}) }) as unknown as FormValues

/** Opens requests and fills them in, in the caller's transaction. Whether they are lawful is asked on submission. */
export const openRequests = async (
  ctx: Ctx,
  tx: Tx,
  requests: readonly NewRequest[],
): Promise<{ id: string; number: string }[]> => {
  const act = actOf(ctx)
  const dueOn = await settledDueOn(ctx, tx)
  const opened = await openMatters(act, tx, {
    definition: definition(),
    matters: requests.map(({ platformId, form }) => ({ form: { platformId, title: titleOf(form) } })),
  })
  const forms = new Map(opened.map(({ id }, i) => [id, clean((requests[i] as NewRequest).form, dueOn)]))
  const { refused } = await moveMatters(act, tx, {
    event: 'compose',
    items: opened.map(({ id }) => ({ id })),
    form: {},
    forms,
  })
  if (refused[0]) throw new AppError('bad_request', { detail: refused[0].zh })
  return opened
}

/** Opens a request and fills it in: both or neither. */
export const createRequest = (ctx: Ctx, input: NewRequest, key: string | undefined) =>
  once(ctx, { key, route: 'assistance.requests', body: input }, async (tx) => {
    const [opened] = await openRequests(ctx, tx, [input])
    const { id, number } = opened as { id: string; number: string }
    const { version } = await tx.selectFrom('matter').select('version').where('id', '=', id).executeTakeFirstOrThrow()
    return { id, number, version }
  })

const partiesOf = async (tx: Tx, id: string) => {
  const rows = await tx
    .selectFrom('matter_party')
    .select(['role', 'organisation_id'])
    .where('matter_id', '=', id)
    .execute()
  const of = (role: string): string => rows.find((row) => row.role === role)?.organisation_id ?? ''
  return { bureauId: of('bureau'), platformId: of('platform') }
}

/** A request as its screens show it: what is asked, what came back, what is missing; faults and duplicates for who asks. */
export const getRequest = (ctx: Ctx, id: string): Promise<AssistanceDetail> =>
  ctx.tx(async (tx) => {
    const matter = await tx
      .selectFrom('matter')
      .select(['id', 'state', 'owner_id'])
      .where('id', '=', id)
      .where('kind', '=', KIND)
      .executeTakeFirst()
    if (!matter) throw new AppError('not_found')
    const pair = await partiesOf(tx, id)
    const kept = await findRequestForm(tx, id)
    const { draft, faults } = readDraft((kept ?? {}) as FormValues)
    const context = (await loadContexts(tx, [pair], ctx.platform.clock.now()))(pair)
    const answers = await answersOf(ctx, tx, id)
    const asks = matter.owner_id === ctx.actor.organisation.id
    const day = dayOf(ctx.platform.clock.now())
    const catalogue = ctx.actor.organisation.kind === 'bureau' ? context.fields : standardFields(day)
    const open = asks && OPEN_TO_CHANGE.includes(matter.state)
    const duplicates = open
      ? await duplicatesOf(ctx, tx, { platformId: pair.platformId, targets: draft.targets ?? [], except: id })
      : []
    return {
      matterId: id,
      form: kept ? wholeForm(draft) : null,
      fields: catalogue.filter((field) => draft.fields?.includes(field.id)).map(fieldView),
      answers,
      missing: missingFields({ fields: draft.fields ?? [], extraFields: draft.extraFields }, answers),
      memorandum: context.memorandum && {
        number: context.memorandum.number,
        version: context.memorandum.version,
      },
      faults: open ? (faults.length > 0 ? faults : requestFaults(draft, context)) : [],
      duplicates,
    }
  })

/** Lists that the kernel left out because they were empty are empty lists again; null for what is no whole request. */
const wholeForm = (draft: RequestDraft): RequestForm | null => {
  const whole = RequestForm.safeParse({ targets: [], fields: [], basis: [], officers: [], facts: '', ...draft })
  return whole.success ? whole.data : null
}
