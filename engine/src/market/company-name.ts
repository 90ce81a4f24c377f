import type { Dice } from './dice.ts'
import { type Entity, STREAM } from './entity.ts'
import { givenName, surname } from './people.ts'
import {
  COOPERATIVE,
  CROPS,
  FOLK,
  FOOD_LAST,
  type PlatformKind,
  TRADE_FIRST,
  TRADE_LAST,
  TRADE_MIDDLE,
  TRADES,
} from './trades.ts'

/**
 * Names by 企业名称登记管理规定 art. 6: 行政区划 + 字号 + 行业 + 组织形式, the region in front or in brackets, rarely
 * left out; branches after their parent; individual businesses with the county and, registered lately, with
 * （个体工商户） at the end.
 */
const pick = <T>(dice: Dice, from: readonly T[]): T => from[dice.below(from.length)]!

const isFood = (kind: PlatformKind): boolean => kind === 'delivery' || kind === 'fresh'

/** A trade name 字号 of two to four characters. The more businesses, the longer they get, as in a full register. */
function tradeName(dice: Dice, kind: PlatformKind, twoShare: number): string {
  const first = pick(dice, TRADE_FIRST)
  const last = isFood(kind) && dice.chance(0.3) ? pick(dice, FOOD_LAST) : pick(dice, TRADE_LAST)
  if (dice.chance(twoShare) && first !== last) return first + last
  if (dice.chance(0.15)) return first + last + pick(dice, TRADE_FIRST) + pick(dice, TRADE_LAST)
  const middle = pick(dice, TRADE_MIDDLE)
  return middle === first || middle === last ? first + last : first + middle + last
}

/** What small traders call themselves: 张记, 老王, 阿芳, 川妹子, or a trade name like a firm's. */
function smallName(dice: Dice, kind: PlatformKind, twoShare: number): string {
  const way = dice.below(100)
  // where there are many, 张记 alone is long taken
  const more = dice.chance(twoShare) ? '' : tradeName(dice, kind, 1)
  if (way < 12) return `${surname(dice)}记${more}`
  if (way < 18) return `老${surname(dice)}${more}`
  if (way < 22) return `${'阿小'[dice.below(2)]}${givenName(dice).slice(-1)}${more}`
  if (way < 36) return isFood(kind) ? pick(dice, FOLK) + tradeName(dice, kind, 1) : tradeName(dice, kind, 0.5)
  if (way < 44) return surname(dice) + givenName(dice)
  return tradeName(dice, kind, twoShare * 0.7)
}

interface Parts {
  /** 字号 */
  trade: string
  /** 行业, with the ending for an individual business */
  line: string
}

function partsOf(dice: Dice, entity: Entity, twoShare: number): Parts {
  const words = TRADES[entity.kind]
  if (entity.form === 'individual')
    return { trade: smallName(dice, entity.kind, twoShare), line: pick(dice, words.individual) }
  if (entity.form === 'cooperative')
    return { trade: tradeName(dice, entity.kind, twoShare), line: COOPERATIVE(pick(dice, CROPS)) }
  return { trade: tradeName(dice, entity.kind, twoShare), line: pick(dice, words.firm) }
}

/** Trade name and trade of a business, as its registered name has them. */
export function partsFor(dice: Dice, entity: Entity, twoShare: number): Parts {
  dice.seat(STREAM.name, entity.index)
  return partsOf(dice, entity, twoShare)
}

function firmName(dice: Dice, entity: Entity, { trade, line }: Parts, ending: string): string {
  const place = entity.place
  const way = dice.below(100)
  if (way < 1) return `${trade}${line}${ending === '有限公司' ? '集团有限公司' : ending}`
  if (way < 13) return `${trade}（${place.short}）${line}${ending}`
  return `${pick(dice, place.firmFronts)}${trade}${line}${ending}`
}

const NUMBERS = ['第一', '第二', '第三', '第五', '第六', '第八', '第十二', '第十六', '第二十一']

function branchName(dice: Dice, entity: Entity, parts: Parts): string {
  const parent = firmName(dice, entity, parts, '有限公司')
  const way = dice.below(3)
  if (way === 0) return `${parent}${entity.place.branch}分公司`
  return way === 1 ? `${parent}${pick(dice, NUMBERS)}分公司` : `${parent}${pick(dice, entity.place.roads)}店`
}

function assemble(dice: Dice, entity: Entity, parts: Parts): string {
  const { place, form } = entity
  switch (form) {
    case 'individual': {
      const name = pick(dice, place.individualFronts) + parts.trade + parts.line
      return entity.era === 'late' && dice.chance(0.62) ? `${name}（个体工商户）` : name
    }
    case 'cooperative':
      return `${pick(dice, place.individualFronts)}${parts.trade}${parts.line}`
    case 'branch':
      return branchName(dice, entity, parts)
    case 'partnership':
      return firmName(dice, entity, parts, pick(dice, ['合伙企业（有限合伙）', '中心（有限合伙）', '商行（普通合伙）']))
    case 'sole':
      return firmName(dice, entity, parts, pick(dice, ['中心', '经营部', '工作室']))
    case 'stock':
      return firmName(dice, entity, parts, '股份有限公司')
    default:
      return firmName(dice, entity, parts, dice.chance(0.03) ? '有限责任公司' : '有限公司')
  }
}

/** The registered name; `renamed` gives the one after a change of trade name or of trade. */
export function companyName(dice: Dice, entity: Entity, twoShare: number, renamed: boolean): string {
  dice.seat(STREAM.name, entity.index)
  const parts = partsOf(dice, entity, twoShare)
  if (!renamed) return assemble(dice, entity, parts)
  dice.seat(STREAM.rename, entity.index)
  const next = partsOf(dice, entity, twoShare)
  if (dice.chance(0.5) && next.line !== parts.line) parts.line = next.line
  else parts.trade = next.trade
  return assemble(dice, entity, parts)
}
