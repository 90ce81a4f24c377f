import type { DuplicateRequest, RequestTarget } from '@redbridge/contract'
import { findProcess } from '@redbridge/law'
import { sql } from 'kysely'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { targetDigest } from './targets.ts'

interface Earlier {
  readonly digest: string
  readonly matter_id: string
  readonly at: Date
  readonly bureau_name: string
  readonly confidential: boolean
  /** the platform has seen it: it was sent */
  readonly sent: boolean
}
interface Visible {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly definition_version: number
  readonly state: string
  readonly answered: boolean
}

/** How far back a second request about one thing is called a duplicate, in days. */
const YEAR = 365

/**
 * Requests of everybody about these targets to this platform. Read as the worker on purpose: row-level security hides
 * what other bureaus asked, and that somebody else holds the answer already is just what an officer should know before
 * troubling a platform again. What leaves here of such a request is the bureau's name and the day, never of a
 * confidential one, and never of a draft.
 */
const earlierOf = async (ctx: Ctx, ask: { digests: readonly string[]; platformId: string; except: string | null }) => {
  const since = addDays(dayOf(ctx.platform.clock.now()), -YEAR)
  const { rows } = await sql<Earlier>`
    SELECT t.digest, t.matter_id, t.at, o.name_zh AS bureau_name, t.confidential, t.platform_id = ANY (m.seen_by) AS sent
    FROM assistance_target t JOIN matter m ON m.id = t.matter_id JOIN organisation o ON o.id = t.bureau_id
    WHERE t.digest = ANY (${[...ask.digests]}::text[]) AND t.platform_id = ${ask.platformId} AND t.at >= ${since}::date
      AND m.state <> 'withdrawn' AND t.matter_id IS DISTINCT FROM ${ask.except}
    ORDER BY t.at DESC, t.matter_id LIMIT 500`.execute(ctx.platform.workerDb)
  return rows
}

/** Those of them that the caller sees as a matter: its own, and what was sent in its jurisdiction. */
const visibleOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Visible>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Visible>`
    SELECT m.id, m.number, m.kind, m.definition_version, m.state,
      EXISTS (SELECT 1 FROM assistance_answer a WHERE a.matter_id = m.id AND a.state = 'sent') AS answered
    FROM matter m WHERE m.id = ANY (${[...ids]}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

const viewOf = (row: Visible): DuplicateRequest['matter'] => ({
  id: row.id,
  number: row.number,
  stateText: findProcess(row.kind, row.definition_version)?.states.find((one) => one.state === row.state)?.text ?? {
    zh: row.state,
    en: row.state,
  },
  answered: row.answered,
})

export interface DuplicateAsk {
  readonly platformId: string
  readonly targets: readonly RequestTarget[]
  /** the request itself, where it is kept already */
  readonly except?: string
}

/** Earlier requests about the same targets, by normalised target, newest first; two queries for any number of requests to one platform. */
export const duplicatesOf = async (ctx: Ctx, tx: Tx, ask: DuplicateAsk): Promise<DuplicateRequest[]> => {
  const byDigest = new Map(ask.targets.map((target) => [targetDigest(ctx.platform.secrets, target), target.value]))
  if (byDigest.size === 0) return []
  const rows = await earlierOf(ctx, {
    digests: [...byDigest.keys()],
    platformId: ask.platformId,
    except: ask.except ?? null,
  })
  const visible = await visibleOf(tx, [...new Set(rows.map((row) => row.matter_id))])
  return rows.flatMap((row): DuplicateRequest[] => {
    const seen = visible.get(row.matter_id)
    if (!seen && (row.confidential || !row.sent)) return []
    return [
      {
        target: byDigest.get(row.digest) ?? '',
        bureauName: row.bureau_name,
        on: dayOf(row.at),
        matter: seen ? viewOf(seen) : null,
      },
    ]
  })
}
