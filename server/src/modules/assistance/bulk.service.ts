import type { BulkRequests, NewRequest, RequestFault, RequestTarget } from '@redbridge/contract'
import { type RequestContext, requestFaults, standardFields } from '@redbridge/law'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Upload } from '../../platform/http/upload.ts'
import { once } from '../../platform/idempotency.ts'
import type { Ctx } from '../../platform/platform.ts'
import { actOf, moveMatters } from '../matters/index.ts'
import { BULK_COLUMNS, type BulkKey, readCells, shapeOf } from './bulk-columns.ts'
import { readSheet, type SheetRow } from './bulk-read.ts'
import { duplicatesOf } from './duplicates.ts'
import { loadContexts } from './request-context.ts'
import { openRequests, platformsFor } from './requests.service.ts'
import { settingLayers } from './settings.store.ts'
import { targetDigest } from './targets.ts'

interface Judged {
  readonly row: number
  readonly platformName: string
  readonly platformId: string | undefined
  readonly form: Record<string, unknown>
  readonly target: RequestTarget | undefined
  readonly faults: RequestFault[]
}

const cellFault = (rule: string, column: BulkKey, zh: string, en: string, blocking = true): RequestFault => ({
  ...{ rule, pointer: `/${column}`, basis: null, blocking },
  zh: `${BULK_COLUMNS.find((one) => one.key === column)?.zh}：${zh}`,
  en,
})

const folded = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** Platforms on the bridge by id and by name; a name that two bear is none. */
const platformsByName = async (ctx: Ctx, tx: Tx): Promise<(name: string) => readonly string[]> => {
  const platforms = await platformsFor(ctx, tx, true)
  const byName = Map.groupBy(
    platforms.flatMap(({ id, nameZh, nameEn }) =>
      [...new Set([id, folded(nameZh), folded(nameEn)])].map((name) => [name, id] as const),
    ),
    ([name]) => name,
  )
  return (name) => [...new Set((byName.get(name.trim()) ?? byName.get(folded(name)) ?? []).map(([, id]) => id))]
}

/** Every row with the form it says, before the rules are asked. */
const readRows = async (ctx: Ctx, tx: Tx, rows: readonly SheetRow[]): Promise<Judged[]> => {
  const day = dayOf(ctx.platform.clock.now())
  const asker = ctx.actor.organisation
  const catalogue = standardFields(day, (await settingLayers(tx, [asker]))(asker))
  const find = await platformsByName(ctx, tx)
  return rows.map(({ row, cells }) => {
    const { form, faults } = readCells(cells, catalogue, day)
    const found = cells.platform === '' ? [] : find(cells.platform)
    const named = faults.map(({ column, zh, en }) => cellFault('row_unreadable', column, zh, en))
    if (found.length !== 1)
      named.push(
        found.length > 1
          ? cellFault(
              'row_platform',
              'platform',
              '有同名平台，请填写平台编号',
              'Several platforms bear this name: give the id',
            )
          : cellFault(
              'row_platform',
              'platform',
              '没有加入红盾云桥的该名称平台',
              'No platform of this name on the bridge',
            ),
      )
    if (!cells.kind) named.push(cellFault('row_unreadable', 'kind', '请填写', 'Missing'))
    return {
      row,
      platformName: cells.platform,
      platformId: found.length === 1 ? found[0] : undefined,
      form,
      target: (form.targets as RequestTarget[] | undefined)?.[0],
      faults: named,
    }
  })
}

/** What the rules say of a row; what the sheet named already is not said twice. */
const ruleFaults = (one: Judged, context: RequestContext): RequestFault[] => {
  const shape = shapeOf(one.form)
  const unread = new Set(one.faults.map((fault) => fault.pointer.slice(1)))
  const lacks = ({ pointer }: RequestFault): boolean => {
    const field = pointer.split('/')[2] ?? 'platform'
    return unread.has(field) || (field === 'targets' && unread.has('kind'))
  }
  const fromRules = requestFaults(one.form as never, context).filter((fault) => !lacks(fault))
  if (shape.success || fromRules.some((fault) => fault.blocking) || one.faults.length > 0) return fromRules
  return [
    ...fromRules,
    ...shape.error.issues.map((issue) => ({
      ...{ rule: 'form_shape', pointer: `/form/${issue.path.join('/')}`, basis: null, blocking: true },
      zh: '内容过长或者不符合格式',
      en: issue.message,
    })),
  ]
}

