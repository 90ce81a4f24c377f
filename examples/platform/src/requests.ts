import type { RequestForm } from '@redbridge/client'
import type { Planned } from './acts.ts'
import { answerTo, partsOf, rowCount } from './answer.ts'
import type { Database } from './database.ts'
import { type Found, findTargets, periodOf } from './find.ts'

export interface Limits {
  /** rows of one answer; more goes out in parts */
  readonly partRows: number
  /** rows from which we ask for more time first */
  readonly extendRows: number
}

/** ECL 31: records of deals are kept for three years at least; ours go then. */
const KEPT_DAYS = 3 * 365

const named = (targets: Found['missing']): string => targets.map((one) => one.value).join('、')

/** What we do about a request for assistance: ask what is meant, refuse, or answer field by field. */
export const decideRequest = (
  db: Database,
  limits: Limits,
  asked: { readonly event: string; readonly form: RequestForm; readonly state: string; readonly today: string },
): Planned[] => {
  const { event, form, state, today } = asked
  const fresh = state === 'received'
  const found = findTargets(db, form.targets ?? [])
  if (found.unclear.length > 0 && event === 'approve')
    return [ask(`所给条件过于宽泛或者对应多个店铺：${named(found.unclear)}，请补充店铺编号、商品编号或者订单编号。`)]
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10)
  if (fresh && periodOf(form).to < oldest)
    return [
      {
        act: 'refuse',
        body: { ground: 'beyond_retention', reason: `交易记录保存三年，${oldest}以前的记录已经删除。` },
      },
    ]
  const nothing = found.shops.size === 0
  if (nothing && event === 'approve')
    return [ask(`未能找到：${named([...found.missing, ...found.unclear])}，请核对后补正。`)]
  if (nothing && fresh)
    return [{ act: 'refuse', body: { ground: 'not_addressee', reason: `本平台没有该对象：${named(found.missing)}。` } }]
  return nothing ? [cannotFind(form)] : answers(db, limits, { form, found, state })
}

const ask = (reason: string): Planned => ({ act: 'askCorrection', body: { points: ['target_unclear'], reason } })

/** Returned to us although there is nothing: each field says so. */
const cannotFind = (form: RequestForm): Planned => {
  const fields = [...(form.fields ?? []), ...(form.extraFields ?? []).map((_, i) => `extra.${i + 1}`)]
  const withheld = fields.map((field) => ({ field, reason: 'not_identifiable' }))
  return { act: 'answer', body: { content: { groups: [], none: [], withheld } } }
}

const answers = (
  db: Database,
  limits: Limits,
  { form, found, state }: { form: RequestForm; found: Found; state: string },
): Planned[] => {
  const content = answerTo(db, form, found)
  const rows = rowCount(content)
  const parts = partsOf(content, limits.partRows)
  const left = [...found.missing, ...found.unclear]
  const note = left.length > 0 ? `未能找到：${named(left)}。` : undefined
  const extend: Planned[] =
    rows > limits.extendRows && state === 'received'
      ? [{ act: 'extend', body: { reason: `涉及记录${rows}条，需分批核对后提供。` } }]
      : []
  return [
    ...extend,
    ...parts.map((part, i): Planned => {
      const last = i === parts.length - 1
      const said = last ? note : `共${parts.length}批，本次为第${i + 1}批。`
      return {
        act: last ? 'answer' : 'answerPart',
        body: { content: part, ...(said === undefined ? {} : { note: said }) },
      }
    }),
  ]
}
