import { may, type OrganisationKind, type Todo } from '@redbridge/contract'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { listWatchedChanges } from '../matters/index.ts'
import { listNotices } from '../notices/index.ts'
import { bureauItems } from './bureau-items.ts'
import { type Draft, inOrder } from './items.ts'
import { matterItems } from './matter-items.ts'
import { platformItems } from './platform-items.ts'

const DAY_MS = 86_400_000
const MOST = 20

/** Long work that ended in the last days: the result waits here for whoever left the page. */
const finishedBatches = async (tx: Tx, since: Date): Promise<Todo['results']> => {
  const { rows } = await sql<{
    id: string
    state: string
    platform: string
    key: string
    accepted: number
    rejected: number
    at: Date
  }>`
    SELECT b.id, b.state, coalesce(o.name_zh, '') AS platform, p.key, coalesce((b.totals->>'accepted')::int, 0) AS accepted,
      coalesce((b.totals->>'rejected')::int, 0) AS rejected, b.finished_at AS at
    FROM report_batch b JOIN report_period p ON p.id = b.period_id LEFT JOIN organisation o ON o.id = b.platform_id
    WHERE b.finished_at >= ${since} AND b.state <> 'replaced' ORDER BY b.finished_at DESC LIMIT 10`.execute(tx)
  return rows.map((row) => {
    const bad = row.state === 'invalid' || row.state === 'failed'
    return {
      zh: bad
        ? `${row.platform} ${row.key} 报送未能处理`
        : `${row.platform} ${row.key} 报送已比对：接收 ${row.accepted} 行，退回 ${row.rejected} 行`,
      en: bad
        ? `${row.platform} ${row.key}: the report could not be processed`
        : `${row.platform} ${row.key} is matched: ${row.accepted} rows accepted, ${row.rejected} rejected`,
      link: `/batches/${row.id}`,
      at: row.at.toISOString(),
    }
  })
}

/** What there is to do besides matters, for each kind of organisation. A partner has no duties of its own. */
const ITEMS: Record<OrganisationKind, (ctx: Ctx, tx: Tx, today: string) => Promise<Draft[]>> = {
  bureau: bureauItems,
  platform: platformItems,
  partner: async () => [],
}

/** What waits for the signed-in person: due, overdue, to be done, waited for, and what has come in. */
export const getTodo = (ctx: Ctx): Promise<Todo> =>
  ctx.tx(async (tx) => {
    const now = ctx.platform.clock.now()
    const today = dayOf(now)
    const duties = await ITEMS[ctx.actor.organisation.kind](ctx, tx, today)
    const items = [...duties, ...(await matterItems(ctx, tx, today))]
    const notices = await listNotices(tx, ctx.actor.organisation.id, new Date(now.getTime() - 30 * DAY_MS), MOST)
    const seesBatches = may(ctx.actor.roles, 'batch.read')
    const batches = seesBatches ? await finishedBatches(tx, new Date(now.getTime() - 7 * DAY_MS)) : []
    const watched = await listWatchedChanges(ctx, tx, new Date(now.getTime() - 7 * DAY_MS))
    const results = [
      ...watched,
      ...notices.map(({ zh, en, link, created_at }) => ({ zh, en, link, at: created_at.toISOString() })),
      ...batches,
    ]
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, MOST)
    return { asOf: now.toISOString(), items: inOrder(items), results }
  })
