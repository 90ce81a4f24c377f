import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Platform } from '../../platform/platform.ts'
import { moveMatters } from '../matters/index.ts'

const AT_ONCE = 500

/** Ends memoranda whose last day has passed, by the system; run again it finds none. Returns how many. */
export const expireMemoranda = async (platform: Platform): Promise<number> => {
  const now = platform.clock.now()
  const { rows } = await sql<{ id: string }>`
    SELECT m.id FROM matter m
    JOIN LATERAL (SELECT to_on FROM memorandum WHERE matter_id = m.id ORDER BY version DESC LIMIT 1) last ON true
    WHERE m.kind = 'memorandum' AND m.state IN ('in_force', 'changing') AND last.to_on < ${dayOf(now)}::date
    ORDER BY m.id`.execute(platform.workerDb)
  let ended = 0
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const items = rows.slice(at, at + AT_ONCE)
    ended += await platform.workerDb.transaction().execute(async (tx) => {
      // A change that was accepted meanwhile has moved the last day: it is looked at again under lock.
      const still = await sql<{ id: string }>`
        SELECT m.id FROM matter m
        JOIN LATERAL (SELECT to_on FROM memorandum WHERE matter_id = m.id ORDER BY version DESC LIMIT 1) last ON true
        WHERE m.id = ANY (${items.map((one) => one.id)}::text[]) AND last.to_on < ${dayOf(now)}::date
        ORDER BY m.id FOR UPDATE OF m`.execute(tx)
      const act = { platform, actor: null, now }
      return (await moveMatters(act, tx, { event: 'expire', items: still.rows, form: {} })).moved.length
    })
  }
  return ended
}
