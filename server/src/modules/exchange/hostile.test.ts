import { ERRORS } from '@redbridge/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWork, type Work } from '../../testing/work.ts'
import { assistanceRoutes } from '../assistance/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { exchangeRoutes } from './index.ts'
import { hostileExchangeDocument } from './testing/hostile/document.ts'
import { HOSTILE_GROUPS } from './testing/hostile/index.ts'
import { attempt, everything, NOW, openWorld, type World } from './testing/hostile/world.ts'

let work: Work
let world: World
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...exchangeRoutes(), ...assistanceRoutes()])
  world = await openWorld(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())
beforeEach(() => work.setNow(NOW))

describe.each(HOSTILE_GROUPS)('$title', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    { timeout: 20_000 },
    async (_, { code, before, send }) => {
      await before?.(world)
      const was = await everything(world)
      const answer = await send(world)
      expect([answer.status, answer.body?.code], JSON.stringify(answer.body)).toEqual([ERRORS[code].status, code])
      expect(await everything(world)).toBe(was)
    },
  )
})

describe('the same without the change', () => {
  it('is taken, and its signature is in the receipt', async () => {
    const answer = await attempt(world)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(JSON.parse(answer.body.receipt.text).proof).toMatchObject({ keyId: world.key.id })
  })
})

describe('docs/hostile-exchange.md', () => {
  it('lists exactly these attempts, at least sixty, each once', async () => {
    const names = HOSTILE_GROUPS.flatMap(({ cases }) => cases.map(({ name }) => name))
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    expect(names.length).toBeGreaterThan(60)
    await expect(hostileExchangeDocument()).toMatchFileSnapshot('../../../../docs/hostile-exchange.md')
  })
})
