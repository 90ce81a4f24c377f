import type { MatterStatistics, Text } from '@redbridge/contract'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { currentDefinitions, findCurrent } from './definitions.ts'

// Conservation 收支平衡: intake = outcomes + open. The report counts the rows; the nightly proof holds them against two
// records that are only ever added to, the history and the evidence ledger, and names what does not agree.

interface CountRow {
  kind: string
  state: string
  outcome: boolean
  n: number
  late: number
  p50: number | null
  p90: number | null
}

interface Range {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const nextDay = sql` + 1) AT TIME ZONE 'Asia/Shanghai'`

/** Matters opened in a range of days, by kind and state, as far as row-level security shows them. */
const countStates = async (tx: Tx, range: Range, today: string): Promise<CountRow[]> => {
  const from = range.from
    ? sql`m.opened_at >= (${range.from}::date)::timestamp AT TIME ZONE 'Asia/Shanghai'`
    : sql`true`
  const to = range.to ? sql`m.opened_at < ((${range.to}::date)${nextDay}` : sql`true`
  const { rows } = await sql<CountRow>`
    SELECT m.kind, m.state, m.outcome, count(*)::int AS n,
      count(*) FILTER (WHERE NOT m.outcome AND EXISTS (SELECT 1 FROM matter_clock c WHERE c.matter_id = m.id
        AND c.state = 'running' AND c.due_on < ${today}::date))::int AS late,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM m.closed_at - m.opened_at) / 86400)
        FILTER (WHERE m.outcome))::float8 AS p50,
      (percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM m.closed_at - m.opened_at) / 86400)
        FILTER (WHERE m.outcome))::float8 AS p90
    FROM matter m WHERE ${from} AND ${to} GROUP BY 1, 2, 3`.execute(tx)
  return rows
}

/** How many moves opened a matter of each kind in the range: the intake as the history tells it. */
const countIntake = async (tx: Tx, range: Range): Promise<Map<string, number>> => {
  const from = range.from
    ? sql`m.opened_at >= (${range.from}::date)::timestamp AT TIME ZONE 'Asia/Shanghai'`
    : sql`true`
  const to = range.to ? sql`m.opened_at < ((${range.to}::date)${nextDay}` : sql`true`
  const { rows } = await sql<{ kind: string; n: number }>`
    SELECT m.kind, count(*)::int AS n FROM matter_event e JOIN matter m ON m.id = e.matter_id
    WHERE e.type = 'move' AND e.from_state IS NULL AND ${from} AND ${to} GROUP BY 1`.execute(tx)
  return new Map(rows.map((row) => [row.kind, row.n]))
}

const round = (days: number | null): number | null => (days === null ? null : Math.round(days * 10) / 10)

/** Median and ninetieth percentile over all outcomes, from those of each state weighed by their counts. */
const spanOf = async (tx: Tx, kind: string): Promise<{ p50: number | null; p90: number | null }> => {
  const { rows } = await sql<{ p50: number | null; p90: number | null }>`
    SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY d))::float8 AS p50, (percentile_cont(0.9) WITHIN GROUP (ORDER BY d))::float8 AS p90
    FROM (SELECT extract(epoch FROM closed_at - opened_at) / 86400 AS d FROM matter WHERE kind = ${kind} AND outcome) x`.execute(
    tx,
  )
  return { p50: round(rows[0]?.p50 ?? null), p90: round(rows[0]?.p90 ?? null) }
}

export const statistics = (ctx: Ctx, range: Range): Promise<MatterStatistics> =>
  ctx.tx(async (tx) => {
    if (range.from && range.to && range.to < range.from)
      throw new AppError('bad_request', { errors: [{ pointer: '/to', message: '早于起始日期 / before from' }] })
    const now = ctx.platform.clock.now()
    const counts = await countStates(tx, range, dayOf(now))
    const intake = await countIntake(tx, range)
    const lines: MatterStatistics['lines'] = []
    for (const definition of currentDefinitions()) {
      const own = counts.filter((row) => row.kind === definition.kind)
      const listed = definition.states.map(({ state, text, outcome }) => ({
        state,
        text,
        outcome,
        count: sum(own.filter((row) => row.state === state)),
      }))
      const open = sum(own.filter((row) => !row.outcome))
      const ended = sum(own.filter((row) => row.outcome))
      const arrived = intake.get(definition.kind) ?? 0
      const span = await spanOf(tx, definition.kind)
      lines.push({
        kind: definition.kind,
        kindText: definition.title,
        intake: arrived,
        open,
        outcomes: listed.filter((one) => one.outcome).map(({ state, text, count }) => ({ state, text, count })),
        states: listed.filter((one) => !one.outcome).map(({ state, text, count }) => ({ state, text, count })),
        overdue: own.reduce((total, row) => total + row.late, 0),
        daysP50: span.p50,
        daysP90: span.p90,
        balances: arrived === open + ended,
      })
    }
    const proofs = await tx
      .selectFrom('conservation_proof')
      .select(['at', 'ok', 'faults'])
      .orderBy('id', 'desc')
      .limit(14)
      .execute()
    return {
      asOf: now.toISOString(),
      from: range.from ?? null,
      to: range.to ?? null,
      lines,
      proofs: proofs.map(({ at, ok, faults }) => ({ at: at.toISOString(), ok, faults: faults as Text[] })),
    }
  })

const sum = (rows: readonly { n: number }[]): number => rows.reduce((total, row) => total + row.n, 0)

interface Fault extends Text {}

const titleOf = (kind: string): Text => findCurrent(kind)?.title ?? { zh: kind, en: kind }

/** Into each state has come what went out of it and what stands there: rows against history. */
const flowFaults = async (tx: Tx): Promise<Fault[]> => {
  const { rows } = await sql<{ kind: string; state: string; came: number; went: number; stands: number }>`
    WITH moves AS (SELECT m.kind, e.from_state, e.to_state FROM matter_event e JOIN matter m ON m.id = e.matter_id WHERE e.type = 'move'),
    flow AS (
      SELECT kind, to_state AS state, count(*)::int AS came, 0 AS went, 0 AS stands FROM moves GROUP BY 1, 2
      UNION ALL SELECT kind, from_state, 0, count(*)::int, 0 FROM moves WHERE from_state IS NOT NULL GROUP BY 1, 2
      UNION ALL SELECT kind, state, 0, 0, count(*)::int FROM matter GROUP BY 1, 2)
    SELECT kind, state, sum(came)::int AS came, sum(went)::int AS went, sum(stands)::int AS stands FROM flow
    GROUP BY 1, 2 HAVING sum(came) - sum(went) <> sum(stands) ORDER BY 1, 2`.execute(tx)
  return rows.map(({ kind, state, came, went, stands }) => ({
    zh: `${titleOf(kind).zh}：状态 ${state} 进入 ${came} 件、离开 ${went} 件，应有 ${came - went} 件，实有 ${stands} 件`,
    en: `${titleOf(kind).en}: ${came} came into ${state}, ${went} left, so ${came - went} should stand there; ${stands} do`,
  }))
}

/** Matters whose row says other than their last move: named, ten at the most. */
const rowFaults = async (tx: Tx): Promise<Fault[]> => {
  const { rows } = await sql<{ number: string; state: string; last: string | null }>`
    SELECT m.number, m.state, e.to_state AS last FROM matter m
    LEFT JOIN LATERAL (SELECT to_state FROM matter_event WHERE matter_id = m.id AND type = 'move' ORDER BY id DESC LIMIT 1) e ON true
    WHERE e.to_state IS DISTINCT FROM m.state ORDER BY m.number LIMIT 10`.execute(tx)
  return rows.map(({ number, state, last }) => ({
    zh: `${number} 记为 ${state}，最后一次流转却到 ${last ?? '（无记录）'}`,
    en: `${number} stands at ${state}, its last move led to ${last ?? '(none)'}`,
  }))
}

/** Moves without their ledger entry, and ledger entries of moves that the history no longer has. */
const ledgerFaults = async (tx: Tx): Promise<Fault[]> => {
  const { rows } = await sql<{ which: 'missing' | 'left'; subject: string; n: number }>`
    SELECT 'missing' AS which, min(e.matter_id) AS subject, count(*)::int AS n FROM matter_event e
      LEFT JOIN ledger_entry l ON l.id = e.entry_id WHERE e.type = 'move' AND l.id IS NULL HAVING count(*) > 0
    UNION ALL
    SELECT 'left', min(l.subject), count(*)::int FROM ledger_entry l
      LEFT JOIN matter_event e ON e.entry_id = l.id WHERE l.kind = 'matter.move' AND e.id IS NULL HAVING count(*) > 0`.execute(
    tx,
  )
  return rows.map(({ which, subject, n }) =>
    which === 'missing'
      ? { zh: `${n} 次流转没有存证（如 ${subject}）`, en: `${n} moves have no ledger entry (e.g. of ${subject})` }
      : {
          zh: `${n} 条存证的流转记录已不存在（如 ${subject}）`,
          en: `${n} ledger entries whose move is gone (e.g. of ${subject})`,
        },
  )
}

/** The nightly proof. What does not agree is kept, logged, and told to the administrators of every bureau concerned. */
export const proveConservation = async (platform: Platform): Promise<boolean> => {
  const now = platform.clock.now()
  const faults = await platform.workerDb
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const found = [...(await flowFaults(tx)), ...(await rowFaults(tx)), ...(await ledgerFaults(tx))]
      await tx
        .insertInto('conservation_proof')
        .values({ at: now, ok: found.length === 0, faults: JSON.stringify(found) })
        .execute()
      if (found.length > 0) await alarm(tx, found, now)
      return found
    })
  if (faults.length > 0) platform.log.error('matters do not balance', { faults: faults.map((fault) => fault.en) })
  return faults.length === 0
}

const alarm = async (tx: Tx, faults: readonly Fault[], now: Date): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT o.id FROM matter m JOIN organisation o ON o.id = m.owner_id AND o.kind = 'bureau'`.execute(tx)
  await sendNotices(
    tx,
    rows.map(({ id }) => ({
      to: id,
      from: id,
      kind: 'alarm',
      zh: `事项收支不平衡，共 ${faults.length} 处：${faults[0]?.zh}`,
      en: `Matters do not balance, ${faults.length} faults: ${faults[0]?.en}`,
      link: '/matter-statistics',
    })),
    now,
  )
}
