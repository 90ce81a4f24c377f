import type { Tx } from '../../platform/db/pool.ts'
import { newId } from '../../platform/ids.ts'

/** A message inside the product, from one organisation to another. */
export interface NewNotice {
  readonly to: string
  readonly from: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly link: string
}

/** Sends in the transaction of what it tells about: no change without its notice, no notice without its change. */
export const sendNotices = async (tx: Tx, notices: readonly NewNotice[], now: Date): Promise<void> => {
  if (notices.length === 0) return
  await tx
    .insertInto('notice')
    .values(
      notices.map((one) => ({
        id: newId('ntc', now.getTime()),
        organisation_id: one.to,
        from_organisation_id: one.from,
        kind: one.kind,
        zh: one.zh,
        en: one.en,
        link: one.link,
        created_at: now,
      })),
    )
    .execute()
}

/** The latest notices to an organisation since `since`, newest first. */
export const listNotices = (tx: Tx, organisationId: string, since: Date, limit = 20) =>
  tx
    .selectFrom('notice')
    .select(['zh', 'en', 'link', 'created_at'])
    .where('organisation_id', '=', organisationId)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
