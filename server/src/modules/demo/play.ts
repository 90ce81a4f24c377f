import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, ProblemKind, ProblemState } from '@redbridge/contract'
import type { Market } from '@redbridge/engine/market'
import { sql } from 'kysely'
import { addDays, dayOf } from '../../platform/clock.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/platform.ts'
import { answerProblems, pushProblems, reviewProblems, verifyProblems } from '../problems/index.ts'
import { actOnTransfers, listOutside, sendTransfers } from '../transfers/index.ts'
import { actorOf, type Seeded } from './seed.ts'

/** A batch of the demonstration and the days on which its people act. */
interface Scene {
  readonly platform: Platform
  readonly seeded: Seeded
  readonly batchId: string
  readonly platformKey: string
}

export const onDay = (platform: Platform, day: string, hour = 10): Platform => ({
  ...platform,
  clock: { now: () => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`) },
})
const analyst = (scene: Scene, day: string): Ctx =>
  contextFor(
    onDay(scene.platform, day),
    actorOf(scene.seeded.bureaus.get('beijing') as never, '陈思远', 'bureau_analyst'),
  )
const staff = (scene: Scene, day: string, hour: number): Ctx =>
  contextFor(
    onDay(scene.platform, day, hour),
    actorOf(scene.seeded.platforms.get(scene.platformKey) as never, '平台合规专员', 'platform_staff'),
  )

const all = (batchId: string, state: ProblemState, kind?: readonly ProblemKind[]) => ({
  filter: { batchId, state: [state], ...(kind ? { kind: [...kind] } : {}) },
})

/** How platforms answer which kind, and after how many days: what cannot be cured is removed, slips are corrected. */
const ANSWERS: readonly { kinds: readonly ProblemKind[]; answer: Answer; after: number; hour: number }[] = [
  { kinds: ['cancelled', 'revoked'], answer: 'removed', after: 2, hour: 11 },
  { kinds: ['serious_violation'], answer: 'removed', after: 1, hour: 16 },
  { kinds: ['abnormal_operation'], answer: 'suspended', after: 4, hour: 9 },
  { kinds: ['licence_unknown'], answer: 'suspended', after: 6, hour: 15 },
  { kinds: ['duplicate'], answer: 'removed', after: 3, hour: 14 },
]

const confirmAndPush = async (scene: Scene, day: string, answerDueOn: string): Promise<void> => {
  const ctx = analyst(scene, day)
  await reviewProblems(ctx, { selection: all(scene.batchId, 'found'), event: 'confirm', preview: false })
  await pushProblems(ctx, {
    selection: all(scene.batchId, 'confirmed'),
    answerDueOn,
    message: '请逐户核实并反馈处置结果。',
    preview: false,
  })
}

const answerSome = async (scene: Scene, pushedOn: string, answers = ANSWERS): Promise<void> => {
  for (const { kinds, answer, after, hour } of answers)
    await answerProblems(staff(scene, addDays(pushedOn, after), hour), {
      selection: all(scene.batchId, 'pushed', kinds),
      answer,
      preview: false,
    })
}

/** Slips of the pen are corrected one by one with what the register proposed; what has no proposal is objected to. */
const correctSlips = async (scene: Scene, day: string): Promise<void> => {
  const rows = await scene.platform.workerDb
    .selectFrom('problem')
    .select(['id', 'version', 'registered', 'name', 'uscc'])
    .where('batch_id', '=', scene.batchId)
    .where('state', '=', 'pushed')
    .execute()
  const ctx = staff(scene, day, 17)
  for (const row of rows) {
    const selection = { ids: [{ id: row.id, version: row.version }] }
    if (row.registered)
      await answerProblems(ctx, {
        selection,
        answer: 'corrected',
        correctedName: row.registered.name || row.name,
        correctedUscc: row.registered.uscc || row.uscc,
        preview: false,
      })
    else
      await answerProblems(ctx, {
        selection,
        answer: 'suspended',
        text: '已暂停服务，待商家提供营业执照。',
        preview: false,
      })
  }
}

/** The whole way: confirmed, pushed, answered, verified and closed. */
const closeBatch = async (scene: Scene, day: string): Promise<void> => {
  await confirmAndPush(scene, day, addDays(day, 15))
  await answerSome(scene, day)
  await correctSlips(scene, addDays(day, 8))
  await verifyProblems(analyst(scene, addDays(day, 12)), {
    selection: all(scene.batchId, 'answered'),
    event: 'verify',
    preview: false,
  })
  // What another province's register would have to confirm is left to a person, who names each.
  const left = await scene.platform.workerDb
    .selectFrom('problem')
    .select(['id', 'version'])
    .where('batch_id', '=', scene.batchId)
    .where('state', '=', 'answered')
    .execute()
  if (left.length)
    await verifyProblems(analyst(scene, addDays(day, 13)), {
      selection: { ids: left },
      event: 'verify',
      preview: false,
    })
}

/** Operators registered elsewhere go home; those bureaus answer from their registers, and what nobody claims comes back. */
const exchange = async (scene: Scene, day: string, answered: boolean): Promise<void> => {
  const ctx = analyst(scene, day)
  const groups = await listOutside(ctx, scene.batchId)
  // Two provinces without a bureau on the system are enough to show what comes back unclaimed.
  const unclaimed = answered ? groups.filter((group) => !group.toBureauId).slice(0, 2) : []
  const provinces = [...groups.filter((group) => group.toBureauId), ...unclaimed].map((group) => group.province)
  if (!provinces.length) return
  const { packages } = await sendTransfers(ctx, scene.batchId, {
    provinces,
    answerDueOn: addDays(day, 30),
    preview: false,
  })
  await jobsDone(scene.platform, 'transfers.')
  if (!answered) return
  for (const one of packages) {
    const bureau = [...scene.seeded.bureaus.values()].find((candidate) => candidate.nameZh === one.toBureauName)
    if (!bureau) continue
    const away = contextFor(onDay(scene.platform, addDays(day, 6), 9), actorOf(bureau, '外省协查员', 'bureau_analyst'))
    const selection = { packageNo: one.packageNo }
    await actOnTransfers(away, { selection, event: 'receive', preview: false })
    await actOnTransfers(away, { selection, event: 'answer', useProposed: true, preview: false })
  }
  await jobsDone(scene.platform, 'transfers.')
  for (const one of packages)
    await actOnTransfers(analyst(scene, addDays(day, 7)), {
      selection: { packageNo: one.packageNo },
      event: 'close',
      preview: false,
    })
  await jobsDone(scene.platform, 'transfers.')
}

const jobsDone = async (platform: Platform, prefix: string): Promise<void> => {
  for (;;) {
    const { rows } =
      await sql`SELECT 1 FROM pgboss.job WHERE name LIKE ${`${prefix}%`} AND state IN ('created', 'retry', 'active') AND start_after < now() + interval '1 minute' LIMIT 1`.execute(
        platform.workerDb,
      )
    if (!rows.length) return
    await sleep(100)
  }
}

/** Plays what people would do with the found problems: the first period to its end, the second up to the middle of the work. */
export const playPeriod = async (
  platform: Platform,
  market: Market,
  seeded: Seeded,
  periodKey: string,
): Promise<void> => {
  const period = market.periods.find((one) => one.key === periodKey)
  if (!period) return
  const first = period === market.periods[0]
  const today = dayOf(platform.clock.now())
  const recently = addDays(today, -12) > period.due ? addDays(today, -12) : addDays(period.due, 1)
  for (const [i, { key }] of market.platforms.entries()) {
    const organisation = seeded.platforms.get(key)
    const batch = await platform.workerDb
      .selectFrom('report_batch as b')
      .innerJoin('report_period as p', 'p.id', 'b.period_id')
      .select(['b.id', 'b.state'])
      .where('p.key', '=', periodKey)
      .where('b.platform_id', '=', organisation?.id ?? '')
      .where('b.state', '=', 'matched')
      .executeTakeFirst()
    if (!batch) continue
    const scene: Scene = { platform, seeded, batchId: batch.id, platformKey: key }
    if (first) {
      await exchange(scene, addDays(period.due, 2), true)
      await closeBatch(scene, addDays(period.due, 9))
    } else if (i === 0) {
      await exchange(scene, recently, false)
      await confirmAndPush(scene, recently, addDays(today, 5))
      await answerSome(scene, recently)
    } else if (i === 1) {
      await confirmAndPush(scene, recently, addDays(today, -2))
      await answerSome(scene, recently, ANSWERS.slice(0, 1))
    } else if (i === 3) await closeBatch(scene, recently)
  }
}
