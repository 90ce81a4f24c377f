import type { FormValues } from '@redbridge/contract'
import type { Market } from '@redbridge/engine/market'
import { baseCalendar, currentProcess } from '@redbridge/law'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/platform.ts'
import { computeServiceLevels, sendAnswer } from '../assistance/index.ts'
import { intake, takeUpload } from '../evidence/index.ts'
import { setLetterWords } from '../letters/index.ts'
import {
  addNote,
  assignMatter,
  delegate,
  moveMatters,
  openMatters,
  proveConservation,
  sendMessage,
  sweepClocks,
} from '../matters/index.ts'
import { findPeople } from './logins.ts'
import { onDay } from './play.ts'
import { bridgeScenes } from './scenes/bridge.ts'
import type { Exhibit } from './scenes/exhibits.ts'
import { findFigures } from './scenes/figures.ts'
import { guidanceScenes } from './scenes/guidance.ts'
import { findOperators } from './scenes/operators.ts'
import { partnerScenes } from './scenes/partners.ts'
import { platformLeadScenes } from './scenes/platform-leads.ts'
import type { Scene, Stage, Step, Who } from './scenes/scene.ts'
import { transferScenes } from './scenes/transfers.ts'
import { actorOf, type Seeded } from './seed.ts'

/** What matters of the demonstration have as their subject: so a later start finds them, and how far each came. */
const SUBJECT = 'demonstration'

/** Everybody who acts; undefined where somebody is not there (any more). */
const findCast = async (platform: Platform, seeded: Seeded): Promise<Stage['cast'] | undefined> => {
  const people = await findPeople(platform, seeded)
  const zhejiang = seeded.bureaus.get('zhejiang')
  const jiushiji = seeded.platforms.get('jiushiji')
  const of = (login: string) => people.get(login) as Actor
  const [analyst, head, staff] = [of('analyst'), of('head'), of('platform')]
  const [shanghai, police, telecom] = [of('shanghai'), of('police'), of('telecom')]
  const cast = {
    ...{ analyst, head, platform: staff, shanghai, police, telecom },
    zhejiang: zhejiang && actorOf(zhejiang, '外省协查员', 'bureau_analyst'),
    jiushiji: jiushiji && actorOf(jiushiji, '平台合规专员', 'platform_staff'),
  }
  return Object.values(cast).every(Boolean) ? (cast as Stage['cast']) : undefined
}

/** The day that lies `count` working days from `today`, or `today` itself for 0. */
const workdayFrom = (today: string, count: number): string => {
  const step = Math.sign(count)
  let day = today
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step)
    if (baseCalendar.isWorkingDay(day)) left--
  }
  return day
}

const setStage = async (
  platform: Platform,
  market: Market,
  seeded: Seeded,
  cast: Stage['cast'],
): Promise<Stage | undefined> => {
  const today = dayOf(platform.clock.now())
  const period = market.periods.at(-1)
  const fandianda = seeded.platforms.get('fandianda')
  const haidian = seeded.bureaus.get('haidian')
  const operators = {
    beijing: findOperators(market, '11', 6),
    shanghai: findOperators(market, '31', 3),
    zhejiang: findOperators(market, '33', 1),
  }
  if (!period || !fandianda || !haidian || Object.values(operators).some((found) => found.length === 0)) return
  return {
    cast,
    organisation: { fandianda: fandianda.id, haidian: haidian.id },
    operators,
    figures: await findFigures(platform, cast.platform.organisation.id, period.key),
    period: period.zh.replace('报送', ''),
    day: (days) => addDays(today, days),
    workday: (days) => workdayFrom(today, days),
  }
}

interface Progress {
  readonly id: string
  readonly entries: number
}

/** How many entries the history of each matter has; what clocks wrote by themselves is not counted. */
const findProgress = async (platform: Platform): Promise<Map<string, Progress>> => {
  const { rows } = await sql<{ key: string } & Progress>`
    SELECT m.subject_id AS key, m.id, count(*)::int AS entries FROM matter m JOIN matter_event e ON e.matter_id = m.id
    WHERE m.subject_kind = ${SUBJECT} AND e.type <> 'clock' GROUP BY 1, 2`.execute(platform.workerDb)
  return new Map(rows.map(({ key, id, entries }) => [key, { id, entries }]))
}

/**
 * People of the demonstration work on matters on days before today, through the kernel and services that people use.
 * Goes on where an earlier start ended; a matter that somebody else moved on meanwhile is left to them. Returns how
 * many steps were played.
 */
