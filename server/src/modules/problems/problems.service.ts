import type { Page, ProblemDetail, ProblemOperator, Sealed } from '@redbridge/contract'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { openOperator } from '../../platform/sealing.ts'
import { type Filter, filterSql } from './problems.filter.ts'
import { countProblems, findProblem, listEvents, listProblems } from './problems.store.ts'
import { detailView, problemView } from './problems.view.ts'
import { recheckOne } from './recheck.ts'

export const list = (ctx: Ctx, filter: Filter & { page: number; size: number }): Promise<Page<ProblemOperator>> =>
  ctx.tx(async (tx) => {
    const where = filterSql(ctx, filter)
    const today = dayOf(ctx.platform.clock.now())
    const total = await countProblems(tx, where)
    const offset = (filter.page - 1) * filter.size
    const rows =
      offset < total ? await listProblems(tx, where, { limit: filter.size, offset, order: filter.order }) : []
    return { items: rows.map((row) => problemView(row, today)), total, page: filter.page, size: filter.size }
  })

export const get = async (ctx: Ctx, id: string): Promise<ProblemDetail> => {
  const found = await ctx.tx(async (tx) => {
    const row = await findProblem(tx, id)
    if (!row) throw new AppError('not_found')
    const events = await listEvents(tx, id)
    const proof = row.proof_file_id
      ? await tx.selectFrom('stored_file').select('name').where('id', '=', row.proof_file_id).executeTakeFirst()
      : undefined
    return { row, events, proofName: proof?.name ?? null }
  })
  const { actor, platform } = ctx
  const recheck = actor.organisation.kind === 'bureau' ? await recheckOne(platform, found.row) : null
  const today = dayOf(platform.clock.now())
  return detailView(found.row, { actor, today, events: found.events, proofName: found.proofName, recheck })
}

/** Opens sealed data for a stated purpose. The audit entry is committed before anything is shown. */
export const openSealed = async (ctx: Ctx, id: string, purpose: string): Promise<z.output<typeof Sealed>> => {
  const sealed = await ctx.tx(async (tx) => {
    const row = await tx.selectFrom('problem').select('sealed').where('id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not_found')
    await audit(tx, ctx.actor, {
      action: 'problem.open_sealed',
      subjectKind: 'problem',
      subjectId: id,
      detail: { purpose },
    })
    return row.sealed
  })
  const open = sealed ? openOperator(ctx.platform.secrets, sealed) : {}
  return { idNumber: open.idNumber ?? null, phone: open.phone ?? null }
}
