import type { RequestReach } from '@redbridge/contract'
import { type RequestContext, standardFields } from '@redbridge/law'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { memorandumInForce, type Pair } from '../exchange/index.ts'
import { loadLaw } from '../law/index.ts'
import { levelOf } from '../organisations/index.ts'
import { settingLayers } from './settings.store.ts'

interface Known {
  readonly id: string
  readonly division: string
  readonly on_bridge: boolean
  readonly sandbox: boolean
}

const organisationsOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Known & { kind: string }>> => {
  const rows = await tx
    .selectFrom('organisation')
    .select(['id', 'kind', 'division', 'on_bridge', 'sandbox'])
    .where('id', 'in', ids.length > 0 ? [...ids] : [''])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Reaches for which bureaus are authorised on a day; an authorisation holds on its first and on its last day. */
const authorisedOn = async (tx: Tx, bureaus: readonly string[], day: string): Promise<Map<string, RequestReach[]>> => {
  const rows = await tx
    .selectFrom('assistance_authorisation')
    .select(['bureau_id', 'reaches'])
    .where('bureau_id', 'in', bureaus.length > 0 ? [...bureaus] : [''])
    .where('revoked_at', 'is', null)
    .where('from_on', '<=', day)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', day)]))
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.bureau_id)].map(([id, of]) => [
      id,
      of.flatMap((row) => row.reaches as RequestReach[]),
    ]),
  )
}

const nextWorkingDay = async (tx: Tx, day: string): Promise<string> => {
  const { calendar } = await loadLaw(tx)
  let next = addDays(day, 1)
  while (!calendar.isWorkingDay(next)) next = addDays(next, 1)
  return next
}

/**
 * What the rules must know of each pair of asking bureau and platform, beside the request itself: a handful of queries,
 * however many pairs. A platform that the reader does not see is none: it has not joined the bridge.
 */
export const loadContexts = async (
  tx: Tx,
  pairs: readonly Pair[],
  now: Date,
): Promise<(pair: Pair) => RequestContext> => {
  const day = dayOf(now)
  const bureaus = [...new Set(pairs.map((pair) => pair.bureauId))]
  const known = await organisationsOf(tx, [...new Set([...bureaus, ...pairs.map((pair) => pair.platformId)])])
  const askers = bureaus.flatMap((id) => known.get(id) ?? [])
  const layersOf = await settingLayers(tx, askers)
  const authorised = await authorisedOn(tx, bureaus, day)
  const inForce = await memorandumInForce(tx, pairs, day)
  const next = await nextWorkingDay(tx, day)
  return (pair) => {
    const asker = known.get(pair.bureauId)
    const platform = known.get(pair.platformId)
    return {
      day,
      nextWorkingDay: next,
      // Whoever is not found is given the least.
      asker: { level: asker ? levelOf(asker.division) : 'county', sandbox: asker?.sandbox ?? false },
      platform: platform?.kind === 'platform' ? { onBridge: platform.on_bridge, sandbox: platform.sandbox } : null,
      fields: standardFields(day, asker ? layersOf(asker) : []),
      authorised: authorised.get(pair.bureauId) ?? [],
      memorandum: inForce(pair) ?? null,
    }
  }
}
