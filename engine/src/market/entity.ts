import { fiveOf, regNoOf, usccOf } from './codes.ts'
import { type Dice, permute } from './dice.ts'
import { type Place, placeIn, provinceOf } from './places.ts'
import type { PlatformKind } from './trades.ts'

/** One stream of throws for each independent question about an index. */
export const STREAM = {
  core: 1,
  name: 2,
  rename: 3,
  representative: 4,
  successor: 5,
  address: 6,
  move: 7,
  shop: 8,
  contact: 9,
  plan: 10,
  natural: 11,
  person: 12,
  standing: 13,
  damage: 14,
  life: 15,
  share: 16,
} as const

export type Form = 'limited' | 'stock' | 'branch' | 'partnership' | 'sole' | 'individual' | 'cooperative'

/** A registered business: everything here is a function of (seed, index). */
export interface Entity {
  readonly index: number
  readonly kind: PlatformKind
  readonly form: Form
  readonly place: Place
  /** registered before October 2015 (numeric organisation code), up to 2021 (MA and a digit) or since (MA and a letter) */
  readonly era: 'old' | 'early' | 'late'
  readonly uscc: string
  /** only businesses of before 2015 have one */
  readonly regNo: string
}

/** Per mille: limited, stock, branch, partnership, sole, individual, cooperative. */
const FORMS: readonly Form[] = ['limited', 'stock', 'branch', 'partnership', 'sole', 'individual', 'cooperative']
const FORM_SHARES: Readonly<Record<PlatformKind, readonly number[]>> = {
  general: [640, 6, 10, 12, 14, 316, 2],
  delivery: [225, 2, 88, 3, 6, 675, 1],
  live: [470, 3, 5, 14, 18, 482, 8],
  second_hand: [430, 1, 4, 5, 10, 550, 0],
  fresh: [300, 3, 27, 5, 10, 590, 65],
}
/** Food is sold near home, goods from anywhere. */
const BEIJING_SHARE: Readonly<Record<PlatformKind, number>> = {
  general: 0.47,
  delivery: 0.74,
  live: 0.45,
  second_hand: 0.52,
  fresh: 0.68,
}

const BODIES = 31 ** 5
/** The digit after MA went by province until 2021. */
const FIRST_DIGIT: Readonly<Record<string, number>> = {
  11: 0,
  12: 0,
  13: 0,
  31: 1,
  32: 1,
  33: 2,
  34: 2,
  35: 3,
  37: 3,
  44: 4,
  42: 4,
}
const LATE_LETTERS = ['ABCDEFG', 'HJKLMNP', 'QRTUWXY']

function formOf(dice: Dice, kind: PlatformKind): Form {
  const shares = FORM_SHARES[kind]
  let left = dice.below(1000)
  for (let i = 0; i < shares.length; i++) {
    left -= shares[i]!
    if (left < 0) return FORMS[i]!
  }
  return 'limited'
}

/**
 * Eight characters of organisation code, never twice in one region up to 85 million indexes: a bijection of the index,
 * with a character for each further round of 31^5 that no other round uses.
 */
function bodyOf(dice: Dice, index: number, era: Entity['era'], province: string, shift = 0): string {
  if (era === 'old') return String(10_000_000 + permute(index, 7000, 10_000, 41))
  const round = Math.floor(index / BODIES)
  const five = fiveOf(permute(index % BODIES, 961, 29791, 43))
  if (era === 'late') return `MA${LATE_LETTERS[round % 3]![dice.below(7)]}${five}`
  return `MA${((FIRST_DIGIT[province] ?? Number(province)) + round + shift) % 10}${five}`
}

/**
 * The business with this index, trading in the way of the given kind of platform. An invented one, that no register
 * holds, gets a code that passes its check digit and that no registered index can have.
 */
export function entityOf(dice: Dice, index: number, kind: PlatformKind, invented = false): Entity {
  dice.seat(STREAM.core, index)
  const place = placeIn(dice, provinceOf(dice, BEIJING_SHARE[kind]))
  const drawnForm = formOf(dice, kind)
  const form = drawnForm === 'cooperative' && place.full.endsWith('区') && dice.chance(0.8) ? 'limited' : drawnForm
  const age = dice.below(100)
  const firm = form !== 'individual'
  const era = invented ? 'early' : firm && age < 20 ? 'old' : age < 55 ? 'early' : 'late'
  const region = place.authorities[dice.below(place.authorities.length)]!
  const body = bodyOf(dice, index, era, place.province, invented ? 5 : 0)
  const department = form === 'individual' ? '92' : form === 'cooperative' ? '93' : '91'
  const uscc = usccOf(department, region, body)
  const regNo = era === 'old' ? regNoOf(region + body) : ''
  return { index, kind, form, place, era, uscc, regNo }
}
