import type { RequestTarget } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Effect } from '../../platform/effects.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { pairOf } from '../exchange/index.ts'
import { normaliseTarget } from './normalise-target.ts'
import { readDraft } from './request-draft.ts'

/** A keyed digest: two requests about one thing are found without the thing itself lying open. */
export const targetDigest = (secrets: Secrets, { kind, value }: Pick<RequestTarget, 'kind' | 'value'>): string =>
  secrets.digest('assistance-target', `${kind}:${normaliseTarget(kind, value)}`)

/** The effect `assistance.compose`: notes what a request is about, in place of what it was about before. */
export const noteTargets: Effect = async ({ tx, now, platform: { secrets } }, moves) => {
  const rows = moves.flatMap(({ matterId, form, parties }) => {
    const { draft } = readDraft(form)
    const { bureauId, platformId } = pairOf(parties)
    const digests = new Map((draft.targets ?? []).map((target) => [targetDigest(secrets, target), target.kind]))
    return [...digests].map(([digest, kind]) => ({
      matter_id: matterId,
      kind,
      digest,
      platform_id: platformId,
      bureau_id: bureauId,
      at: now,
      confidential: draft.secrecy === 'confidential',
    }))
  })
  await sql`DELETE FROM assistance_target WHERE matter_id = ANY (${moves.map((move) => move.matterId)}::text[])`.execute(
    tx,
  )
  if (rows.length === 0) return
  await sql`
    INSERT INTO assistance_target (matter_id, kind, digest, platform_id, bureau_id, at, confidential)
    SELECT matter_id, kind, digest, platform_id, bureau_id, at, confidential
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(matter_id text, kind text, digest text, platform_id text,
      bureau_id text, at timestamptz, confidential boolean)`.execute(tx)
}
