import { partsFor } from './company-name.ts'
import type { Dice } from './dice.ts'
import { type Entity, STREAM } from './entity.ts'
import { landline, mobile, personName } from './people.ts'
import { streetAddress } from './places.ts'
import type { Platform } from './platforms.ts'
import { GENERIC_TRADE, NO_DISH, OUTLET, TRADES } from './trades.ts'

/** What a platform knows of its operators beside their registration: shop, link, contact, place of business. */
const pick = <T>(dice: Dice, from: readonly T[]): T => from[dice.below(from.length)]!

const DISHES = TRADES.delivery.individual.filter((word) => !NO_DISH.test(word))

export function shopName(dice: Dice, platform: Platform, slot: number, entity: Entity, twoShare: number): string {
  const { trade, line } = partsFor(dice, entity, twoShare)
  dice.seat(STREAM.shop, slot)
  const words = TRADES[platform.kind]
  if (platform.kind === 'delivery') {
    const outlet = entity.form === 'individual' ? line : (OUTLET[line] ?? pick(dice, DISHES))
    return `${trade}${outlet}（${pick(dice, entity.place.roads)}店）`
  }
  if (entity.form === 'individual') return dice.chance(0.6) ? trade + line : trade + pick(dice, words.shop)
  const goods = GENERIC_TRADE.test(line) || dice.chance(0.3) ? '' : line
  return trade + goods + pick(dice, words.shop)
}

const NICK_FIRST =
  '小鹿 阿橙 北城 南风 半夏 橘子 栗子 青柠 木木 星河 月半 团子 泡泡 云朵 老张 大熊 阿布 海盐 拾光 山野 一只猫 冬瓜 豆豆 晴天'.split(
    ' ',
  )
const NICK_LAST = '的闲置 的小店 的衣橱 家的小铺 手作 的二手书 家的土特产 的旧物 杂货铺 的小摊'.split(' ')

export function personShop(dice: Dice, slot: number): string {
  dice.seat(STREAM.shop, slot)
  return pick(dice, NICK_FIRST) + pick(dice, NICK_LAST)
}

/** A link with a shop number no other slot has (an odd multiplier is a bijection of 32-bit numbers). */
export function shopUrl(platform: Platform, slot: number): string {
  const number = 1_000_000_000 + (Math.imul(slot, 0x9e3779b1) >>> 0)
  return platform.kind === 'live'
    ? `https://live.${platform.domain}/room/${number}`
    : `https://${platform.domain}/shop/${number}`
}

const AREA: Readonly<Record<string, string>> = {
  11: '010',
  31: '021',
  3301: '0571',
  4401: '020',
  4403: '0755',
  3201: '025',
  3205: '0512',
}

/** Mostly a mobile number; firms in the big cities now and then a landline. `moved` gives a later number. */
export function contact(dice: Dice, slot: number, entity: Entity | undefined, later: boolean): string {
  dice.seat(STREAM.contact, later ? ~slot : slot)
  const area = entity && (AREA[entity.place.province] ?? AREA[entity.place.code.slice(0, 4)])
  return area && entity.form !== 'individual' && dice.chance(0.09) ? landline(dice, area) : mobile(dice)
}

export function registeredAddress(dice: Dice, entity: Entity, moved: boolean): string {
  dice.seat(moved ? STREAM.move : STREAM.address, entity.index)
  const ground = entity.form === 'individual' && (entity.kind === 'delivery' || entity.kind === 'fresh')
  return entity.place.full + streetAddress(dice, entity.place, ground)
}

/** Person in charge; a second answer after a change. Branches have one of their own, like everybody. */
export function representative(dice: Dice, entity: Entity, changed: boolean): string {
  dice.seat(changed ? STREAM.successor : STREAM.representative, entity.index)
  return personName(dice)
}
