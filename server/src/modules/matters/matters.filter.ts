import type { MatterFilter } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/platform.ts'
import { programKinds } from './definitions.ts'

type Filter = Partial<z.output<typeof MatterFilter>>

/** Matters that are assigned to somebody for whom the caller acts: to the caller, or to whom the caller stands in for. */
const assignedToMe = (ctx: Ctx, today: string): RawBuilder<boolean> => sql<boolean>`EXISTS (
  SELECT 1 FROM matter_party p WHERE p.matter_id = m.id AND p.organisation_id = ${ctx.actor.organisation.id}
    AND (p.assignee_id = ${ctx.actor.userId} OR p.assignee_id IN (
      SELECT d.user_id FROM delegation d WHERE d.deputy_id = ${ctx.actor.userId} AND d.ended_at IS NULL
        AND ${today}::date BETWEEN d.from_on AND d.to_on)))`

const boxSql = (ctx: Ctx, box: Filter['box'], today: string): RawBuilder<boolean> => {
  const own = ctx.actor.organisation.id
  const unassigned = sql<boolean>`NOT EXISTS (SELECT 1 FROM matter_party p WHERE p.matter_id = m.id
    AND p.organisation_id = ${own} AND p.assignee_id IS NOT NULL)`
  switch (box) {
    case 'mine':
      return sql`m.holder_id = ${own} AND (${assignedToMe(ctx, today)} OR ${unassigned})`
    case 'turn':
      return sql`m.holder_id = ${own}`
    case 'waiting':
      return sql`NOT m.outcome AND m.holder_id <> ${own} AND ${own} = ANY (m.party_ids)`
    case 'watched':
      return sql`EXISTS (SELECT 1 FROM matter_watch w WHERE w.matter_id = m.id AND w.user_id = ${ctx.actor.userId})`
    case undefined:
      return sql`true`
  }
}

/** The nearest last day of a matter's running clocks. */
export const dueOnSql = sql<
  string | null
>`(SELECT min(c.due_on) FROM matter_clock c WHERE c.matter_id = m.id AND c.state = 'running')`

const urgencySql = (urgency: string, today: string): RawBuilder<boolean> => {
  const due = dueOnSql
  switch (urgency) {
    case 'overdue':
      return sql`${due} < ${today}::date`
    case 'today':
      return sql`${due} = ${today}::date`
    case 'soon':
      return sql`${due} > ${today}::date AND ${due} <= ${addDays(today, 7)}::date`
    default:
      return sql`coalesce(${due} > ${addDays(today, 7)}::date, true)`
  }
}

/** The condition of a filter over `m`. Row-level security narrows further; parties are named so that an index serves. */
export const filterSql = (ctx: Ctx, filter: Filter): RawBuilder<boolean> => {
  const today = dayOf(ctx.platform.clock.now())
  const { organisation } = ctx.actor
  const parts: RawBuilder<unknown>[] = [boxSql(ctx, filter.box, today)]
  // What other modules list by themselves does not crowd one's own list, unless it is asked for.
  if (filter.box && filter.box !== 'watched' && !filter.kind) parts.push(sql`m.kind <> ALL (${programKinds()}::text[])`)
  if (organisation.kind !== 'bureau')
    parts.push(sql`m.id IN (SELECT matter_id FROM matter_party WHERE organisation_id = ${organisation.id})`)
  if (filter.kind) parts.push(sql`m.kind = ${filter.kind}`)
  if (filter.state) parts.push(sql`m.state = ANY (${filter.state.split(',')}::text[])`)
  if (filter.open) parts.push(sql`m.outcome = ${filter.open === 'false'}`)
  if (filter.organisationId) parts.push(sql`${filter.organisationId} = ANY (m.party_ids)`)
  if (filter.overdue) parts.push(sql`coalesce(${dueOnSql} < ${today}::date, false) = ${filter.overdue === 'true'}`)
  if (filter.urgency?.length)
    parts.push(
      sql`(${sql.join(
        filter.urgency.map((one) => urgencySql(one, today)),
        sql` OR `,
      )})`,
    )
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(m.title ILIKE ${like} OR m.number ILIKE ${like})`)
  }
  return sql<boolean>`${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` AND `,
  )}`
}
