import type {
  Colleagues,
  FormValues,
  Matter,
  MatterBulk,
  MatterBulkResult,
  MatterDetail,
  MatterFile,
  MatterFilter,
  MatterKinds,
  Page,
} from '@redbridge/contract'
import { layoutProcess } from '@redbridge/law'
import { sql } from 'kysely'
import type { z } from 'zod'
import { divisionRange, isSandbox } from '../../platform/actor.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { once } from '../../platform/idempotency.ts'
import type { Ctx } from '../../platform/platform.ts'
import { listItemsById } from '../evidence/index.ts'
import { currentDefinitions, findCurrent, openingOf, ownerOf } from './definitions.ts'
import { factsOf, guardHolds, partyOf, transitionsFor } from './kernel/check.ts'
import { blockedByChecks } from './kernel/checks.ts'
import { withParties } from './kernel/load.ts'
import { findReady, moveMatter, moveMatters } from './kernel/move.ts'
import { openMatters } from './kernel/open.ts'
import type { Act, LoadedMatter } from './kernel/types.ts'
import { filterSql } from './matters.filter.ts'
import { countMatters, type EventRow, findMatter, listClocks, listEvents, listMatters } from './matters.store.ts'
import { citationsOf, clockView, entryView, matterView } from './matters.view.ts'

export const actOf = (ctx: Ctx) => ({
  platform: ctx.platform,
  actor: ctx.actor,
  now: ctx.platform.clock.now(),
  proof: ctx.proof,
})

/** The kinds of matter that the caller's kind of organisation has to do with, as its screens draw them. */
export const listKinds = ({ actor }: Ctx): z.output<typeof MatterKinds> => ({
  items: currentDefinitions()
    .filter((one) => one.parties.some((party) => party.kinds.includes(actor.organisation.kind)))
    .map((definition) => {
      const owner = definition.parties.find((party) => party.owner)
      const takers = openingOf(definition).by.filter((taker) => taker.party === ownerOf(definition))
      const mayOpen =
        definition.openedBy === 'people' &&
        (owner?.kinds.includes(actor.organisation.kind) ?? false) &&
        takers.some((taker) => taker.roles.some((role) => actor.roles.includes(role)))
      return { ...definition, diagram: layoutProcess(definition), mayOpen }
    }),
})

export const listMattersOf = (ctx: Ctx, filter: z.output<typeof MatterFilter>): Promise<Page<Matter>> =>
  ctx.tx(async (tx) => {
    const where = filterSql(ctx, filter)
    const { page, size, order } = filter
    const today = dayOf(ctx.platform.clock.now())
    const rows = await listMatters(ctx, tx, { where, order, limit: size, offset: (page - 1) * size })
    const total = await countMatters(tx, where)
    return { items: rows.map((row) => matterView(row, ctx.actor, today)), total, page, size }
  })

export const getMatter = (ctx: Ctx, id: string): Promise<MatterDetail> => ctx.tx((tx) => getIn(ctx, tx, id))

export const getIn = async (ctx: Ctx, tx: Tx, id: string): Promise<MatterDetail> => {
  const row = await findMatter(ctx, tx, id)
  if (!row) throw new AppError('not_found')
  const [matter] = (await withParties(tx, [row])) as [LoadedMatter]
  const { definition } = matter
  const events = await listEvents(tx, id)
  const clocks = await listClocks(tx, id)
  const today = dayOf(ctx.platform.clock.now())
  const told = events.flatMap(({ type, event, form }) =>
    type === 'move' && event ? [{ event, form: form as FormValues }] : [],
  )
  const files = await filesOf(ctx, tx, events)
  const moves = transitionsFor(matter, ctx.actor)
  const unlawful = await blockedByChecks(actOf(ctx), tx, { matter, moves, told })
  return {
    ...matterView(row, ctx.actor, today),
    definition,
    moves: moves.map((transition) => ({
      event: transition.event,
      blocked: guardHolds(transition, told)
        ? (unlawful.get(transition.event) ?? null)
        : (transition.guard?.text ?? null),
    })),
    clocks: clocks.map((clock) => clockView(clock, definition, today)),
    facts: factsOf(told) as MatterDetail['facts'],
    timeline: events.map((event) => entryView(event, definition, { actor: ctx.actor, files })),
    citations: citationsOf(definition, told, dayOf(row.opened_at)),
    subject: subjectOf(row),
    party: partyOf(matter, ctx.actor) ?? null,
  }
}

const filesOf = async (ctx: Ctx, tx: Tx, events: readonly EventRow[]): Promise<Map<string, MatterFile>> => {
  const ids = [...new Set(events.flatMap((event) => event.files))]
  return new Map(
    ids.length > 0 ? (await listItemsById(ctx, tx, ids)).map(({ id, name, bytes }) => [id, { id, name, bytes }]) : [],
  )
}