/** Rows of the same file about one thing: the first stands, the others are named. */
const repeatFaults = (ctx: Ctx, rows: readonly Judged[]): Map<number, RequestFault> => {
  const first = new Map<string, number>()
  const faults = new Map<number, RequestFault>()
  for (const { row, target, platformId } of rows) {
    if (!target || !platformId) continue
    const key = `${platformId} ${targetDigest(ctx.platform.secrets, target)}`
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, row)
    else faults.set(row, cellFault('row_repeated', 'value', `与第${earlier}行相同`, `The same as row ${earlier}`))
  }
  return faults
}

/** Rows about what somebody asked before: said, and not in the way. */
const earlierFaults = async (ctx: Ctx, tx: Tx, rows: readonly Judged[]): Promise<Map<number, RequestFault>> => {
  const { secrets } = ctx.platform
  const faults = new Map<number, RequestFault>()
  for (const [platformId, of] of Map.groupBy(rows, (one) => one.platformId)) {
    const targets = of.flatMap((one) => one.target ?? [])
    if (!platformId || targets.length === 0) continue
    const earlier = new Map(
      (await duplicatesOf(ctx, tx, { platformId, targets })).map((one) => [one.target, one] as const).toReversed(),
    )
    const byDigest = new Map(
      targets.flatMap((target) => {
        const found = earlier.get(target.value)
        return found ? [[targetDigest(secrets, target), found] as const] : []
      }),
    )
    for (const { row, target } of of) {
      const found = target && byDigest.get(targetDigest(secrets, target))
      if (!found) continue
      const number = found.matter ? `（${found.matter.number}）` : ''
      faults.set(
        row,
        cellFault(
          'earlier_request',
          'value',
          `${found.bureauName}已于${found.on}协查同一对象${number}`,
          `${found.bureauName} asked about the same on ${found.on}${found.matter ? ` (${found.matter.number})` : ''}`,
          false,
        ),
      )
    }
  }
  return faults
}

const judge = async (ctx: Ctx, tx: Tx, sheet: readonly SheetRow[]): Promise<Judged[]> => {
  const rows = await readRows(ctx, tx, sheet)
  const bureauId = ctx.actor.organisation.id
  const pairOf = ({ platformId = '' }: Judged) => ({ bureauId, platformId })
  const contextOf = await loadContexts(tx, rows.map(pairOf), ctx.platform.clock.now())
  const repeats = repeatFaults(ctx, rows)
  const earlier = await earlierFaults(ctx, tx, rows)
  return rows.map((one) => ({
    ...one,
    faults: [
      ...one.faults,
      ...ruleFaults(one, contextOf(pairOf(one))),
      ...[repeats.get(one.row), earlier.get(one.row)].filter((fault) => fault !== undefined),
    ],
  }))
}

/** Opens, fills in and submits the good rows. The rules were asked already; should they now differ, nothing is made. */
const submitAll = async (ctx: Ctx, tx: Tx, good: readonly Judged[]) => {
  const requests = good.map(({ platformId, form }) => ({ platformId, form }) as unknown as NewRequest)
  const opened = await openRequests(ctx, tx, requests)
  const items = opened.map(({ id }) => ({ id }))
  const { refused } = await moveMatters(actOf(ctx), tx, { event: 'submit', items, form: {} })
  if (refused[0]) throw new AppError('not_lawful', { detail: refused[0].zh })
  return opened.map(({ id, number }, i) => ({ row: (good[i] as Judged).row, id, number }))
}

type Result = z.output<typeof BulkRequests>

/**
 * Requests from a spreadsheet. A preview reads and judges every row and makes nothing; otherwise all good rows become
 * requests that wait for approval, in one transaction, and the others are named.
 */
export const bulkRequests = async (
  ctx: Ctx,
  upload: Upload,
  { preview, key }: { preview: boolean; key: string | undefined },
): Promise<Result> => {
  const sheet = await readSheet(ctx, upload)
  const call = { key: preview ? undefined : key, route: 'assistance.bulk', body: { sha256: upload.sha256 } }
  return once(ctx, call, async (tx) => {
    const rows = await judge(ctx, tx, sheet)
    const good = rows.filter((one) => one.faults.every((fault) => !fault.blocking))
    const created = preview || good.length === 0 ? [] : await submitAll(ctx, tx, good)
    const result: Result = {
      preview,
      rows: rows.map(({ row, platformName, target, faults }) => ({
        row,
        platformName,
        target: target?.value ?? '',
        faults,
      })),
      ready: good.length,
      created,
    }
    if (preview) return result
    await audit(tx, ctx.actor, {
      action: 'assistance.bulk',
      subjectKind: 'file',
      subjectId: upload.key,
      detail: { file: upload.name, sha256: upload.sha256, rows: rows.length, created: created.length },
    })
    return result
  })
}
