import type { Matter, MatterDetail, ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { bulkMoves, counterparts, offeredMoves, transitionAt } from './moves.ts'

const text = { zh: '字', en: 'word' }
const move = (event: string, more: Partial<ProcessTransition> = {}): ProcessTransition => ({
  event,
  text,
  from: ['sent'],
  to: 'done',
  by: [{ party: 'receiver', roles: ['bureau_head'] }],
  form: [],
  ...more,
})
const definition = {
  states: [],
  parties: [],
  transitions: [
    move('open', { from: [], to: 'sent' }),
    move('refuse', { danger: true }),
    move('accept', { primary: true }),
    move('prove', { form: [{ name: 'which', kind: 'row_of', of: 'a.b', label: text, required: true }] }),
    move('expire', { system: true, by: [] }),
    move('receive', { to: 'a' }),
    move('receive', { from: ['force'], to: 'b' }),
  ],
} as unknown as ProcessDefinition
const party = (role: string, id: string) => ({ role, organisationId: id, name: `单位${id}`, kind: 'bureau' as const })
const matter = { kind: 'k', state: 'sent', parties: [party('sender', 'o1'), party('receiver', 'o2')] } as Matter
const head = (id: string) => ({ organisation: { id } as never, roles: ['bureau_head' as const] })
const names = (moves: readonly ProcessTransition[]) => moves.map((one) => one.event)

describe('moves for many', () => {
  it('are those of the party and role, the primary one first, dangerous ones last', () =>
    expect(names(bulkMoves(definition, [matter], head('o2')))).toEqual(['accept', 'receive', 'refuse']))
  it('are none for the other side, another role or another state', () => {
    expect(bulkMoves(definition, [matter], head('o1'))).toEqual([])
    expect(bulkMoves(definition, [matter], { ...head('o2'), roles: ['bureau_analyst'] })).toEqual([])
    expect(bulkMoves(definition, [{ ...matter, state: 'other' }], head('o2'))).toEqual([])
  })
})

it('an event from another state is another transition', () => {
  expect(transitionAt(definition, 'receive', 'force')?.to).toBe('b')
  expect(transitionAt(definition, 'receive', 'sent')?.to).toBe('a')
  expect(transitionAt(definition, 'open', null)?.to).toBe('sent')
  expect(transitionAt(definition, 'nothing', 'sent')).toBe(undefined)
})

it('what is blocked comes after what is possible', () => {
  const blocked = { zh: '尚未证明', en: 'not proven' }
  const moves = [
    { event: 'accept', blocked },
    { event: 'refuse', blocked: null },
    { event: 'receive', blocked: null },
  ]
  const offered = offeredMoves({ ...matter, definition, moves } as MatterDetail)
  expect(offered.map((one) => one.transition.event)).toEqual(['receive', 'refuse', 'accept'])
})

it('the other parties are all but one’s own; all for who only reads', () => {
  expect(counterparts(matter, head('o2'))).toEqual(['单位o1'])
  expect(counterparts(matter, head('o9'))).toEqual(['单位o1', '单位o2'])
})
