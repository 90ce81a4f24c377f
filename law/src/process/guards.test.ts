import type { FormValues } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { GUARDS, type GuardFacts } from './guards.ts'

const told = (...events: [event: string, form?: FormValues][]): GuardFacts => ({
  events: events.map(([event, form = {}]) => ({ event, form })),
  facts: Object.fromEntries(events.map(([event, form = {}]) => [event, form])),
})
const holds = (guard: string, facts: GuardFacts) => GUARDS[guard]?.(facts)
const commitments = [{ commitment: '清退' }, { commitment: '公示' }]

describe('commitments_proven', () => {
  const record = ['record', { commitments }] as [string, FormValues]
  const prove = (commitment: number) => ['prove', { commitment }] as [string, FormValues]
  it.each([
    ['nothing recorded', told(), false],
    ['no proof', told(record), false],
    ['one of two', told(record, prove(0)), false],
    ['one of two, twice', told(record, prove(1), prove(1)), false],
    ['both, in any order', told(record, prove(1), prove(0)), true],
    ['inspection failed, proofs are old', told(record, prove(0), prove(1), ['fail']), false],
    ['inspection failed, proven again', told(record, prove(0), prove(1), ['fail'], prove(0), prove(1)), true],
  ])('%s', (_, facts, expected) => {
    expect(holds('commitments_proven', facts)).toBe(expected)
  })
})

describe('two_officers', () => {
  const submit = (...licences: string[]) => told(['submit', { officers: licences.map((licence) => ({ licence })) }])
  it.each([
    ['nobody', told(), false],
    ['one', submit('110001'), false],
    ['one person twice', submit('110001', '110001'), false],
    ['two', submit('110001', '110002'), true],
  ])('%s', (_, facts, expected) => {
    expect(holds('two_officers', facts)).toBe(expected)
  })
})

describe('guidance by its type', () => {
  it('issues what was drafted', () => {
    for (const type of ['guidance', 'interview', 'order'])
      for (const asked of ['guidance', 'interview', 'order'])
        expect(holds(`type_is_${asked}`, told(['draft', { type }]))).toBe(type === asked)
  })
  it.each([
    ['an order without basis', { type: 'order' }, {}, false],
    ['an order with basis', { type: 'order' }, { basis: ['ECL 80(1)(2)'] }, true],
    ['guidance without basis', { type: 'guidance' }, {}, true],
  ])('%s', (_, draft, submit, expected) => {
    expect(holds('order_names_basis', told(['draft', draft], ['submit', submit]))).toBe(expected)
  })
})
