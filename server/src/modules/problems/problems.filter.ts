import type { ProblemFilter, ProblemSelection } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, divisionRange } from '../../platform/actor.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/platform.ts'

/** A filter as it arrives in a list's address or in a bulk action; page and size mean nothing here. */
type Fields = z.output<typeof ProblemFilter>
export type Filter = { readonly [K in keyof Fields]?: Fields[K] | undefined }
export type Selection = z.output<typeof ProblemSelection>

/** Batches whose problems are ready to be worked on. */
export const WORKABLE = sql`('matched', 'pushed', 'answered', 'closed')`

/** Where a row stands in the balance of its batch: accepted = clear + problem + undecided. */
export const bucketSql = sql`CASE WHEN p.state = 'dismissed' THEN 'clear'
  WHEN p.kind IS NULL OR p.state = 'undecided' THEN 'undecided' ELSE 'problem' END`

/** Which of ANSWER_TIMES a problem's answer took, of a table under this name; null where there is no answer to count. */
export const answerTimeSql = (problem: 'p' | 'q'): RawBuilder<string | null> => {
  const of = sql.raw(problem)
  const took = sql`(${of}.answered_at - ${of}.pushed_at)`
  return sql`CASE WHEN ${of}.state NOT IN ('answered', 'verified') THEN NULL WHEN ${took} <= interval '24 hours' THEN '0-24h'
    WHEN ${took} <= interval '72 hours' THEN '1-3d' WHEN ${took} <= interval '168 hours' THEN '3-7d'
    WHEN ${took} <= interval '360 hours' THEN '7-15d' WHEN ${took} IS NOT NULL THEN '15d+' END`
}

/** What row-level security says again, in the query's own words: then an index on it can be used. */
const scopeSql = (actor: Actor): RawBuilder<boolean> => {
  if (actor.organisation.kind === 'platform') return sql`p.platform_id = ${actor.organisation.id}`
  if (actor.organisation.kind === 'partner') return sql`false`
  const { lo, hi } = divisionRange(actor.organisation.division)
  return sql`p.division >= ${lo} AND p.division < ${hi}`
}

/** A code or the beginning of one is looked up by index, anything else is looked for within names. */
const textSql = (q: string): RawBuilder<boolean> => {
  const code = q.toUpperCase()
  const inNames = sql<boolean>`(position(${q} in p.name) > 0 OR position(${q} in p.shop_name) > 0)`
  if (!/^[0-9A-Z]{4,18}$/.test(code) || !/\d/.test(code)) return inNames
  const byCode = sql<boolean>`(p.uscc >= ${code} AND p.uscc < ${`${code}\u{10FFFF}`})`
  return code.length >= 8 ? byCode : sql`(${byCode} OR ${inNames})`
}

/** The conditions of a filter over `problem p JOIN report_batch b`, within the actor's scope. */
export const filterSql = (ctx: Pick<Ctx, 'actor' | 'platform'>, filter: Filter): RawBuilder<boolean> => {
  const today = dayOf(ctx.platform.clock.now())
  const late = sql`(p.state IN ('pushed', 'returned') AND p.answer_due_on < ${today})`
  const parts: RawBuilder<unknown>[] = [scopeSql(ctx.actor)]
  const has = (list: readonly string[] | undefined): list is readonly string[] => list !== undefined && list.length > 0
  if (filter.batchId) parts.push(sql`p.batch_id = ${filter.batchId}`)
  else parts.push(sql`b.state IN ${WORKABLE}`)
  if (filter.platformId) parts.push(sql`p.platform_id = ${filter.platformId}`)
  if (filter.period)
    parts.push(sql`p.period_id = ANY(ARRAY(SELECT id FROM report_period WHERE key = ${filter.period}))`)
  if (has(filter.kind)) parts.push(sql`p.kind = ANY(${[...filter.kind]})`)
  if (has(filter.state)) parts.push(sql`p.state = ANY(${[...filter.state]})`)
  if (has(filter.answer)) parts.push(sql`p.answer = ANY(${[...filter.answer]})`)
  if (filter.province) parts.push(sql`p.province = ${filter.province.slice(0, 2)}`)
  if (filter.overdue) parts.push(filter.overdue === 'true' ? late : sql`NOT ${late}`)
  if (filter.bucket) parts.push(sql`${bucketSql} = ${filter.bucket}`)
  if (filter.answeredIn) parts.push(sql`${answerTimeSql('p')} = ${filter.answeredIn}`)
  if (filter.q) parts.push(textSql(filter.q))
  return sql<boolean>`${sql.join(parts, sql` AND `)}`
}

/** Named rows with the version the caller saw, or all that a filter finds: FROM and WHERE of one query. */
export const selectionSql = (
  ctx: Pick<Ctx, 'actor' | 'platform'>,
  selection: Selection,
): { from: RawBuilder<unknown>; where: RawBuilder<boolean>; seenVersion: RawBuilder<number | null> } => {
  if ('filter' in selection)
    return {
      from: sql`problem p JOIN report_batch b ON b.id = p.batch_id`,
      where: filterSql(ctx, selection.filter),
      seenVersion: sql`NULL::int`,
    }
  const ids = [...new Map(selection.ids.map((one) => [one.id, one])).values()]
  return {
    from: sql`jsonb_to_recordset(${JSON.stringify(ids)}::jsonb) AS s(id text, version int)
      JOIN problem p ON p.id = s.id JOIN report_batch b ON b.id = p.batch_id`,
    where: scopeSql(ctx.actor),
    seenVersion: sql`s.version`,
  }
}
