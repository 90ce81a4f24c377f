import { PUSH_MOVES } from '@redbridge/contract'
import { expect, it } from 'vitest'
import { PROBLEM_PUSH } from './problem-push.ts'

it('says of the push what the screens of problem operators offer', () => {
  // On a problem's row "confirmed" stands before the push and after its withdrawal; the matter begins and ends there.
  const asRow = (state: string) => (state === 'withdrawn' ? 'confirmed' : state)
  const said = PROBLEM_PUSH.transitions.map((one) => ({
    from: one.from.length === 0 ? ['confirmed'] : one.from,
    event: one.event,
    to: asRow(one.to),
    by: one.by[0]?.party,
    ...(one.form.some((field) => field.name === 'reason' && field.required) ? { reason: true } : {}),
  }))
  expect(PUSH_MOVES).toEqual(said)
})
