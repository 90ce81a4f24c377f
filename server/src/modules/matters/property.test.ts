import type { FormValues, ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { GUARDS, PROCESSES } from '@redbridge/law'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { contextFor } from '../../platform/platform.ts'
import { ACTORS, ORGS, seedBatch, seedOrganisations, seedPeriod, seedProblems, totalsOf } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { mattersRoutes, moveMatters, openMatters, proveConservation } from './index.ts'
import { getMatter } from './matters.service.ts'
import { filledForm } from './testing/forms.ts'

// Every definition is driven by random events of random people, beside a model written down independently below. After
// each event: the state is one the model allows, nothing was lost or doubled, and nobody sees what is hidden from them.

let work: Work
beforeAll(async () => {
  work = await openWork(mattersRoutes())
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

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
  told: { event: string; form: FormValues; only: string | null }[]
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
  const asksRow = found.form.find((field) => field.kind === 'row_of' && field.required)
  if (asksRow) {
    const [of = '', name = ''] = (asksRow.of ?? '').split('.')
    if (!((facts[of]?.[name] as unknown[] | undefined)?.length ?? 0)) return 'bad_request'
  }
  return found
}

let n = 0
const opened = async (definition: ProcessDefinition): Promise<Model> => {
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
  const form = { ...filledForm(opening.form, names), ...(subject ? { problemId: subject.id } : {}) }
  const act = { platform: work.platform, actor: owner, now: work.platform.clock.now() }
  const [made] = await contextFor(work.platform, owner).tx((tx) =>
    openMatters(act, tx, { definition, matters: [{ form, ...(subject ? { subject } : {}) }] }),
  )
  return {
    id: made?.id ?? '',
    state: opening.to,
    version: 1,
    seen: new Set([owner.organisation.id, ...shownIn(definition, opening.to, parties)]),
    parties,
    told: [{ event: opening.event, form, only: opening.internal ? owner.organisation.id : null }],
  }
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
  move: { actor: Actor; event: string; stale: boolean },
): Promise<void> => {
  const { actor, event, stale } = move
  const expected =
    stale && model.seen.has(actor.organisation.id) && partyOf(model, actor)
      ? 'conflict'
      : predict(definition, model, actor, event)
  const form = typeof expected === 'string' ? formFor(definition, event) : filledForm(expected.form)
  const version = stale ? model.version + 1 : model.version
  const act = { platform: work.platform, actor, now: work.platform.clock.now() }
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
  model.state = expected.to
  model.version += 1
  for (const id of shownIn(definition, expected.to, model.parties)) model.seen.add(id)
  model.told.push({ event, form, only: expected.internal ? actor.organisation.id : null })
}

const formFor = (definition: ProcessDefinition, event: string): FormValues =>
  filledForm(definition.transitions.find((one) => one.event === event)?.form ?? [])

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
    const own = model.told.filter((one) => one.only === null || one.only === id).map((one) => one.event)
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
    })
    /** A walk along allowed moves, so that the far states are reached too: an index into what is possible. */
    const walk = fc.array(fc.oneof({ weight: 1, arbitrary: move }, { weight: 3, arbitrary: fc.nat(1000) }), {
      minLength: 6,
      maxLength: 22,
    })

    it('moves only as it says, loses and doubles nothing, and hides what it hides', async () => {
      await fc.assert(
        fc.asyncProperty(walk, async (steps) => {
          const model = await opened(definition)
          for (const step of steps) {
            if (typeof step !== 'number') await attempt(definition, model, step)
            else {
              const possible = people.flatMap((actor) =>
                events
                  .filter((event) => typeof predict(definition, model, actor, event) !== 'string')
                  .map((event) => ({ actor, event })),
              )
              const chosen = possible[step % Math.max(1, possible.length)]
              if (chosen) await attempt(definition, model, { ...chosen, stale: false })
            }
            await compare(model)
          }
          await everybodyLooks(model)
        }),
        { numRuns: 12, seed: 20260710 },
      )
    }, 120_000)
  },
)

it('after all of it, rows, history and ledger balance', async () => {
  expect(await proveConservation(work.platform)).toBe(true)
})
