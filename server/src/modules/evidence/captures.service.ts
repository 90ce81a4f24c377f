import { type Capture, ERRORS, type ErrorCode, type NewCapture } from '@redbridge/contract'
import { findRetention } from '@redbridge/law'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { EvidenceCaptureTable } from '../../platform/db/schema-evidence.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/platform.ts'
import { capturePage } from './capture/capture.ts'
import { pageUrl, Refused } from './capture/guard.ts'
import { intake } from './intake.ts'
import { ordinaryRetention, takeItem } from './take.ts'

export const CAPTURE_JOB = 'evidence.capture'
type Row = Selectable<EvidenceCaptureTable>

const viewOf = (row: Row): Capture => ({
  id: row.id,
  url: row.url,
  purpose: row.purpose,
  state: row.state,
  requestedBy: row.by_name,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  itemId: row.item_id,
  fault: row.fault,
})

/** Asks for a capture; what is no address of the web is refused at once. */
export const requestCapture = (ctx: Ctx, input: z.output<typeof NewCapture>): Promise<Capture> =>
  ctx.tx(async (tx) => {
    const url = checkedUrl(input.url)
    const now = ctx.platform.clock.now()
    const retention = input.retention || ordinaryRetention(ctx.actor.organisation.kind)
    if (!findRetention(retention, dayOf(now)))
      throw new AppError('bad_request', { errors: [{ pointer: '/retention', message: 'unknown' }] })
    const row = await tx
      .insertInto('evidence_capture')
      .values({
        id: newId('cap', now.getTime()),
        organisation_id: ctx.actor.organisation.id,
        url,
        purpose: input.purpose,
        title: input.title ?? '',
        retention,
        by_user: ctx.actor.userId,
        by_name: ctx.actor.name,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const subject = { action: 'evidence.capture', subjectKind: 'evidence_capture', subjectId: row.id }
    await audit(tx, ctx.actor, { ...subject, detail: { url, purpose: input.purpose } })
    await ctx.platform.jobs.send(tx, CAPTURE_JOB, { captureId: row.id }, row.id)
    return viewOf(row)
  })

const checkedUrl = (text: string): string => {
  try {
    return pageUrl(text).href
  } catch (error) {
    if (error instanceof Refused) throw new AppError('capture_refused', { detail: error.message })
    throw error
  }
}

export const getCapture = (ctx: Ctx, id: string): Promise<Capture> =>
  ctx.tx(async (tx) => {
    const row = await tx.selectFrom('evidence_capture').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not_found')
    return viewOf(row)
  })

const END_STATES = ['done', 'failed'] as const

/** The work of a capture. Done again after a crash it starts anew; what was stored is stored once. */
export const runCapture = async (platform: Platform, captureId: string, signal: AbortSignal): Promise<void> => {
  const db = platform.workerDb
  const row = await db.selectFrom('evidence_capture').selectAll().where('id', '=', captureId).executeTakeFirst()
  if (!row || END_STATES.some((state) => state === row.state)) return
  const set = async (change: Partial<Pick<Row, 'state'>> & { fault?: string; finished_at?: Date }): Promise<void> => {
    await db.updateTable('evidence_capture').set(change).where('id', '=', captureId).execute()
  }
  try {
    const ctx = contextFor(platform, await actorOf(platform, row))
    const captured = await capturePage({
      url: row.url,
      config: platform.capture ?? { allowPrivate: [] },
      now: () => platform.clock.now().getTime(),
      signal,
      order: orderOf(row, ctx.actor),
      onStage: (state) => set({ state }),
    })
    await store(ctx, row, captured)
  } catch (error) {
    // A worker that is being stopped leaves the capture to the next one.
    if (signal.aborted || !(error instanceof AppError)) throw error
    await set({ state: 'failed', finished_at: platform.clock.now(), fault: JSON.stringify(faultOf(error)) })
  }
}

const faultOf = (error: AppError) => {
  const { zh, en } = ERRORS[error.code as ErrorCode]
  return { code: error.code, zh, en, ...(error.detail ? { detail: error.detail.slice(0, 500) } : {}) }
}

const orderOf = (row: Row, actor: Actor): Record<string, unknown> => ({
  captureId: row.id,
  requestedBy: { id: row.by_user, name: row.by_name },
  organisation: { id: actor.organisation.id, name: actor.organisation.nameZh },
  purpose: row.purpose,
  requestedAt: row.created_at.toISOString(),
})

const store = async (ctx: Ctx, row: Row, captured: Awaited<ReturnType<typeof capturePage>>): Promise<void> => {
  const { files } = ctx.platform
  const host = new URL(row.url).hostname.replace(/[^\w.-]/g, '_')
  const name = `网页取证-${host}-${row.id}.zip`
  const file = await intake(files, row.organisation_id, { name, source: captured.zip })
  try {
    const kept = await ctx.tx(async (tx) => {
      const open = await tx
        .selectFrom('evidence_capture')
        .select('state')
        .where('id', '=', row.id)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (END_STATES.some((state) => state === open.state)) return null
      const { item, spare } = await takeItem(ctx, tx, {
        file,
        kind: 'web_capture',
        title: row.title || captured.title.slice(0, 200) || row.url.slice(0, 200),
        note: row.purpose,
        retention: row.retention,
        capture: captured.record,
      })
      await tx
        .updateTable('evidence_capture')
        .set({ state: 'done', item_id: item.id, finished_at: ctx.platform.clock.now() })
        .where('id', '=', row.id)
        .execute()
      return { spare }
    })
    if (!kept || kept.spare) await files.delete(file.key).catch(() => {})
  } catch (error) {
    await files.delete(file.key).catch(() => {})
    throw error
  }
}

/** Whoever asked, as the one who takes the evidence; a job has no roles of its own. */
const actorOf = async (platform: Platform, row: Row): Promise<Actor> => {
  const organisation = await platform.workerDb
    .selectFrom('organisation')
    .select(['id', 'kind', 'name_zh', 'name_en', 'division'])
    .where('id', '=', row.organisation_id)
    .executeTakeFirstOrThrow()
  return {
    userId: row.by_user,
    name: row.by_name,
    roles: [],
    organisation: {
      id: organisation.id,
      kind: organisation.kind,
      nameZh: organisation.name_zh,
      nameEn: organisation.name_en,
      division: organisation.division,
    },
  }
}