export const playMatters = async (platform: Platform, market: Market, seeded: Seeded): Promise<number> => {
  const cast = await findCast(platform, seeded)
  const stage = cast && (await setStage(platform, market, seeded, cast))
  if (!stage) return 0
  const scenes: readonly Scene[] = [
    guidanceScenes,
    transferScenes,
    partnerScenes,
    platformLeadScenes,
    bridgeScenes,
  ].flatMap((of) => of(stage))
  const progress = await findProgress(platform)
  const left = scenes
    .flatMap(({ key, steps }) => steps.slice(progress.get(key)?.entries ?? 0).map((step) => ({ key, step })))
    .toSorted((a, b) => a.step.day.localeCompare(b.step.day) || a.step.hour - b.step.hour)
  await enterWords(platform, stage)
  const ids = new Map([...progress].map(([key, { id }]) => [key, id]))
  const leftAlone = new Set<string>()
  let played = 0
  for (const { key, step } of left) {
    if (leftAlone.has(key)) continue
    const id = await play(platform, stage, step, { key, id: ids.get(key) })
    if (!id) leftAlone.add(key)
    else {
      ids.set(key, id)
      played++
    }
  }
  await nameDeputy(platform, stage)
  // Reminders, escalations and the proof of conservation, as the jobs of the coming night would bring them.
  if (played > 0) {
    await sweepClocks(platform)
    await proveConservation(platform)
    await computeServiceLevels(platform)
  }
  return played
}

/** Plays one step; undefined when its matter is not where the story left it. */
const play = async (
  platform: Platform,
  stage: Stage,
  step: Step,
  matter: { key: string; id: string | undefined },
): Promise<string | undefined> => {
  const then = onDay(platform, step.day, step.hour)
  const actor = stage.cast[step.by]
  const ctx = contextFor(then, actor)
  const act = { platform: then, actor, now: then.clock.now() }
  const files: string[] = []
  for (const exhibit of step.exhibits ?? []) files.push(await takeExhibit(ctx, exhibit))
  const withFiles = (form: FormValues): FormValues => (files.length > 0 ? { ...form, files } : form)
  if ('open' in step) {
    const definition = currentProcess(step.open)
    if (!definition) throw new Error(`No kind of matter ${step.open}`)
    const matters = [{ form: withFiles(step.form), subject: { kind: SUBJECT, id: matter.key } }]
    const [opened] = await ctx.tx((tx) => openMatters(act, tx, { definition, matters }))
    return opened?.id
  }
  const id = matter.id as string
  if ('move' in step) {
    const request = { event: step.move, items: [{ id }], form: withFiles(step.form ?? {}) }
    const { moved } = await ctx.tx((tx) => moveMatters(act, tx, request))
    return moved[0]
  }
  if ('answer' in step) await answerAsPlayed(ctx, id, step)
  else if ('say' in step) await sendMessage(ctx, id, { text: step.say, files })
  else if ('note' in step) await addNote(ctx, id, { text: step.note, files })
  else await assignMatter(ctx, id, { userId: stage.cast[step.assign].userId, reason: step.reason })
  return id
}

/** The platform answers a request as it then stands. */
const answerAsPlayed = async (ctx: Ctx, id: string, step: Extract<Step, { answer: object }>): Promise<void> => {
  const { version } = await ctx.tx((tx) =>
    tx.selectFrom('matter').select('version').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  const { answer: content, part, note } = step
  await sendAnswer(ctx, id, { version, part, content, ...(note === undefined ? {} : { note }) })
}

/** Takes a file as evidence, once: what a start that was stopped took already is found by its title. */
const takeExhibit = async (ctx: Ctx, { title, note, name, bytes }: Exhibit): Promise<string> => {
  const { platform, actor } = ctx
  const known = await platform.workerDb
    .selectFrom('evidence_item')
    .select('id')
    .where('organisation_id', '=', actor.organisation.id)
    .where('title', '=', title)
    .where('disposed_at', 'is', null)
    .executeTakeFirst()
  if (known) return known.id
  const file = await intake(platform.files, actor.organisation.id, { name, source: bytes })
  const { id } = await takeUpload(ctx, { file, fields: { title, note } })
  return id
}

/** How Beijing and Shanghai number their letters, and where they are reached. The numbers are those of nobody. */
const WORDS: readonly {
  readonly who: Who
  readonly organCode: string
  readonly phone: string
  readonly address: string
}[] = [
  { who: 'analyst', organCode: '京市监', phone: '010-00000000', address: '北京市演示区演示路1号' },
  { who: 'shanghai', organCode: '沪市监', phone: '021-00000000', address: '上海市演示区演示路2号' },
]

const enterWords = async (platform: Platform, { cast, workday }: Stage): Promise<void> => {
  for (const { who, organCode, phone, address } of WORDS) {
    const { organisation } = cast[who]
    const known = await platform.workerDb
      .selectFrom('letter_word')
      .select('issuer_id')
      .where('issuer_id', '=', organisation.id)
      .executeTakeFirst()
    if (known) continue
    const administrator = contextFor(onDay(platform, workday(-60)), actorOf(organisation, '系统管理员', 'bureau_admin'))
    await setLetterWords(administrator, { organCode, words: {}, ordinal: true, contact: '', phone, address })
  }
}

/** The analyst is away for three working days soon; the head stands in. */
const nameDeputy = async (platform: Platform, { cast, workday }: Stage): Promise<void> => {
  const known = await platform.workerDb
    .selectFrom('delegation')
    .select('id')
    .where('user_id', '=', cast.analyst.userId)
    .executeTakeFirst()
  if (known) return
  const ctx = contextFor(onDay(platform, workday(-1), 17), cast.analyst)
  await delegate(ctx, { deputyId: cast.head.userId, fromOn: workday(5), toOn: workday(7) })
}
