import type { MemorandumPolicy } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

/** A memorandum between a bureau and a platform, as the gateway enforces it on one day. */
export interface InForce {
  readonly matterId: string
  readonly number: string
  readonly version: number
  readonly policy: MemorandumPolicy
}
export interface Pair {
  readonly bureauId: string
  readonly platformId: string
}

const keyOf = ({ bureauId, platformId }: Pair): string => `${bureauId}\n${platformId}`

/** The pair that the parties of a matter make. */
export const pairOf = (parties: ReadonlyMap<string, string>): Pair => ({
  bureauId: parties.get('bureau') ?? '',
  platformId: parties.get('platform') ?? '',
})

/**
 * The memoranda that bind pairs of a bureau and a platform on a day, 'YYYY-MM-DD'; a pair has at most one. One query,
 * however many pairs; returns the look-up.
 * @example (await memorandumInForce(tx, [pair], '2026-11-25'))(pair)?.policy.fields
 */
export const memorandumInForce = async (
  tx: Tx,
  pairs: readonly Pair[],
  day: string,
): Promise<(pair: Pair) => InForce | undefined> => {
  const wanted = [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()]
  const { rows } = await sql<InForce & Pair>`
    SELECT m.matter_id AS "matterId", m.number, m.version, m.policy, m.bureau_id AS "bureauId",
      m.platform_id AS "platformId"
    FROM memorandum m JOIN unnest(${wanted.map((pair) => pair.bureauId)}::text[], ${wanted.map((pair) => pair.platformId)}::text[])
      AS wanted(bureau_id, platform_id) USING (bureau_id, platform_id)
    WHERE m.ended_at IS NULL AND m.from_on <= ${day}::date AND m.to_on >= ${day}::date`.execute(tx)
  const found = new Map(rows.map(({ bureauId, platformId, ...one }) => [keyOf({ bureauId, platformId }), one]))
  return (pair) => found.get(keyOf(pair))
}
