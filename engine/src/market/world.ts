import { companyName, partsFor } from './company-name.ts'
import { createDice, type Dice } from './dice.ts'
import { type Entity, entityOf, STREAM } from './entity.ts'
import { cumulative, DIRT, PERSON_ISSUES, type Planted, PROBLEMS, REJECTS } from './planting.ts'
import { PLATFORMS } from './platforms.ts'
import type { PlatformKind } from './trades.ts'

/**
 * A slot is one place of one platform: slots 0 … n-1 are filled from the first period on, the slots behind them from
 * the second. Most slots hold a business of their own (entity index = slot); on the smaller platforms some hold one that
 * also sells on the largest. Behind all slots come businesses that sell on no platform and fill the registers.
 */
export interface Range {
  readonly platform: number
  readonly start: number
  /** slots filled in the first period */
  readonly first: number
  readonly end: number
}

/** What was planted in a slot. `when`: in both periods, only the first (then fixed), only the second. */
export interface Plan {
  readonly planted: Planted
  readonly when: 'both' | 'first' | 'second'
  /** what became of it by the second period, where `when` is `first` */
  readonly fix: Planted['fix']
}

/** What the registers say of a business in a period. */
export interface Standing {
  readonly status: 'active' | 'cancelled' | 'revoked' | 'moved'
  readonly abnormal: boolean
  readonly serious: boolean
  /** days since 1970 of the change of status or listing */
  readonly day: number
  readonly renamed: boolean
}

export interface World {
  readonly dice: Dice
  readonly ranges: readonly Range[]
  readonly slots: number
  /** all indexes of businesses, slots and fillers */
  readonly businesses: number
  readonly twoShare: number
  isPerson(slot: number): boolean
  planOf(slot: number): Plan | undefined
  isPresent(slot: number, period: number): boolean
  /** the index of the business in the slot */
  businessIn(slot: number): number
  entity(index: number): Entity
  invented(slot: number): Entity
  nameOf(entity: Entity, renamed: boolean): string
  /** the first trade name 字号 of a business */
  tradeOf(entity: Entity): string
  standing(index: number, period: number): Standing
  kindAt(slot: number): PlatformKind
}

const PERSON_SHARE: Readonly<Record<PlatformKind, number>> = {
  general: 0.04,
  delivery: 0,
  live: 0.12,
  second_hand: 0.62,
  fresh: 0.05,
}
const NEW_SHARE = 0.065
const GONE_SHARE = 0.045
/** Businesses of the largest platform that also sell on this one. */
const SHARED_SHARE: Readonly<Record<PlatformKind, number>> = {
  general: 0,
  delivery: 0,
  live: 0.2,
  second_hand: 0.06,
  fresh: 0,
}
/** Second shops of a business on the largest platform. */
const SECOND_SHOP = 0.02
const FILLERS = 0.2
/** 2024-01-01, 2026-01-10, 2026-02-10, 2026-07-15 as days since 1970. */
const DAYS = { from: 19723, before: 20463, after: 20494, until: 20649 }

const C_PROBLEMS = cumulative(PROBLEMS)
const C_REJECTS = cumulative(REJECTS)
const C_DIRT = cumulative(DIRT)
const C_PERSON = cumulative(PERSON_ISSUES)

function choose(entries: readonly Planted[], totals: readonly number[], u: number): Planted {
  for (let i = 0; i < totals.length; i++) if (u < totals[i]!) return entries[i]!
  return entries[entries.length - 1]!
}

function rangesOf(operators: number): Range[] {
  let start = 0
  return PLATFORMS.map((p, platform) => {
    const first = Math.round(operators * p.share)
    const end = start + first + Math.ceil(first * NEW_SHARE)
    const range = { platform, start, first, end }
    start = end
    return range
  })
}

/** Shares of rows, from the share of operators that a bureau finds something with. */
interface Rates {
  readonly problems: number
  readonly rejects: number
  readonly dirt: number
}