const SUBJECT_LINKS: Readonly<Record<string, (id: string) => string>> = { problem: (id) => `/problems?open=${id}` }
const subjectOf = (row: { subject_kind: string | null; subject_id: string | null }): MatterDetail['subject'] => {
  const link = row.subject_kind ? SUBJECT_LINKS[row.subject_kind] : undefined
  return link && row.subject_kind && row.subject_id
    ? { kind: row.subject_kind, id: row.subject_id, link: link(row.subject_id) }
    : null
}

/** Opens a matter through its form. */
export const open = (ctx: Ctx, kind: string, form: FormValues, key?: string) =>
  once(ctx, { key, route: `open:${kind}`, body: form }, async (tx) => {
    const definition = findCurrent(kind)
    if (!definition) throw new AppError('not_found')
    const [opened] = await openMatters(actOf(ctx), tx, { definition, matters: [{ form }] })
    return opened as { id: string; number: string }
  })

export interface MoveCall {
  readonly kind: string
  readonly id: string
  readonly event: string
  readonly version: number
  readonly form: FormValues
  readonly key?: string | undefined
}

/** Moves a matter and answers with it as it then stands. */
export const move = (ctx: Ctx, call: MoveCall): Promise<MatterDetail> => {
  const { kind, id, event, version, form, key } = call
  return once(ctx, { key, route: `move:${id}:${event}`, body: { version, form } }, async (tx) => {
    const row = await tx.selectFrom('matter').select('kind').where('id', '=', id).executeTakeFirst()
    if (row?.kind !== kind) throw new AppError('not_found')
    await moveMatter(actOf(ctx), tx, { id, version, event, form })
    return getIn(ctx, tx, id)
  })
}

/** Moves that another part of the program makes are not made through the kernel's own doors. */
const refuseThrough = (kind: string, event: string): void => {
  const through = findCurrent(kind)?.transitions.find((one) => one.event === event)?.through
  if (through) throw new AppError('bad_request', { errors: [{ pointer: '/event', message: through }] })
}

/** Moves many, or says beforehand which would move and which not. Those that cannot are named; the others move. */
export const moveMany = (ctx: Ctx, input: z.output<typeof MatterBulk>, key?: string): Promise<MatterBulkResult> =>
  once(ctx, { key: input.preview ? undefined : key, route: 'bulk', body: input }, async (tx) => {
    const act: Act = actOf(ctx)
    const request = { event: input.event, items: input.ids, form: input.form as FormValues, kind: input.kind }
    refuseThrough(input.kind, input.event)
    const { affected, refused } = input.preview
      ? await findReady(act, tx, request).then(({ ready, refused }) => ({ affected: ready.length, refused }))
      : await moveMatters(act, tx, request).then(({ moved, refused }) => ({ affected: moved.length, refused }))
    return {
      preview: input.preview,
      affected,
      excluded: refused.map(({ id, number, code, zh, en }) => ({ id, number, reason: code, zh, en })),
    }
  })

/** Who works in the caller's organisation and could take a matter over. */
export const listColleagues = (ctx: Ctx): Promise<z.output<typeof Colleagues>> =>
  ctx.tx(async (tx) => {
    const { rows } = await sql<{ id: string; name: string }>`
      SELECT id, name FROM user_account WHERE organisation_id = ${ctx.actor.organisation.id} AND state = 'active'
      ORDER BY name`.execute(tx)
    return { items: rows }
  })

/**
 * Organisations that a form may name; `near` leaves out platforms of other jurisdictions, which only the bridge reaches.
 * A platform finds bureaus alone, a sandbox sandboxes.
 */
export const findOrganisations = (ctx: Ctx, ask: { kinds: readonly string[]; q: string; near: boolean }) =>
  ctx.tx(async (tx) => {
    const like = `%${ask.q.replace(/[\\%_]/g, '\\$&')}%`
    const { id, division } = ctx.actor.organisation
    const { lo, hi } = divisionRange(division)
    const { rows } = await sql<{ id: string; name: string; kind: 'bureau' | 'platform' | 'partner'; division: string }>`
      SELECT id, name_zh AS name, kind, division FROM organisation
      WHERE kind = ANY (${[...ask.kinds]}::text[]) AND name_zh ILIKE ${like} AND id <> ${id}
        AND sandbox = ${isSandbox(division)}
        AND (NOT ${ask.near} OR kind <> 'platform' OR (division >= ${lo} AND division < ${hi}))
      ORDER BY division, name_zh LIMIT 50`.execute(tx)
    return { items: rows }
  })
