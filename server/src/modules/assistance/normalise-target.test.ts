import { describe, expect, it } from 'vitest'
import { normaliseTarget } from './normalise-target.ts'

const SAME = [
  [
    'shop',
    'https://www.shop.example/s/1',
    ['http://shop.example/s/1/', 'SHOP.example/s/1#top', 'https://m.shop.example/s/1?spm=a.b&utm_source=x'],
  ],
  [
    'item',
    'https://shop.example/item?id=7&sku=2',
    ['shop.example/item?sku=2&id=7', 'https://SHOP.EXAMPLE/item?id=7&sku=2&from=search'],
  ],
  ['order', '2026 1105 77', ['20261105７７', ' 2026110577']],
  ['shop', '云上小铺', ['云上 小铺', '云上小铺　']],
  ['keyword', '减肥 奇效', ['减肥   奇效', ' 减肥　奇效 ']],
] as const

const DIFFERENT = [
  ['item', 'https://shop.example/item?id=7', 'https://shop.example/item?id=8'],
  ['shop', 'https://shop.example/s/1', 'https://shop.example/s/12'],
  ['shop', 'https://a.shop.example/s/1', 'https://b.shop.example/s/1'],
  ['order', '123', '1234'],
  ['keyword', '减肥 奇效', '减肥奇效'],
] as const

describe('one spelling of a target', () => {
  it.each(SAME)('%s %s', (kind, value, others) => {
    for (const other of others) expect(normaliseTarget(kind, other), other).toBe(normaliseTarget(kind, value))
  })

  it.each(DIFFERENT)('tells %s %s from %s', (kind, one, other) => {
    expect(normaliseTarget(kind, one)).not.toBe(normaliseTarget(kind, other))
  })

  it('takes what is no address as it is', () => {
    for (const value of ['http://', '..', '/', 'https://[', '%%%', 'a/b'])
      expect(typeof normaliseTarget('shop', value)).toBe('string')
    expect(normaliseTarget('order', ' 2026－1105 77 ')).toBe('2026-110577')
  })
})
