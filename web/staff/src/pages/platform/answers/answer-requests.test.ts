import { describe, expect, it } from 'vitest'
import { emptyAnswer, findGap, type Gap } from './answer-requests.ts'

describe('what an answer still lacks', () => {
  const proof = { id: 'prf_1', name: '营业执照.jpg' }
  const cases: [name: string, input: Partial<ReturnType<typeof emptyAnswer>>, gap: Gap | null][] = [
    ['nothing chosen', {}, 'missingAnswer'],
    ['removed', { answer: 'removed' }, null],
    ['suspended', { answer: 'suspended' }, null],
    ['objected without a reason', { answer: 'objected' }, 'missingReason'],
    ['objected with blanks', { answer: 'objected', text: '   ' }, 'missingReason'],
    ['objected with a reason', { answer: 'objected', text: '登记信息已更新' }, null],
    ['corrected with nothing', { answer: 'corrected', text: '已改' }, 'missingProof'],
    ['corrected name', { answer: 'corrected', correctedName: '杭州青禾' }, null],
    ['corrected code', { answer: 'corrected', correctedUscc: '91330100MA27XLKN1T' }, null],
    ['corrected with a proof', { answer: 'corrected', proof }, null],
  ]
  it.each(cases)('%s', (_, input, gap) => expect(findGap({ ...emptyAnswer(), ...input })).toBe(gap))
})
