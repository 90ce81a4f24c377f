import type { Delegations, MatterAssign, MatterDetail, MatterMessage, NewDelegation } from '@redbridge/contract'
import { recordDigest } from '@redbridge/ledger'
import { sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { requireOwnItems, shareItems } from '../evidence/index.ts'
import { sendNotices } from '../notices/index.ts'
import { partyOf } from './kernel/check.ts'
import { lockMatters } from './kernel/load.ts'
import { runMessageEffects } from './kernel/move.ts'
import { newSalt, type Recorded, type StepRecord } from './kernel/record.ts'
import type { LoadedMatter } from './kernel/types.ts'
import { actOf, getIn } from './matters.service.ts'

// What people do around a matter besides moving it: write to each other, note, hand over, watch, stand in.

/** The matter under lock and the role the caller acts in. A superior who only reads may not take part. */
const asParty = async (ctx: Ctx, tx: Tx, id: string): Promise<{ matter: LoadedMatter; party: string }> => {
  const seen = await tx.selectFrom('matter').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw new AppError('not_found')
  const [matter] = await lockMatters(tx, [id])
  const party = matter && partyOf(matter, ctx.actor)
  if (!matter || !party) throw new AppError('forbidden', { detail: 'matter.party' })
  return { matter, party }
}

interface Said {
  readonly type: 'message' | 'note' | 'assigned'
  readonly text: string
  readonly files?: readonly string[]
}

/** Adds what was said to the history. Notes and hand-overs are one's own organisation's alone. */
const say = async (ctx: Ctx, tx: Tx, at: { matter: LoadedMatter; party: string }, said: Said): Promise<Recorded> => {
  const { actor } = ctx
  const own = actor.organisation.id
  const now = ctx.platform.clock.now()
  const { row } = at.matter
  const internal = said.type !== 'message'
  const files = [...new Set(said.files ?? [])]
  if (files.length > 0) await requireOwnItems(ctx, tx, files)
  const record: StepRecord = {
    number: row.number,
    kind: row.kind,
    definition: row.definition_version,
    type: said.type,
    at: now.toISOString(),
    ...{ event: null, from: null, to: null, party: at.party },
    organisation: actor.organisation.nameZh,
    text: said.text,
    form: {},
    files,
    salt: newSalt(),
  }
  const recordSha256 = recordDigest({ ...record })
  const readers = internal ? [own] : row.seen_by
  const body = { number: row.number, organisation: own, recordSha256 }
  const [entryId] = (await appendEntries(
    tx,
    [{ kind: `matter.${said.type}`, subject: row.id, readers, body }],
    now,
  )) as [string]
  await tx
    .insertInto('matter_event')
    .values({
      matter_id: row.id,
      at: now,
      type: said.type,
      event: null,
      from_state: null,
      to_state: null,
      party: at.party,
      user_id: actor.userId,
      by_user: actor.name,
      organisation_id: own,
      by_organisation: actor.organisation.nameZh,
      only_for: internal ? own : null,
      internal,
      text: said.text,
      form: '{}',
      files,
      letter_id: null,
      entry_id: entryId,
      salt: record.salt,
    })
    .execute()
  await audit(tx, actor, { action: `matter.${said.type}`, subjectKind: 'matter', subjectId: row.id })
  return { entryId, recordSha256 }
}

/** Writes to the other parties; the files that go with it become theirs to read. */
export const sendMessage = (ctx: Ctx, id: string, input: z.output<typeof MatterMessage>): Promise<MatterDetail> =>
  ctx.tx(async (tx) => {
    const at = await asParty(ctx, tx, id)
    const recorded = await say(ctx, tx, at, { type: 'message', text: input.text, files: input.files ?? [] })
    const { row, definition } = at.matter
    const others = row.seen_by.filter((one) => one !== ctx.actor.organisation.id)
    if (others.length > 0) await runMessageEffects(actOf(ctx), tx, at.matter, recorded)
    if (input.files?.length && others.length > 0)
      await shareItems(ctx, tx, { itemIds: input.files, organisationIds: others, reason: row.number })
    await sendNotices(
      tx,
      others.map((to) => ({
        to,
        from: ctx.actor.organisation.id,
        kind: 'matter',
        zh: `${definition.title.zh} ${row.number}「${row.title}」有新消息`,
        en: `New message on ${row.number} “${row.title}”`,
        link: `/matters/${row.id}`,
      })),
      ctx.platform.clock.now(),
    )
    return getIn(ctx, tx, id)
  })

/** A note that the other side never sees. */
export const addNote = (ctx: Ctx, id: string, input: z.output<typeof MatterMessage>): Promise<MatterDetail> =>
  ctx.tx(async (tx) => {
    await say(ctx, tx, await asParty(ctx, tx, id), { type: 'note', text: input.text, files: input.files ?? [] })
    return getIn(ctx, tx, id)
  })

/** Hands a matter to a colleague, or back to whoever is free. */
export const assign = (ctx: Ctx, id: string, input: z.output<typeof MatterAssign>): Promise<MatterDetail> =>
  ctx.tx(async (tx) => {
    const at = await asParty(ctx, tx, id)
    const { organisation } = ctx.actor
    const colleague = input.userId
      ? await tx
          .selectFrom('user_account')
          .select(['id', 'name'])
          .where('id', '=', input.userId)
          .where('organisation_id', '=', organisation.id)
          .where('state', '=', 'active')
          .executeTakeFirst()
      : null
    if (input.userId && !colleague)
      throw new AppError('bad_request', { errors: [{ pointer: '/userId', message: '没有该同事 / no such colleague' }] })
    await tx
      .updateTable('matter_party')
      .set({ assignee_id: input.userId })
      .where('matter_id', '=', id)
      .where('organisation_id', '=', organisation.id)
      .execute()
    const to = colleague ? `交由 ${colleague.name} 办理` : '退回待分办'
    await say(ctx, tx, at, { type: 'assigned', text: input.reason ? `${to}：${input.reason}` : to })
    return getIn(ctx, tx, id)
  })

export const watch = (ctx: Ctx, id: string, on: boolean): Promise<MatterDetail> =>
  ctx.tx(async (tx) => {
    const detail = await getIn(ctx, tx, id)
    const own = { matter_id: id, user_id: ctx.actor.userId, organisation_id: ctx.actor.organisation.id }
    if (on)
      await tx
        .insertInto('matter_watch')
        .values(own)
        .onConflict((c) => c.doNothing())
        .execute()
    else await tx.deleteFrom('matter_watch').where('matter_id', '=', id).where('user_id', '=', own.user_id).execute()
    return { ...detail, watched: on }
  })

export const listDelegations = (ctx: Ctx): Promise<z.output<typeof Delegations>> =>
  ctx.tx(async (tx) => {
    const { rows } = await sql<{
      id: string
      user: { id: string; name: string }
      deputy: { id: string; name: string }
      from_on: string
      to_on: string
      ended_at: Date | null
    }>`
      SELECT d.id, d.from_on, d.to_on, d.ended_at, jsonb_build_object('id', u.id, 'name', u.name) AS user,
        jsonb_build_object('id', v.id, 'name', v.name) AS deputy
      FROM delegation d JOIN user_account u ON u.id = d.user_id JOIN user_account v ON v.id = d.deputy_id
      WHERE ${ctx.actor.userId} IN (d.user_id, d.deputy_id) ORDER BY d.from_on DESC, d.id DESC LIMIT 50`.execute(tx)
    return {
      items: rows.map(({ from_on, to_on, ended_at, ...row }) => ({
        ...row,
        fromOn: from_on,
        toOn: to_on,
        endedAt: ended_at?.toISOString() ?? null,
      })),
    }
  })

/** Names a colleague who sees and does during one's absence what is assigned to oneself. */
export const delegate = async (ctx: Ctx, input: z.output<typeof NewDelegation>) => {
  const { actor, platform } = ctx
  const now = platform.clock.now()
  const fault = (pointer: string, message: string) => new AppError('bad_request', { errors: [{ pointer, message }] })
  if (input.toOn < input.fromOn || input.toOn < dayOf(now)) throw fault('/toOn', '截止日期过早 / ends too early')
  if (input.deputyId === actor.userId) throw fault('/deputyId', '不能委托本人 / not yourself')
  await ctx.tx(async (tx) => {
    const deputy = await tx
      .selectFrom('user_account')
      .select('id')
      .where('id', '=', input.deputyId)
      .where('organisation_id', '=', actor.organisation.id)
      .where('state', '=', 'active')
      .executeTakeFirst()
    if (!deputy) throw fault('/deputyId', '没有该同事 / no such colleague')
    const id = newId('dlg', now.getTime())
    await tx
      .insertInto('delegation')
      .values({
        id,
        organisation_id: actor.organisation.id,
        user_id: actor.userId,
        deputy_id: input.deputyId,
        from_on: input.fromOn,
        to_on: input.toOn,
        created_at: now,
        ended_at: null,
      })
      .execute()
    await audit(tx, actor, {
      action: 'delegation.create',
      subjectKind: 'user',
      subjectId: actor.userId,
      detail: { deputy: input.deputyId, from: input.fromOn, to: input.toOn },
    })
  })
  return listDelegations(ctx)
}

/** Ends a delegation; its giver and its taker may. */
export const endDelegation = async (ctx: Ctx, id: string) => {
  const { actor, platform } = ctx
  await ctx.tx(async (tx) => {
    const ended = await tx
      .updateTable('delegation')
      .set({ ended_at: platform.clock.now() })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where((eb) => eb.or([eb('user_id', '=', actor.userId), eb('deputy_id', '=', actor.userId)]))
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new AppError('not_found')
    await audit(tx, actor, { action: 'delegation.end', subjectKind: 'user', subjectId: actor.userId, detail: { id } })
  })
  return listDelegations(ctx)
}
