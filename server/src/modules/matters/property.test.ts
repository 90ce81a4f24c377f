import type { FormField, FormValues, ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { GUARDS, PROCESSES } from '@redbridge/law'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import type { Check } from '../../platform/effects.ts'
import { AppError } from '../../platform/errors.ts'
import { contextFor } from '../../platform/platform.ts'
import { ACTORS, ORGS, seedBatch, seedOrganisations, seedPeriod, seedProblems, totalsOf } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { mattersRoutes, moveMatters, openMatters, proveConservation } from './index.ts'
import { getMatter } from './matters.service.ts'
import { filledForm as filledRequired } from './testing/forms.ts'

// Every definition is driven by random events of random people, beside a model written down independently below. After
// each event: the state is one the model allows, nothing was lost or doubled, and nobody sees what is hidden from them.

let work: Work
const pass = async (): Promise<void> => {}
/** Optional in a draft, named by the letter that goes out: filled in every time. */
const LETTERED = ['targets', 'fields', 'basis', 'facts', 'officers']
const filledForm = (fields: readonly FormField[], parties: Record<string, string> = {}, pick = 0): FormValues => {
  const lettered = fields.some((field) => field.name === 'officers')
  const wanted = fields.map((one) => (lettered && LETTERED.includes(one.name) ? { ...one, required: true } : one))
  return filledRequired(wanted, parties, pick)
}
/** A check as simple as can be: something was written. */
const needsCompose: Check = async (_, matters) =>
  new Map(
    matters
      .filter(({ told, form }) => !told.some((one) => one.event === 'compose') && !form.purpose)
      .map(({ matterId }) => [
        matterId,
        [{ rule: 'composed', pointer: '/form', zh: '未填写', en: 'empty', basis: null, blocking: true }],
      ]),
  )
beforeAll(async () => {
  work = await openWork(mattersRoutes())
  // What other modules ask of a form, and do with it, has tests of its own: random forms would never pass them.
  const effects = { ...work.platform.effects, 'assistance.answer': pass, 'memorandum.apply': pass }
  const checks = { 'assistance.lawful': needsCompose, 'memorandum.complete': async () => new Map() }
  Object.assign(work.platform, { effects, checks })
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

/** A client's legal acts come with its organisation's signature; whether that holds was asked at the door. */
const proofOf = ({ roles }: Actor) =>
  roles.includes('platform_api') ? { keyId: 'key_any', base: '', signature: '', bodySha256: null } : null

const ROLES_OF = {
  bureau: ['bureau_analyst', 'bureau_head', 'bureau_admin'],
  platform: ['platform_staff', 'platform_admin', 'platform_api'],
  partner: ['partner_staff'],
} as const
/** Owners and other parties come first; then a superior, and strangers of each kind. */
const CAST = {
  bureau: [ORGS.chaoyang, ORGS.zhejiang],
  platform: [ORGS.pingou, ORGS.lejia],
  partner: [ORGS.police, ORGS.police],
} as const
const people = [ORGS.chaoyang, ORGS.zhejiang, ORGS.beijing, ORGS.pingou, ORGS.lejia, ORGS.police].flatMap((org) =>
  ROLES_OF[org.kind].map((role) => actorOf(`${org.id}_${role}`, role, org)),
)

interface Model {
  id: string
  state: string
  version: number
  seen: Set<string>
  parties: Map<string, string>
  told: { event: string; form: FormValues; only: string | null; internal: boolean }[]
}

/** Who stands for each party, beginning with whoever may open. */
const castOf = (definition: ProcessDefinition): Map<string, string> => {
  const taken = new Set<string>()
  return new Map(
    [...definition.parties]
      .sort((a, b) => Number(b.owner ?? false) - Number(a.owner ?? false))
      .map((party) => {
        const kind = party.kinds.at(-1) ?? 'bureau'
        const org = CAST[kind].find((one) => !taken.has(one.id)) ?? CAST[kind][0]
        taken.add(org.id)
        return [party.role, org.id]
      }),
  )
}

const shownIn = (definition: ProcessDefinition, state: string, parties: Map<string, string>): string[] =>
  [...parties]
    .filter(([role]) => !definition.states.find((one) => one.state === state)?.hiddenFrom?.includes(role))
    .map(([, id]) => id)

const partyOf = (model: Model, actor: Actor) => [...model.parties].find(([, id]) => id === actor.organisation.id)?.[0]

/** What the definition says must happen: the transition, or the code of the refusal. */
const predict = (
  definition: ProcessDefinition,
  model: Model,
  actor: Actor,
  event: string,
): ProcessTransition | string => {
  if (!model.seen.has(actor.organisation.id)) return 'not_found'
  const party = partyOf(model, actor)
  const mine = definition.transitions.filter(
    (one) =>
      one.event === event &&
      one.from.length > 0 &&
      one.by.some((by) => by.party === party && by.roles.some((role) => actor.roles.includes(role))),
  )
  if (mine.length === 0) return 'forbidden'
  const found = mine.find((one) => one.from.includes(model.state))
  if (!found) return 'move_not_allowed'
  const told = model.told.filter((one) => one.only === null || one.only === actor.organisation.id)
  const facts = Object.fromEntries(told.map((one) => [one.event, one.form]))
  if (found.guard && !GUARDS[found.guard.name]?.({ facts, events: told })) return 'move_not_allowed'
  if (found.checks?.includes('assistance.lawful') && found.form.length === 0 && !facts.compose) return 'not_lawful'
  const asksRow = found.form.find((field) => field.kind === 'row_of' && field.required)
  if (asksRow) {
    const [of = '', name = ''] = (asksRow.of ?? '').split('.')
    if (!((facts[of]?.[name] as unknown[] | undefined)?.length ?? 0)) return 'bad_request'
  }
  return found
}

let n = 0
const opened = async (definition: ProcessDefinition, pick: number): Promise<Model> => {
  const opening = definition.transitions.find((one) => one.from.length === 0) as ProcessTransition
  const parties = castOf(definition)
  const ownerRole = definition.parties.find((party) => party.owner)?.role ?? ''
  const owner = people.find(
    (one) => one.organisation.id === parties.get(ownerRole) && opening.by[0]?.roles.includes(one.roles[0] as never),
  ) as Actor
  const names = Object.fromEntries(
    definition.parties.flatMap((party) => (party.from ? [[party.from, parties.get(party.role) ?? '']] : [])),
  )
  const subject = definition.kind === 'problem_push' ? { kind: 'problem', id: await newProblem() } : undefined
  const form = { ...filledForm(opening.form, names, pick), ...(subject ? { problemId: subject.id } : {}) }
  const act = { platform: work.platform, actor: owner, now: work.platform.clock.now(), proof: proofOf(owner) }
  const [made] = await contextFor(work.platform, owner).tx((tx) =>
    openMatters(act, tx, { definition, matters: [{ form, ...(subject ? { subject } : {}) }] }),
  )
  const model: Model = {
    id: made?.id ?? '',
    state: '',
    version: 0,
    seen: new Set([owner.organisation.id]),
    parties,
    told: [],
  }
  take(definition, model, { actor: owner, transition: opening, form })
  return model
}

/** What a move makes of the model: while nobody else sees the matter its steps stay inside, then the last of each event shows. */
const take = (
  definition: ProcessDefinition,
  model: Model,
  move: { actor: Actor; transition: ProcessTransition; form: FormValues },
): void => {
  const own = move.actor.organisation.id
  const alone = [...model.seen].every((id) => id === own)
  model.state = move.transition.to
  model.version += 1
  for (const id of shownIn(definition, model.state, model.parties)) model.seen.add(id)
  if (alone && model.seen.size > 1) {
    for (const [i, one] of model.told.entries())
      if (!one.internal && !model.told.slice(i + 1).some((later) => later.event === one.event)) one.only = null
  }
  const internal = move.transition.internal ?? false
  const inside = internal || model.seen.size === 1
  model.told.push({ event: move.transition.event, form: move.form, only: inside ? own : null, internal })
}

/** A problem operator that the bureau of the cast has confirmed. */
const newProblem = async (): Promise<string> => {
  const id = `bat_p${++n}`
  const totals = totalsOf({ rowsIn: 1, accepted: 1, problem: 1 })
  await seedBatch(work, { id, key: '2026-07', platform: ORGS.pingou.id, totals, state: 'matched' })
  await seedProblems(work, id, [{ row_no: 1, state: 'confirmed' }])
  for (const table of ['problem', 'report_batch'] as const)
    await work.platform.workerDb
      .updateTable(table)
      .set({ division: ORGS.chaoyang.division })
      .where(table === 'problem' ? 'batch_id' : 'id', '=', id)
      .execute()
  return `${id}_1`
}

const attempt = async (
  definition: ProcessDefinition,
  model: Model,
  move: { actor: Actor; event: string; stale: boolean; pick: number },
): Promise<void> => {
  const { actor, event, stale, pick } = move
  const expected =
    stale && model.seen.has(actor.organisation.id) && partyOf(model, actor)
      ? 'conflict'
      : predict(definition, model, actor, event)
  const form = typeof expected === 'string' ? formFor(definition, event) : filledForm(expected.form, {}, pick)
  const version = stale ? model.version + 1 : model.version
  const act = { platform: work.platform, actor, now: work.platform.clock.now(), proof: proofOf(actor) }
  const got = await contextFor(work.platform, actor)
    .tx((tx) => moveMatters(act, tx, { event, items: [{ id: model.id, version }], form }))
    .then(
      ({ refused }) => refused[0]?.code ?? 'moved',
      (error: AppError) => {
        if (!(error instanceof AppError)) throw error
        return error.code
      },
    )
  const said = typeof expected === 'string' ? expected : 'moved'
  expect(got, `${definition.kind} ${model.state} ${event} by ${actor.userId}`).toBe(said)
  if (typeof expected === 'string') return
  take(definition, model, { actor, transition: expected, form })
}

const formFor = (definition: ProcessDefinition, event: string): FormValues =>
  filledForm(definition.transitions.find((one) => one.event === event)?.form ?? [])

interface Wild {
  readonly actor: Actor
  readonly event: string
  readonly stale: boolean
  readonly pick: number
}

/** A move that is allowed: three times of four one that comes nearer to the goal, else any; none in the end. */
const chooseMove = (
  definition: ProcessDefinition,
  model: Model,
  { goal, step }: { goal: string; step: number },
): Wild | undefined => {
  const events = [...new Set(definition.transitions.map((one) => one.event))]
  const possible = people.flatMap((actor) =>
    events.flatMap((event) => {
      const found = predict(definition, model, actor, event)
      return typeof found === 'string' ? [] : [{ actor, event, to: found.to }]
    }),
  )
  const far = distances(definition, goal)
  const away = (state: string): number => far.get(state) ?? 99
  const nearest = Math.min(...possible.map(({ to }) => away(to)))
  // Where nothing comes nearer a guard stands in the way: what stays here may satisfy it.
  const wanted =
    nearest < away(model.state)
      ? ({ to }: { to: string }) => away(to) === nearest
      : ({ to }: { to: string }) => to === model.state
  const good = step % 4 === 3 ? possible : possible.filter(wanted)
  const from = good.length > 0 ? good : possible
  const chosen = from[step % Math.max(1, from.length)]
  const pick = definition.kind === 'problem_push' ? 0 : Math.floor(step / 10)
  return chosen && { actor: chosen.actor, event: chosen.event, stale: false, pick }
}

/** How many moves each state is away from the goal, guards aside. */
const distances = (definition: ProcessDefinition, goal: string): Map<string, number> => {
  const far = new Map([[goal, 0]])
  for (let found = true; found; ) {
    found = false
    for (const { from, to } of definition.transitions)
      for (const state of from) {
        const through = (far.get(to) ?? 99) + 1
        if (through < (far.get(state) ?? 99)) {
          far.set(state, through)
          found = true
        }
      }
  }
  return far
}

/** Rows, history and ledger tell what the model tells. */
const compare = async (model: Model): Promise<void> => {
  const { rows } = await sql<{ state: string; version: number; moves: string[]; entries: number }>`
    SELECT m.state, m.version, ARRAY(SELECT event FROM matter_event e WHERE e.matter_id = m.id AND type = 'move' ORDER BY id) AS moves,
      (SELECT count(*)::int FROM ledger_entry l WHERE l.subject = m.id AND l.kind = 'matter.move') AS entries
    FROM matter m WHERE m.id = ${model.id}`.execute(work.platform.workerDb)
  expect(rows).toEqual([
    {
      state: model.state,
      version: model.version,
      moves: model.told.map((one) => one.event),
      entries: model.told.length,
    },
  ])
}

/** Everybody looks: parties see what was shown to them, superiors all but others' internals, strangers nothing. */
const everybodyLooks = async (model: Model): Promise<void> => {
  for (const actor of [ACTORS.below, ACTORS.analyst, ACTORS.elsewhere, ACTORS.platform, ACTORS.other, ACTORS.partner]) {
    const { id } = actor.organisation
    const isParty = [...model.parties.values()].includes(id)
    const seen = await getMatter(contextFor(work.platform, actor), model.id).then(
      (detail) => detail.timeline.filter((one) => one.type === 'move').map((one) => one.event),
      (error: AppError) => error.code,
    )
    const superior = actor === ACTORS.analyst && !isParty
    const theirs = (one: Model['told'][number]) => one.only === null || one.only === id || (superior && !one.internal)
    const own = model.told.filter(theirs).map((one) => one.event)
    const beijing = await ownerInBeijing(model)
    expect(seen, actor.userId).toEqual(model.seen.has(id) || (superior && beijing) ? own : 'not_found')
  }
}
const ownerInBeijing = async (model: Model): Promise<boolean> => {
  const row = await work.platform.workerDb
    .selectFrom('matter')
    .select('division')
    .where('id', '=', model.id)
    .executeTakeFirstOrThrow()
  return row.division.startsWith('11')
}

describe.each(PROCESSES.map((definition) => [`${definition.kind} v${definition.version}`, definition] as const))(
  '%s',
  (_, definition) => {
    const events = [...new Set(definition.transitions.filter((one) => one.from.length > 0).map((one) => one.event))]
    const move = fc.record({
      actor: fc.constantFrom(...people),
      event: fc.constantFrom(...events),
      stale: fc.nat(9).map((one) => one === 0),
      pick: fc.constant(0),
    })
    /** Between them allowed moves, chosen by a number: mostly towards the goal, so that the far states are reached too. */
    const steps = fc.array(fc.oneof({ weight: 1, arbitrary: move }, { weight: 3, arbitrary: fc.nat(1000) }), {
      minLength: 6,
      maxLength: 24,
    })
    const goals = definition.states.map((one) => one.state)
    const reached = new Set<string>()
    const run = async (goal: string, seed: number, walk: readonly (Wild | number)[]): Promise<void> => {
      const model = await opened(definition, seed)
      for (const step of walk) {
        reached.add(model.state)
        const next = typeof step === 'number' ? chooseMove(definition, model, { goal, step }) : step
        if (next) await attempt(definition, model, next)
        await compare(model)
      }
      reached.add(model.state)
      await everybodyLooks(model)
    }

    it('moves only as it says, loses and doubles nothing, and hides what it hides', async () => {
      const property = fc.asyncProperty(fc.constantFrom(...goals), fc.nat(5), steps, run)
      await fc.assert(property, { numRuns: 12, seed: 20260710 })
    }, 120_000)

    it('is driven through every state', async () => {
      // What chance has left out is gone to once more, for each way in which a matter can begin.
      for (const goal of goals)
        for (let seed = 0; seed < 3 && !reached.has(goal); seed++)
          await run(
            goal,
            seed,
            Array.from({ length: 20 }, (_, i) => 8 * i),
          )
      expect([...reached].sort()).toEqual([...goals].sort())
    }, 120_000)
  },
)

it('after all of it, rows, history and ledger balance', async () => {
  expect(await proveConservation(work.platform)).toBe(true)
})
