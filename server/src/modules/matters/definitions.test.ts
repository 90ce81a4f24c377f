import { PROCESSES } from '@redbridge/law'
import { expect, it } from 'vitest'
import { allEffects } from '../../effects.ts'
import { checkDefinitions, EFFECT_NAMES } from './definitions.ts'
import { kindRoutes } from './kinds.routes.ts'

it('every definition that ships can work', () => {
  expect(() => checkDefinitions()).not.toThrow()
  expect(Object.keys(allEffects()).sort()).toEqual([...EFFECT_NAMES].sort())
})

it('a definition that cannot work does not load, and says why', () => {
  const [push] = PROCESSES
  if (!push) throw new Error('no definition')
  const broken = { ...push, transitions: push.transitions.map((one) => ({ ...one, effects: ['no.such'] })) }
  expect(() => checkDefinitions([broken])).toThrow(/problem_push v1 .*no\.such/)
  const endless = { ...push, clocks: push.clocks.map((clock) => ({ ...clock, stop: [] })) }
  expect(() => checkDefinitions([endless])).toThrow(/nothing stops|stop/)
})

it('a matter that runs under an older version is moved as that version says', () => {
  const [push] = PROCESSES
  if (!push) throw new Error('no definition')
  const newer = {
    ...push,
    version: push.version + 1,
    transitions: push.transitions.map((one) => (one.event === 'withdraw' ? { ...one, event: 'take_back' } : one)),
  }
  const urls = kindRoutes(() => undefined, [push, newer]).map((route) => route.url)
  expect(urls).toContain('/api/matters/problem_push/:id/withdraw')
  expect(urls).toContain('/api/matters/problem_push/:id/take_back')
  expect(new Set(urls).size).toBe(urls.length)
})
