import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differingPlaces, groupCode, groupSpans } from './group-code.ts'

const span = fc.record({ text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), differs: fc.boolean() })

describe('codes for reading', () => {
  it('groups long codes by four and leaves short ones alone', () => {
    expect(groupCode('91330100MA27XLKN1T')).toEqual(['9133', '0100', 'MA27', 'XLKN', '1T'])
    expect(groupCode('330106')).toEqual(['330106'])
    expect(groupCode('13812345678')).toEqual(['138', '1234', '5678'])
  })
  it('keeps the text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (code) => {
        expect(groupCode(code).join('')).toBe(code)
      }),
    )
  })
  it('keeps text and marks of spans, in groups of four', () => {
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const flat = groupSpans(spans).flat()
        const each = (list: readonly { text: string; differs: boolean }[]) =>
          list.flatMap((s) => [...s.text].map((c) => `${c}${s.differs}`))
        expect(each(flat)).toEqual(each(spans))
        for (const group of groupSpans(spans).slice(0, -1))
          expect([...group.map((s) => s.text).join('')].length).toBe(4)
      }),
    )
  })
  it('counts differing places from one, by character', () => {
    expect(
      differingPlaces([
        { text: '杭𠮷青', differs: false },
        { text: '和x', differs: true },
        { text: '电', differs: false },
      ]),
    ).toEqual([4, 5])
  })
})
