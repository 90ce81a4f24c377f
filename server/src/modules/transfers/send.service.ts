import type { SendTransfers, SendTransfersResult } from '@redbridge/contract'
import { getRuleValue } from '@redbridge/law'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { fillNow } from './fill.ts'
import { getBatch, type OutsideBatch, type OutsideState, outsideOf } from './outside.ts'
import { packageNumber, takeSerial } from './package-number.ts'

type Result = z.output<typeof SendTransfersResult>
type Input = z.output<typeof SendTransfers>

/** More than this many are written by a job. */
const AT_ONCE = 5_000

/** Sends the operators of some provinces to their home bureaus, one numbered package each. */
export const send = (ctx: Ctx, batchId: string, input: Input): Promise<Result> =>
  ctx.tx(async (tx) => {
    const batch = await getBatch(tx, batchId)
    if (batch.bureau_id !== ctx.actor.organisation.id) throw new AppError('forbidden')
    if (!['matched', 'pushed', 'answered', 'closed'].includes(batch.state)) throw new AppError('batch_not_checked')
    const now = ctx.platform.clock.now()
    const today = dayOf(now)
    const answerDueOn = input.answerDueOn ?? addDays(today, getRuleValue('transfer_answer_days', today))
    if (answerDueOn <= today)
      throw new AppError('bad_request', {
        errors: [{ pointer: '/answerDueOn', message: '反馈期限须晚于今日 / must lie in the future' }],
      })
    // One sender at a time for a batch: what is counted here is what is sent.
    if (!input.preview) await tx.selectFrom('report_batch').select('id').where('id', '=', batchId).forUpdate().execute()
    const groups = (await outsideOf(ctx.platform, tx, batch)).filter(
      (group) => input.provinces.includes(group.province) && group.count > group.sent,
    )
    const packages: Result['packages'] = []
    for (const group of groups)
      packages.push(
        input.preview
          ? previewOf(group)
          : await sendOne(ctx, tx, batch, group, { answerDueOn, today, year: Number(today.slice(0, 4)) }),
      )
    return { preview: input.preview, packages }
  })

const previewOf = (group: OutsideState): Result['packages'][number] => ({
  packageNo: '',
  toBureauName: group.toBureauName,
  province: group.province,
  count: group.count - group.sent,
  state: group.home ? 'sent' : 'returned',
})

const sendOne = async (
  ctx: Ctx,
  tx: Tx,
  batch: OutsideBatch,
  group: OutsideState,
  when: { answerDueOn: string; today: string; year: number },
): Promise<Result['packages'][number]> => {
  const now = ctx.platform.clock.now()
  const serial = await takeSerial(tx, batch.bureau_division, when.year)
  const packageNo = packageNumber(batch.bureau_division, when.year, serial)
  const expected = group.count - group.sent
  await tx
    .insertInto('transfer_package')
    .values({
      package_no: packageNo,
      batch_id: batch.id,
      from_bureau_id: batch.bureau_id,
      from_division: batch.bureau_division,
      to_bureau_id: group.home?.id ?? null,
      to_division: group.home?.division ?? `${group.province.padStart(2, '0')}0000`,
      province: group.province,
      year: when.year,
      serial,
      state: 'sending',
      expected,
      answer_due_on: group.home ? when.answerDueOn : null,
      sent_by: ctx.actor.name,
      sent_at: now,
    })
    .execute()
  if (expected <= AT_ONCE) await fillNow(ctx.platform, tx, packageNo)
  else await ctx.platform.jobs.send(tx, 'transfers.fill', { packageNo }, packageNo)
  if (group.home) await tellReceiver(ctx, tx, { packageNo, to: group.home.id, expected, answerDueOn: when.answerDueOn })
  const detail = { packageNo, province: group.province, to: group.home?.id ?? null, count: expected }
  await audit(tx, ctx.actor, { action: 'transfer.send', subjectKind: 'batch', subjectId: batch.id, detail })
  return { ...previewOf(group), packageNo }
}

const tellReceiver = (
  ctx: Ctx,
  tx: Tx,
  pack: { packageNo: string; to: string; expected: number; answerDueOn: string },
): Promise<void> => {
  const { id: from, nameZh, nameEn } = ctx.actor.organisation
  const notice = {
    to: pack.to,
    from,
    kind: 'transfer',
    zh: `${nameZh}移送贵省登记的经营主体 ${pack.expected} 户（${pack.packageNo}），请于 ${pack.answerDueOn} 前反馈`,
    en: `${nameEn || nameZh} sent ${pack.expected} operators registered with you (${pack.packageNo}); answer by ${pack.answerDueOn}`,
    link: `/transfers?box=in&packageNo=${encodeURIComponent(pack.packageNo)}`,
  }
  return sendNotices(tx, [notice], ctx.platform.clock.now())
}
