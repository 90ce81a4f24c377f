import type { AnswerContent, AnswerDraft, NewAnswer, RequestForm } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { once } from '../../platform/idempotency.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { memorandumInForce, pairOf } from '../exchange/index.ts'
import { actOf, lockMatters, moveMatter } from '../matters/index.ts'
import { askedFields, findRequestForm, missingFields } from './answer-asked.ts'
import { type Allowed, faultsOfContent, packed, refuseContent, rowsOf, summaryOf } from './answer-content.ts'
import { type AnswerRow, answersOf, answerView, findAnswer } from './answers.store.ts'

// A platform answers: the content is checked against the request, sealed, and the matter moves, in one transaction.

/** The use of the key that seals what platforms answer. */
const USE = 'assistance.answer'

/** The canonical JSON of an answer's content. */
export const unsealContent = (ctx: Ctx, content: Buffer): string => ctx.platform.secrets.unseal(USE, content)

export interface Answering extends Allowed {
  readonly form: RequestForm
}

/** What the caller's platform may answer to a request, under lock. Who is not asked finds nothing. */
export const loadAnswering = async (ctx: Ctx, tx: Tx, matterId: string) => {
  const [matter] = await lockMatters(tx, [matterId])
  const own = ctx.actor.organisation.id
  if (matter?.row.kind !== 'assistance_request' || matter.parties.get('platform') !== own)
    throw new AppError('not_found')
  const form = await findRequestForm(tx, matterId)
  if (!form) throw new AppError('not_found')
  const pair = pairOf(matter.parties)
  const inForce = (await memorandumInForce(tx, [pair], dayOf(ctx.platform.clock.now())))(pair)
  const answering: Answering = { form, asked: askedFields(form), covered: inForce?.policy.fields ?? null }
  return { matter, answering }
}

type Event = 'answer' | 'answer_part'

/** Somebody was faster, or it is not the time to answer: said before anything is said about the content. */
const refuseState = (
  { row, definition }: Awaited<ReturnType<typeof loadAnswering>>['matter'],
  event: Event,
  version?: number,
): void => {
  const extra = { state: row.state, version: row.version }
  if (version !== undefined && row.version !== version) throw new AppError('conflict', { extra })
  if (!definition.transitions.some((one) => one.event === event && one.from.includes(row.state)))
    throw new AppError('move_not_allowed', { extra })
}

/** Keeps content as a draft, which nobody but the platform sees. It must have been checked. */
const storeDraft = async (ctx: Ctx, tx: Tx, matterId: string, content: AnswerContent): Promise<AnswerRow> => {
  const { text, bytes, sha256 } = packed(content)
  const now = ctx.platform.clock.now()
  const row = {
    id: newId('ans', now.getTime()),
    matter_id: matterId,
    organisation_id: ctx.actor.organisation.id,
    state: 'draft' as const,
    part: false,
    sha256,
    bytes,
    created_by: ctx.actor.userId,
    created_at: now,
    sent_at: null,
    erase_on: null,
    erased_at: null,
  }
  const summary = summaryOf(content)
  await tx
    .insertInto('assistance_answer')
    .values({ ...row, content: ctx.platform.secrets.seal(USE, text), summary: JSON.stringify(summary) })
    .execute()
  return { ...row, summary }
}

/** Takes what a file said as a draft, unless something in it may not be there: then every fault is told and nothing kept. */
export const draftContent = (ctx: Ctx, matterId: string, content: AnswerContent): Promise<AnswerDraft> =>
  ctx.tx(async (tx) => {
    const { answering, matter } = await loadAnswering(ctx, tx, matterId)
    refuseState(matter, 'answer')
    const faults = faultsOfContent(content, answering).map(({ code: _code, pointer: _pointer, ...fault }) => fault)
    if (faults.length > 0) return { draft: null, faults }
    const draft = await storeDraft(ctx, tx, matterId, content)
    await audit(tx, ctx.actor, {
      action: 'assistance.answer_draft',
      subjectKind: 'matter',
      subjectId: matterId,
      detail: { answer: draft.id, sha256: draft.sha256, rows: rowsOf(draft.summary) },
    })
    return { draft: answerView(draft), faults: [] }
  })

export const discardDraft = (ctx: Ctx, matterId: string, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const gone = await tx
      .deleteFrom('assistance_answer')
      .where('matter_id', '=', matterId)
      .where('id', '=', id)
      .where('organisation_id', '=', ctx.actor.organisation.id)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new AppError('not_found')
    await audit(tx, ctx.actor, {
      action: 'assistance.answer_discard',
      subjectKind: 'matter',
      subjectId: matterId,
      detail: { answer: id },
    })
  })

/** The draft that is to be sent: one from a file, judged again because the request may have been corrected, or a new one. */
const draftOf = async (
  ctx: Ctx,
  tx: Tx,
  { matterId, body, answering }: { matterId: string; body: NewAnswer; answering: Answering },
): Promise<AnswerRow> => {
  if ((body.content === undefined) === (body.draftId === undefined))
    throw new AppError('bad_request', { errors: [{ pointer: '/content', message: 'either content or draftId' }] })
  if (body.content) {
    refuseContent(faultsOfContent(body.content, answering))
    return storeDraft(ctx, tx, matterId, body.content)
  }
  const draft = await findAnswer(tx, matterId, body.draftId ?? '')
  if (draft?.state !== 'draft' || !draft.content)
    throw new AppError('bad_request', { errors: [{ pointer: '/draftId', message: 'no such draft' }] })
  refuseContent(faultsOfContent(JSON.parse(unsealContent(ctx, draft.content)), answering))
  return draft
}

/**
 * A final answer has said something of every requested field over all its parts. One in part says something, and one that
 * follows a return says something new.
 */
const refuseIncomplete = async (
  ctx: Ctx,
  tx: Tx,
  { draft, form, body, state }: { draft: AnswerRow; form: RequestForm; body: NewAnswer; state: string },
): Promise<void> => {
  const { groups, none, withheld } = draft.summary
  const empty = groups.every((one) => one.fields.length === 0) && none.length + withheld.length === 0
  const nothingNew = empty && (body.part || (state === 'returned' && !body.note && !body.files?.length))
  const earlier = await answersOf(ctx, tx, draft.matter_id)
  const missing = body.part ? [] : missingFields(form, [...earlier, { state: 'sent', groups, none, withheld }])
  if (!nothingNew && missing.length === 0) return
  throw new AppError('answer_incomplete', {
    errors: (missing.length > 0 ? missing : ['']).map((id) => ({
      pointer: id ? `/content/${id}` : '/content',
      message: '未答复，也未说明理由 / neither answered nor explained',
    })),
    extra: { missing },
  })
}

export const sendAnswer = (ctx: Ctx, matterId: string, body: NewAnswer, key?: string): Promise<{ answerId: string }> =>
  once(ctx, { key, route: `answer ${matterId}`, body }, async (tx) => {
    const event: Event = body.part ? 'answer_part' : 'answer'
    const { matter, answering } = await loadAnswering(ctx, tx, matterId)
    refuseState(matter, event, body.version)
    const draft = await draftOf(ctx, tx, { matterId, body, answering })
    await refuseIncomplete(ctx, tx, { draft, form: answering.form, body, state: matter.row.state })
    const form = {
      answerId: draft.id,
      answerSha256: draft.sha256,
      rows: rowsOf(draft.summary),
      ...(body.note ? { note: body.note } : {}),
      ...(body.files?.length ? { files: body.files } : {}),
    }
    await moveMatter(actOf(ctx), tx, { id: matterId, version: body.version, event, form })
    return { answerId: draft.id }
  })