export function createWorld(seed: string | number, operators: number, rates: Rates): World {
  const dice = createDice(seed)
  const ranges = rangesOf(operators)
  const slots = ranges[ranges.length - 1]!.end
  const businesses = slots + Math.ceil(slots * FILLERS)
  const twoShare = operators <= 50_000 ? 0.6 : operators <= 2_000_000 ? 0.35 : 0.08
  const rangeAt = (slot: number): Range => {
    for (const range of ranges) if (slot < range.end) return range
    return ranges[slot % ranges.length]!
  }
  const kindAt = (slot: number): PlatformKind => PLATFORMS[rangeAt(slot).platform]!.kind
  const isNew = (slot: number): boolean => {
    const range = rangeAt(slot)
    return slot - range.start >= range.first
  }
  const isPerson = (slot: number): boolean => {
    if (slot >= slots) return false
    dice.seat(STREAM.natural, slot)
    return dice.chance(PERSON_SHARE[kindAt(slot)])
  }

  const drawPlan = (slot: number): Plan | undefined => {
    const person = isPerson(slot)
    dice.seat(STREAM.plan, slot)
    const u = dice.below(1e9) / 1e9
    const w = dice.below(1e9) / 1e9
    const t = dice.below(100)
    const when = t < 24 ? 'both' : t < 61 ? 'first' : 'second'
    const halfDelisted = dice.chance(0.5)
    let planted: Planted
    if (person) {
      if (u >= 0.08) return undefined
      planted = choose(PERSON_ISSUES, C_PERSON, w)
    } else if (u < rates.problems) planted = choose(PROBLEMS, C_PROBLEMS, w)
    else if (u < rates.problems + rates.rejects) planted = choose(REJECTS, C_REJECTS, w)
    else if (u < rates.problems + rates.rejects + rates.dirt) planted = choose(DIRT, C_DIRT, w)
    else return undefined
    const fix = planted.fix === 'delisted' && !halfDelisted ? 'gone' : planted.fix
    // a slot filled only in the second period cannot have been fixed before it
    if (isNew(slot)) return when === 'first' ? undefined : { planted, when: 'second', fix }
    return { planted, when: fix === 'never' ? 'both' : when, fix }
  }

  // a slot is asked for its plan several times in a row, and for its neighbour's: the last few answers are kept
  const keptSlots = new Float64Array(8).fill(-1)
  const keptPlans: (Plan | undefined)[] = []
  const planOf = (slot: number): Plan | undefined => {
    const at = slot & 7
    if (keptSlots[at] !== slot) {
      keptPlans[at] = drawPlan(slot)
      keptSlots[at] = slot
    }
    return keptPlans[at]
  }

  const isPresent = (slot: number, period: number): boolean => {
    if (isNew(slot)) return period === 1
    if (period === 0) return true
    const plan = planOf(slot)
    if (plan && plan.fix !== 'never') return !(plan.when === 'first' && plan.fix === 'gone')
    dice.seat(STREAM.life, slot)
    return !dice.chance(GONE_SHARE)
  }

  const businessIn = (slot: number): number => {
    const range = rangeAt(slot)
    const largest = ranges[0]!
    dice.seat(STREAM.share, slot)
    let other = slot
    if (range === largest) {
      if (dice.chance(SECOND_SHOP)) other = Math.max(largest.start, slot - 1 - dice.below(200))
    } else if (dice.chance(SHARED_SHARE[kindAt(slot)])) {
      // a bijection within the platform: the first slots of the largest, from a start of its own
      other = (slot - range.start + range.platform * Math.floor(largest.first / 7)) % largest.first
    }
    return isPerson(other) ? slot : other
  }

  const entity = (index: number): Entity => entityOf(dice, index, kindAt(index))

  const standing = (index: number, period: number): Standing => {
    const own = index < slots ? planOf(index) : undefined
    dice.seat(STREAM.standing, index)
    const early = DAYS.from + dice.below(DAYS.before - DAYS.from)
    const late = DAYS.after + dice.below(DAYS.until - DAYS.after)
    const also = dice.below(100)
    const clear: Standing = { status: 'active', abnormal: false, serious: false, day: early, renamed: false }
    if (index >= slots) return fillerStanding(also, dice.below(10), early - 1500 * dice.below(2))
    if (!own) {
      const renamed = also < 2 && period === 1
      return renamed ? { ...clear, renamed, day: late } : clear
    }
    const day = own.when === 'second' ? late : early
    const known = own.when !== 'second' || period === 1
    if (own.planted.key === 'name_old') return { ...clear, renamed: known, day }
    if (own.planted.group !== 'standing' || !known) return clear
    switch (own.planted.kind) {
      case 'cancelled':
        return { ...clear, status: 'cancelled', day }
      case 'revoked':
        return { ...clear, status: 'revoked', abnormal: also < 40, day }
      case 'serious_violation':
        return { ...clear, serious: true, abnormal: also < 50, day }
      default:
        return { ...clear, abnormal: !(own.when === 'first' && own.fix === 'delisted' && period === 1), day }
    }
  }

  return {
    dice,
    ranges,
    slots,
    businesses,
    twoShare,
    isPerson,
    planOf,
    isPresent,
    businessIn,
    entity,
    standing,
    kindAt,
    invented: (slot) => entityOf(dice, businesses + slot, kindAt(slot), true),
    tradeOf: (e) => partsFor(dice, e, twoShare).trade,
    nameOf: (e, renamed) => companyName(dice, e, twoShare, renamed),
  }
}

/** Businesses on no platform: many have ceased. */
function fillerStanding(u: number, v: number, day: number): Standing {
  const base = { abnormal: false, serious: false, day, renamed: false }
  if (u < 16) return { ...base, status: 'cancelled' }
  if (u < 20) return { ...base, status: 'revoked', abnormal: v < 4 }
  if (u < 25) return { ...base, status: 'active', abnormal: true, serious: v < 1 }
  return { ...base, status: u < 26 ? 'moved' : 'active' }
}
