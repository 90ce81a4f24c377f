import { TRANSFER_MOVES, type TransferAction, type TransferActionResult, type TransferEvent } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { getMove } from '../../platform/moves.ts'
import type { Ctx } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'

type Input = z.output<typeof TransferAction>

const EXCLUSIONS = {
  not_found: {
    zh: '记录不存在或不在管辖范围内',
    en: 'No such record, or outside your jurisdiction',
    error: 'not_found',
  },
  not_your_end: { zh: '须由另一方办理', en: 'For the other side to do', error: 'forbidden' },
  state: { zh: '当前状态不能进行此操作', en: 'Not possible in its present state', error: 'move_not_allowed' },
  no_proposal: {
    zh: '本省登记库没有给出结论，须人工填写',
    en: 'Your register gives no answer: to be answered by a person',
    error: 'move_not_allowed',
  },
} as const
type ExclusionCode = keyof typeof EXCLUSIONS

interface Group {
  package_no: string
  batch_id: string
  from_bureau_id: string
  to_bureau_id: string | null
  finding: string | null
  excluded: ExclusionCode | null
  moved: boolean
  n: number
}

const check = (input: Input): void => {
  const move = getMove(TRANSFER_MOVES, input.event, 'bureau')
  if (move.reason && !input.note) throw new AppError('reason_required')
  if (input.event === 'answer' && !input.finding && !input.useProposed)
    throw new AppError('bad_request', {
      errors: [{ pointer: '/finding', message: '请选择核查结论 / choose a finding' }],
    })
}

const setOf = (ctx: Ctx, input: Input): RawBuilder<unknown>[] => {
  const now = ctx.platform.clock.now()
  const { name } = ctx.actor
  const sets: Record<TransferEvent, RawBuilder<unknown>[]> = {
    receive: [sql`received_at = ${now}`, sql`received_by = ${name}`],
    answer: [
      sql`finding = ${input.useProposed ? sql`t.proposed` : sql`${input.finding ?? null}`}`,
      sql`note = ${input.note ?? null}`,
      sql`answered_at = ${now}`,
      sql`answered_by = ${name}`,
    ],
    return: [sql`note = ${input.note ?? null}`],
    withdraw: [sql`note = ${input.note ?? null}`],
    close: [sql`closed_at = ${now}`],
  }
  return sets[input.event]
}

/** One move over named transfers or a whole package: one statement, each row at the end that may make the move. */
const run = async (ctx: Ctx, tx: Tx, input: Input): Promise<Group[]> => {
  const move = getMove(TRANSFER_MOVES, input.event, 'bureau')
  const own = ctx.actor.organisation.id
  const end = move.end === 'receiver' ? sql`t.to_bureau_id` : sql`t.from_bureau_id`
  const where =
    'ids' in input.selection
      ? sql`t.id = ANY(${input.selection.ids})`
      : sql`t.package_no = ${input.selection.packageNo}`
  const proposal =
    input.event === 'answer' && input.useProposed ? sql`WHEN t.proposed IS NULL THEN 'no_proposal'` : sql``
  const chosen = sql`chosen AS MATERIALIZED (
    SELECT t.id, t.version, t.package_no, t.batch_id, t.from_bureau_id, t.to_bureau_id,
      ${input.event === 'answer' && !input.useProposed ? sql`${input.finding ?? null}::text` : sql`t.proposed`} AS finding,
      CASE WHEN ${end} IS DISTINCT FROM ${own} THEN 'not_your_end' WHEN t.state <> ALL(${[...move.from]}) THEN 'state' ${proposal} END AS excluded
    FROM transfer t WHERE ${where} ORDER BY t.id ${input.preview ? sql`` : sql`FOR UPDATE`})`
  const sets = [sql`state = ${move.to}`, sql`version = t.version + 1`, ...setOf(ctx, input)]
  const changed = input.preview
    ? sql`changed AS (SELECT NULL::text AS id WHERE false)`
    : sql`changed AS (UPDATE transfer t SET ${sql.join(sets)} FROM chosen c
        WHERE t.id = c.id AND c.excluded IS NULL RETURNING t.id)`
  const statement = sql<Group>`
    WITH ${chosen}, ${changed}
    SELECT c.package_no, c.batch_id, c.from_bureau_id, c.to_bureau_id, c.finding, c.excluded, m.id IS NOT NULL AS moved, count(*)::int AS n
    FROM chosen c LEFT JOIN changed m ON m.id = c.id GROUP BY 1, 2, 3, 4, 5, 6, 7`
  const many = 'packageNo' in input.selection || input.selection.ids.length > 100
  const { rows } = await withoutNestedLoops(tx, many, () => statement.execute(tx))
  return rows
}

