import { AuditEvent, AuditFilter, pageOf } from '@redbridge/contract'
import type { z } from 'zod'
import { addDays } from '../../platform/clock.ts'
import { type Route, route } from '../../platform/http/route.ts'
import type { Ctx } from '../../platform/platform.ts'

/** Midnight in Shanghai, where a day of a filter begins. */
const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

const listAudit = (ctx: Ctx, filter: z.infer<typeof AuditFilter>) =>
  ctx.tx(async (tx) => {
    let query = tx.selectFrom('audit_event')
    if (filter.organisationId) query = query.where('organisation_id', '=', filter.organisationId)
    if (filter.userId) query = query.where('user_id', '=', filter.userId)
    if (filter.subjectKind) query = query.where('subject_kind', '=', filter.subjectKind)
    if (filter.subjectId) query = query.where('subject_id', '=', filter.subjectId)
    // 'user' means every action on users, 'user.create' that one
    if (filter.action)
      query = query.where((eb) =>
        eb.or([
          eb('action', '=', filter.action ?? ''),
          eb(eb.fn('starts_with', ['action', eb.val(`${filter.action}.`)]), '=', true),
        ]),
      )
    if (filter.q) query = query.where('actor_name', 'ilike', `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`)
    if (filter.from) query = query.where('at', '>=', dayStart(filter.from))
    if (filter.to) query = query.where('at', '<', dayStart(addDays(filter.to, 1)))
    const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await query
      .selectAll()
      .orderBy('id', 'desc')
      .limit(filter.size)
      .offset((filter.page - 1) * filter.size)
      .execute()
    const items = rows.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      userId: row.user_id,
      actorName: row.actor_name,
      organisationName: row.organisation_name,
      action: row.action,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      detail: row.detail,
    }))
    return { items, total, page: filter.page, size: filter.size }
  })

export const auditRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/audit',
    summary: 'Who did what when, in the own organisation and jurisdiction',
    permission: 'audit.read',
    query: AuditFilter,
    response: pageOf(AuditEvent),
    handle: ({ ctx, query }) => listAudit(ctx, query),
  }),
]
