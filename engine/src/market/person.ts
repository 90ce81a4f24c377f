import { compactDate, idNumberOf } from './codes.ts'
import { type Dice, permute } from './dice.ts'
import { STREAM } from './entity.ts'
import { givenName, surname } from './people.ts'
import { BIRTHPLACES, homeAddress, placeIn, provinceOf } from './places.ts'
import type { PlatformKind } from './trades.ts'

/** A natural person who sells without registration, under one of the grounds of E-Commerce Law art. 10. */
export interface Person {
  readonly name: string
  readonly idNumber: string
  readonly address: string
  readonly ground: string
}

const SMALL = '个人从事零星小额交易活动'
const FARM = '个人销售自产农副产品'
const CRAFT = '个人销售家庭手工业产品'
const SKILL = '个人利用自己的技能从事依法无须取得许可的便民劳务活动'
const GROUNDS: Readonly<Record<PlatformKind, readonly string[]>> = {
  general: [SMALL, SMALL, SMALL, CRAFT, CRAFT, FARM],
  delivery: [SKILL],
  live: [SMALL, SMALL, FARM, FARM, FARM, CRAFT, CRAFT],
  second_hand: [SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, CRAFT, SKILL],
  fresh: [FARM, FARM, FARM, FARM, SMALL],
}

/** Births from 1962-01-01 over 16,000 days, 499 numbers a day for each sex: 8 million numbers a region. */
const BORN = { from: -2922, days: 16_000 }
const ROUND = BORN.days * 499

/** A number nobody else in the market has: date and sequence are a bijection of the slot, rounds use other regions. */
function idNumberIn(dice: Dice, slot: number, male: boolean): string {
  const round = Math.floor(slot / ROUND)
  const x = permute(slot % ROUND, BORN.days, 499, 47)
  const region = BIRTHPLACES[(dice.below(BIRTHPLACES.length >> 3) << 3) + (round & 7)]!
  const sequence = String(2 * (x % 499) + (male ? 1 : 2)).padStart(3, '0')
  return idNumberOf(region + compactDate(BORN.from + Math.floor(x / 499)) + sequence)
}

export function personIn(dice: Dice, slot: number, kind: PlatformKind): Person {
  dice.seat(STREAM.person, slot)
  const male = dice.chance(0.48)
  const name = surname(dice) + givenName(dice, male)
  const idNumber = idNumberIn(dice, slot, male)
  const address = homeAddress(dice, placeIn(dice, provinceOf(dice, 0.5)))
  const grounds = GROUNDS[kind]
  return { name, idNumber, address, ground: grounds[dice.below(grounds.length)]! }
}
