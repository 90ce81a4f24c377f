import { expect, it } from 'vitest'
import { transferEventsFor, transferNeedsReason } from './transfer-moves.ts'

const all = () => true

it('offers each side its own moves only', () => {
  expect(transferEventsFor('in', ['sent'], all)).toEqual(['receive', 'return'])
  expect(transferEventsFor('in', ['received'], all)).toEqual(['answer', 'return'])
  expect(transferEventsFor('out', ['sent'], all)).toEqual(['withdraw'])
  expect(transferEventsFor('out', ['answered'], all)).toEqual(['close'])
  expect(transferEventsFor('in', ['answered', 'closed'], all)).toEqual([])
})

it('offers nothing that the role does not include', () => {
  expect(transferEventsFor('in', ['sent', 'received'], (p) => p !== 'transfer.answer')).toEqual([])
})

it('asks for a reason where the law of the states does', () => {
  expect(transferNeedsReason('return')).toBe(true)
  expect(transferNeedsReason('withdraw')).toBe(true)
  expect(transferNeedsReason('answer')).toBe(false)
})
