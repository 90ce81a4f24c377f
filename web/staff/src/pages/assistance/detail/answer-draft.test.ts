import { describe, expect, it } from 'vitest'
import { cellsOf, contentOf, EMPTY_ANSWER, isNothing, pasteInto, unaccounted } from './answer-draft.ts'
import type { Asked } from './asked-fields.ts'

const field = (id: string, zh: string): Asked => {
  const [group = '', name = ''] = id.split('.')
  return { id, group: group as Asked['group'], name, text: { zh, en: name }, personal: false, standard: true }
}
const NAME = field('identity.name', '名称')
const ORDER = field('payment.order_no', '订单编号')
const AMOUNT = field('payment.amount', '支付金额（元）')
const ASKED = [NAME, ORDER, AMOUNT]

describe('the content of an answer', () => {
  it('holds what was asked for and nothing else', () => {
    const draft = {
      ...EMPTY_ANSWER,
      rows: { identity: [{ name: ' 甲 ', phone: '13800000000' }], payment: [{ order_no: '' }, { amount: '5' }] },
    }
    expect(contentOf(draft, ASKED)).toEqual({
      groups: [
        { group: 'identity', rows: [{ name: '甲' }] },
        { group: 'payment', rows: [{ amount: '5' }] },
      ],
      none: [],
      withheld: [],
    })
  })

  it('leaves out what is withheld or marked as none, and reasons that were not chosen', () => {
    const draft = {
      ...EMPTY_ANSWER,
      rows: { identity: [{ name: '甲' }], payment: [{ order_no: '1', amount: '5' }] },
      none: ['identity'] as const,
      withheld: [{ field: AMOUNT.id, reason: 'not_held' as const, note: ' ' }, { field: ORDER.id }],
    }
    const content = contentOf(draft, ASKED)
    expect(content).toEqual({
      groups: [],
      none: ['identity'],
      withheld: [{ field: AMOUNT.id, reason: 'not_held' }],
    })
    expect(isNothing(content)).toBe(false)
    expect(isNothing(contentOf(EMPTY_ANSWER, ASKED))).toBe(true)
  })

  it('accounts for a field by a value, a group without records or a reason', () => {
    const missing = ASKED.map((one) => one.id)
    const left = (draft: object) =>
      unaccounted(contentOf({ ...EMPTY_ANSWER, ...draft }, ASKED), missing, ASKED).map((one) => one.id)
    expect(left({})).toEqual(missing)
    expect(left({ rows: { payment: [{ amount: '5' }] }, none: ['identity'] })).toEqual([ORDER.id])
    expect(unaccounted(contentOf(EMPTY_ANSWER, ASKED), [AMOUNT.id], ASKED)).toEqual([AMOUNT])
  })
})

describe('a block from a spreadsheet', () => {
  it('is read with quoted cells and line breaks in them', () => {
    expect(cellsOf('a\tb\r\n"c\n""d"""\t\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['c\n"d"', ''],
    ])
  })

  it('fills cells from where it was pasted and says what did not fit', () => {
    const pasted = pasteInto([{ order_no: '0' }], [ORDER, AMOUNT], { row: 1, column: 1 }, [['5', 'x'], ['6']])
    expect(pasted).toEqual({
      rows: [{ order_no: '0' }, { amount: '5' }, { amount: '6' }],
      taken: 2,
      left: ['3'],
      over: false,
    })
  })

  it('follows the names of its columns and leaves out those that were not asked for', () => {
    const block = [
      ['支付金额（元）', '买家账号', '订单编号'],
      ['5', 'tom', 'A1'],
    ]
    const pasted = pasteInto([], [ORDER, AMOUNT], { row: 0, column: 0 }, block)
    expect(pasted.rows).toEqual([{ amount: '5', order_no: 'A1' }])
    expect(pasted.left).toEqual(['买家账号'])
  })
})