const sum = (groups: readonly Group[]): number => groups.reduce((all, group) => all + group.n, 0)

const resultOf = (input: Input, groups: readonly Group[]): TransferActionResult => {
  const done = groups.filter((group) => group.excluded === null)
  const left = new Map<ExclusionCode, number>()
  for (const { excluded, n } of groups) if (excluded) left.set(excluded, (left.get(excluded) ?? 0) + n)
  const missing = 'ids' in input.selection ? new Set(input.selection.ids).size - sum(groups) : 0
  if (missing > 0) left.set('not_found', missing)
  const byFinding: Record<string, number> = {}
  if (input.event === 'answer')
    for (const { finding, n } of done) if (finding) byFinding[finding] = (byFinding[finding] ?? 0) + n
  return {
    preview: input.preview,
    affected: sum(done),
    excluded: [...left].map(([reason, count]) => ({
      reason,
      zh: EXCLUSIONS[reason].zh,
      en: EXCLUSIONS[reason].en,
      count,
    })),
    byFinding,
  }
}

const refuseSingle = (input: Input, result: TransferActionResult, groups: readonly Group[]): void => {
  const [first] = result.excluded
  if (!('ids' in input.selection)) {
    if (groups.length === 0) throw new AppError('not_found')
    return
  }
  if (input.selection.ids.length !== 1 || !first) return
  const { error, zh } = EXCLUSIONS[first.reason as ExclusionCode]
  throw new AppError(error, { detail: zh })
}

/** Receive, answer, return, withdraw or close: preview, or all in one transaction with audit, notice and job. */
export const act = (ctx: Ctx, input: Input): Promise<TransferActionResult> => {
  check(input)
  return ctx.tx(async (tx) => {
    const groups = await run(ctx, tx, input)
    const result = resultOf(input, groups)
    if (input.preview) return result
    if (result.affected === 0) {
      refuseSingle(input, result, groups)
      return result
    }
    const done = groups.filter((group) => group.moved)
    const packages = [...new Set(done.map((group) => group.package_no))]
    const detail = {
      affected: result.affected,
      excluded: result.excluded.map(({ reason, count }) => ({ reason, count })),
      ...(input.event === 'answer' ? { byFinding: result.byFinding, useProposed: input.useProposed ?? false } : {}),
      ...(input.note ? { note: input.note } : {}),
      ...('ids' in input.selection ? { ids: input.selection.ids } : {}),
    }
    const subjectId = packages.join(',').slice(0, 1000)
    await audit(tx, ctx.actor, {
      action: `transfer.${input.event}`,
      subjectKind: 'transfer_package',
      subjectId,
      detail,
    })
    await follow(ctx, tx, input, done)
    return result
  })
}

/** What a move sets off: an answer goes into the sender's batch; the other end hears of packages that are done with. */
const follow = async (ctx: Ctx, tx: Tx, input: Input, done: readonly Group[]): Promise<void> => {
  const { jobs } = ctx.platform
  if (input.event === 'answer')
    for (const batchId of new Set(done.map((group) => group.batch_id)))
      await jobs.send(tx, 'transfers.apply', { batchId })
  if (input.event === 'receive')
    for (const packageNo of new Set(done.map((group) => group.package_no)))
      await jobs.send(tx, 'transfers.propose', { packageNo })
  if (input.event !== 'answer' && input.event !== 'return') return
  const packages = new Map(done.map((group) => [group.package_no, group.from_bureau_id]))
  const { rows } = await sql<{ package_no: string }>`
    SELECT DISTINCT package_no FROM transfer WHERE package_no = ANY(${[...packages.keys()]}) AND state IN ('sent', 'received')`.execute(
    tx,
  )
  const open = new Set(rows.map((row) => row.package_no))
  const { id: from, nameZh, nameEn } = ctx.actor.organisation
  const notices = [...packages]
    .filter(([packageNo]) => !open.has(packageNo))
    .map(([packageNo, to]) => ({
      to,
      from,
      kind: 'transfer_answered',
      zh: `${nameZh}已办理完毕移送 ${packageNo}`,
      en: `${nameEn || nameZh} has dealt with all of ${packageNo}`,
      link: `/transfers?box=out&packageNo=${encodeURIComponent(packageNo)}`,
    }))
  await sendNotices(tx, notices, ctx.platform.clock.now())
}
