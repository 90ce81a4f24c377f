import { compactDate, idNumberOf } from './codes.ts'
import { type Dice, permute } from './dice.ts'
import { STREAM } from './entity.ts'
import { personName } from './people.ts'
import { BIRTHPLACES, homeAddress, placeIn, provinceOf } from './places.ts'

/** A natural person who sells without registration, under one of the grounds of E-Commerce Law art. 10. */
export interface Person {
  readonly name: string
  readonly idNumber: string
  readonly address: string
  readonly ground: string
}

const GROUNDS = [
  ...Array<string>(7).fill('个人从事零星小额交易活动'),
  '个人销售自产农副产品',
  '个人销售家庭手工业产品',
  '个人利用自己的技能从事依法无须取得许可的便民劳务活动',
]

/** Births from 1962-01-01 over 16,000 days, 999 numbers a day: 16 million numbers a region. */
const BORN = { from: -2922, days: 16_000 }
const ROUND = BORN.days * 999

/** A number nobody else in the market has: date and sequence are a bijection of the slot, rounds use other regions. */
function idNumberIn(dice: Dice, slot: number): string {
  const round = Math.floor(slot / ROUND)
  const x = permute(slot % ROUND, BORN.days, 999, 47)
  const region = BIRTHPLACES[(dice.below(BIRTHPLACES.length >> 2) << 2) + (round & 3)]!
  const sequence = String(1 + (x % 999)).padStart(3, '0')
  return idNumberOf(region + compactDate(BORN.from + Math.floor(x / 999)) + sequence)
}

export function personIn(dice: Dice, slot: number): Person {
  dice.seat(STREAM.person, slot)
  const name = personName(dice)
  const idNumber = idNumberIn(dice, slot)
  const address = homeAddress(dice, placeIn(dice, provinceOf(dice, 0.5)))
  return { name, idNumber, address, ground: GROUNDS[dice.below(GROUNDS.length)]! }
}
