import type { Envelope } from '@redbridge/contract'
import { currentProcess, findProcess } from '@redbridge/law'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Tx } from '../../platform/db/pool.ts'
import type { Effect } from '../../platform/effects.ts'
import { contextFor } from '../../platform/platform.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { moveMatters, openMatters } from '../matters/index.ts'
import { filledForm } from '../matters/testing/forms.ts'
import { sendMessages } from './send.ts'

// A head approves a thousand at once: how much of it is the exchange's.

const MANY = 1000
let work: Work
const measured = { statements: 0, ms: 0, messages: 0 }
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => {
    measured.statements++
    return node
  },
  transformResult: async ({ result }) => result,
}
const watched: Effect = async (given, moves) => {
  Object.assign(measured, { statements: 0, messages: moves.length })
  const from = performance.now()
  await sendMessages({ ...given, tx: given.tx.withPlugin(counting) as Tx }, moves)
  measured.ms = performance.now() - from
}
beforeAll(async () => {
  work = await openWork([])
  Object.assign(work.platform, { effects: { ...work.platform.effects, 'exchange.send': watched } })
  await seedOrganisations(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

it('a thousand moves make a thousand signed messages in six statements', async () => {
  const definition = findProcess('violation_lead', currentProcess('violation_lead')?.version ?? 0)
  if (!definition) throw new Error('no such kind')
  const form = filledForm(definition.transitions[0]?.form ?? [], { bureauId: ORGS.beijing.id })
  const now = new Date('2026-11-25T01:00:00Z')
  const act = { platform: work.platform, now, proof: null }
  const opened = await contextFor(work.platform, ACTORS.platform).tx((tx) =>
    openMatters({ ...act, actor: ACTORS.platform }, tx, {
      definition,
      matters: Array.from({ length: MANY }, () => ({ form })),
    }),
  )
  const moved = await contextFor(work.platform, ACTORS.analyst).tx((tx) =>
    moveMatters({ ...act, actor: ACTORS.analyst }, tx, {
      event: 'ask_more',
      items: opened,
      form: { reason: '补充快照' },
    }),
  )
  expect(moved.refused).toEqual([])
  expect(measured).toMatchObject({ messages: MANY, statements: 6 })
  // 0.73 and 0.77 ms each while the machine was ten times overloaded; twice the aim, so that the test tells of a mistake.
  expect(measured.ms / MANY, `${measured.ms} ms`).toBeLessThan(2)
  const rows = await work.platform.workerDb
    .selectFrom('exchange_message')
    .select(['id', 'matter_id', 'envelope'])
    .where('event', '=', 'ask_more')
    .execute()
  expect(new Set(rows.map((row) => row.matter_id))).toEqual(new Set(opened.map(({ id }) => id)))
  expect(rows).toHaveLength(MANY)
  for (const { id, envelope } of rows) expect((JSON.parse(envelope) as Envelope).id).toBe(id)
  const { count } = await work.platform.workerDb
    .selectFrom('exchange_pending')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(2 * MANY)
})
