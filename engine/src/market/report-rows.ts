import type { NormalisationNote, ProblemKind, RejectReason, UndecidedReason } from '@redbridge/contract'
import { REGISTER_PROVINCES } from './bureaus.ts'
import { damageCode, damageName, soil, toFullWidth } from './damage.ts'
import { type Entity, STREAM } from './entity.ts'
import { personIn } from './person.ts'
import { PLATFORMS, type Platform } from './platforms.ts'
import { contact, personShop, registeredAddress, representative, shopName, shopUrl } from './shop.ts'
import type { Plan, Range, World } from './world.ts'

export type Expectation = 'clear' | 'problem' | 'undecided' | 'rejected'

/** The right answer for one row, from Beijing's seat: Beijing's own register and lists, as of the period. */
export interface Answer {
  expect: Expectation
  /** problem kinds, most serious first */
  kinds: readonly ProblemKind[]
  reason: UndecidedReason | RejectReason | ''
  /** differences of form that were planted and must be no more than a note */
  notes: readonly NormalisationNote[]
  /** what was planted: a key of planting.ts, or the empty text */
  planted: string
  /** two digits of the province of registration; the empty text for a natural person */
  province: string
  /** the code of the register entry that is meant; the empty text where there is none */
  uscc: string
  /** what the home bureau finds, with its own register at hand */
  home: { expect: Expectation; kinds: readonly ProblemKind[] }
}

export interface MarketRow extends Answer {
  /** the ten fields in the order of REPORT_COLUMNS; another number of them in a row planted as ragged */
  cells: string[]
}

const NONE: readonly never[] = []
const KNOWN_PROVINCES = new Set(REGISTER_PROVINCES)
const COPIES = 40

const isActive = (plan: Plan | undefined, period: number): plan is Plan =>
  plan !== undefined && (plan.when === 'both' || (plan.when === 'first') === (period === 0))

const settle = (row: MarketRow): MarketRow => {
  if (row.kinds.length > 0) {
    const seen = row.province === '11' || row.kinds.includes('code_invalid')
    row.expect = seen ? 'problem' : 'undecided'
    row.home = KNOWN_PROVINCES.has(row.province)
      ? { expect: 'problem', kinds: row.kinds }
      : { expect: 'undecided', kinds: NONE }
  } else if (row.province !== '11') {
    row.expect = 'undecided'
    row.home = KNOWN_PROVINCES.has(row.province)
      ? { expect: 'clear', kinds: NONE }
      : { expect: 'undecided', kinds: NONE }
  }
  if (row.expect === 'undecided') {
    row.reason = 'outside_coverage'
    row.kinds = NONE
  }
  return row
}

/** A registered business as the platform would report it, with what its registers say. */
function honestRow(world: World, platform: Platform, slot: number, period: number, index: number): MarketRow {
  const entity = world.entity(index)
  const standing = world.standing(index, period)
  const row = rowOf(world, platform, slot, period, entity, standing.renamed)
  const kinds: ProblemKind[] = []
  if (standing.status === 'cancelled') kinds.push('cancelled')
  if (standing.status === 'revoked') kinds.push('revoked')
  if (standing.serious) kinds.push('serious_violation')
  if (standing.abnormal) kinds.push('abnormal_operation')
  row.kinds = kinds
  if (kinds.length > 0) row.planted = kinds[0]!
  return row
}

function rowOf(
  world: World,
  platform: Platform,
  slot: number,
  period: number,
  entity: Entity,
  renamed: boolean,
): MarketRow {
  const { dice } = world
  dice.seat(STREAM.life, ~slot)
  const later = period === 1
  const elsewhere = dice.chance(0.12)
  const moved = dice.chance(0.015) && later
  const newHead = dice.chance(0.012) && later
  const newPhone = dice.chance(0.03) && later
  const over = dice.chance(entity.form === 'individual' ? 0.55 : 0.86)
  return {
    cells: [
      world.nameOf(entity, renamed),
      entity.uscc,
      representative(dice, entity, newHead),
      '',
      registeredAddress(dice, entity, elsewhere !== moved),
      contact(dice, slot, entity, newPhone),
      shopName(dice, platform, slot, entity, world.twoShare),
      shopUrl(platform, slot),
      '',
      over ? '是' : '否',
    ],
    expect: 'clear',
    kinds: NONE,
    reason: '',
    notes: NONE,
    planted: '',
    province: entity.place.province,
    uscc: entity.uscc,
    home: { expect: 'clear', kinds: NONE },
  }
}

function personRow(world: World, platform: Platform, slot: number, period: number): MarketRow {
  const { dice } = world
  const person = personIn(dice, slot)
  const row: MarketRow = {
    cells: [
      person.name,
      '',
      '',
      person.idNumber,
      person.address,
      contact(dice, slot, undefined, false),
      personShop(dice, slot),
      shopUrl(platform, slot),
      person.ground,
      '否',
    ],
    expect: 'clear',
    kinds: NONE,
    reason: '',
    notes: NONE,
    planted: '',
    province: '',
    uscc: '',
    home: { expect: 'clear', kinds: NONE },
  }
  const plan = world.planOf(slot)
  if (!isActive(plan, period)) return row
  row.planted = plan.planted.key
  if (plan.planted.reject) return rejectRow(world, row, slot, plan.planted.reject, platform)
  row.reason = plan.planted.undecided!
  row.expect = 'undecided'
  row.home = { expect: 'undecided', kinds: NONE }
  if (row.reason === 'over_threshold') row.cells[9] = '是'
  else row.cells[3] = `${person.idNumber.slice(0, 4)}**********${person.idNumber.slice(14)}`
  return row
}

/** Another slot of the platform whose honest row can stand in: present, nothing planted, registered in Beijing. */
function sourceFor(world: World, range: Range, slot: number, period: number): number {
  world.dice.seat(STREAM.damage, slot)
  const back = 1 + world.dice.below(300)
  for (let step = 0; step < COPIES; step++) {
    const other = slot - back - step
    if (other < range.start) return -1
    if (
      world.isPerson(other) ||
      world.planOf(other) ||
      !world.isPresent(other, period) ||
      swapPartner(world, range, other, period) >= 0
    )
      continue
    const index = world.businessIn(other)
    if (index === other && world.entity(other).place.province === '11') return other
  }
  return -1
}

const canSwap = (world: World, range: Range, slot: number): boolean =>
  slot >= range.start && slot < range.end && !world.isPerson(slot) && world.businessIn(slot) === slot

/** The neighbour this slot has exchanged names with, or -1. Both neighbours come to the same answer. */
function swapPartner(world: World, range: Range, slot: number, period: number): number {
  const other = slot ^ 1
  const own = world.planOf(slot)
  const theirs = own ? undefined : world.planOf(other)
  const swapped =
    own?.planted.key === 'name_swapped' ? own : theirs?.planted.key === 'name_swapped' ? theirs : undefined
  if (!isActive(swapped, period)) return -1
  if (own && world.planOf(other)) return -1
  return canSwap(world, range, slot) && canSwap(world, range, other) ? other : -1
}

function problemRow(world: World, range: Range, slot: number, period: number, plan: Plan): MarketRow {
  const platform = PLATFORMS[range.platform]!
  const { dice } = world
  const { key, kind } = plan.planted
  if (key === 'duplicate') {
    const source = sourceFor(world, range, slot, period)
    if (source < 0) return honestRow(world, platform, slot, period, slot)
    const copy = honestRow(world, platform, source, period, source)
    return { ...copy, kinds: ['duplicate'], planted: key }
  }
  if (key === 'licence_unknown') {
    const row = rowOf(world, platform, slot, period, world.invented(slot), false)
    return { ...row, kinds: ['licence_unknown'], planted: key, uscc: '' }
  }
  const row = honestRow(world, platform, slot, period, slot)
  const entity = world.entity(slot)
  dice.seat(STREAM.damage, slot)
  if (kind === 'code_invalid') row.cells[1] = damageCode(dice, entity.uscc, key)
  else if (key === 'name_old') row.cells[0] = world.nameOf(entity, false)
  else row.cells[0] = damageName(dice, row.cells[0]!)
  row.kinds = [kind!]
  row.planted = key
  return row
}

function rejectRow(world: World, row: MarketRow, slot: number, reason: RejectReason, platform: Platform): MarketRow {
  const { cells } = row
  world.dice.seat(STREAM.damage, slot)
  // a spreadsheet and a file of objects have no ragged rows
  const ragged = platform.fileFormat === 'csv' || platform.fileFormat === 'csv-gb18030'
  const actual = reason === 'column_count' && !ragged ? 'identifier_missing' : reason
  if (actual === 'name_missing') cells[0] = ''
  else if (actual === 'identifier_missing') cells[1] = cells[3] = ''
  else if (actual === 'column_count') cells.splice(5, 0, '1层底商')
  else if (actual === 'control_character') cells[4] = `${cells[4]!.slice(0, 6)}\u0007${cells[4]!.slice(6)}`
  else if (actual === 'field_too_long') cells[6] = cells[6]!.repeat(Math.ceil(220 / cells[6]!.length))
  else if (actual === 'url_invalid') cells[7] = 'htps:/shop/' + cells[7]!.slice(-10)
  else if (actual === 'encoding') cells[0] = `${cells[0]!.slice(0, 3)}\ufffd\ufffd${cells[0]!.slice(5)}`
  else {
    const last = cells[3]![17]!
    cells[3] = cells[3]!.slice(0, 17) + (last === '5' ? '6' : '5')
  }
  row.expect = 'rejected'
  row.kinds = NONE
  row.reason = actual
  row.planted = actual
  row.home = { expect: 'rejected', kinds: NONE }
  return row
}

function dirtyRow(world: World, row: MarketRow, slot: number, plan: Plan): MarketRow {
  world.dice.seat(STREAM.damage, slot)
  const soiled = soil(world.dice, plan.planted.key, { name: row.cells[0]!, uscc: row.cells[1]! })
  if (soiled.name === row.cells[0] && soiled.uscc === row.cells[1]) soiled.uscc = toFullWidth(soiled.uscc)
  row.notes =
    plan.planted.key !== 'code_full_width' && soiled.uscc === toFullWidth(row.cells[1]!)
      ? ['full_width']
      : plan.planted.notes!
  row.planted = plan.planted.key
  row.cells[0] = soiled.name
  row.cells[1] = soiled.uscc
  return row
}

/** The row that a slot fills in a period, with the right answer. The slot must be present in the period. */
export function composeRow(world: World, range: Range, slot: number, period: number): MarketRow {
  const platform = PLATFORMS[range.platform]!
  if (world.isPerson(slot)) return personRow(world, platform, slot, period)
  const plan = world.planOf(slot)
  const partner = swapPartner(world, range, slot, period)
  if (partner >= 0) {
    const row = honestRow(world, platform, slot, period, slot)
    row.cells[0] = world.nameOf(world.entity(partner), world.standing(partner, period).renamed)
    return settle({ ...row, kinds: ['name_mismatch'], planted: 'name_swapped' })
  }
  if (isActive(plan, period)) {
    const { group, reject } = plan.planted
    if (group === 'row') return settle(problemRow(world, range, slot, period, plan))
    if (group === 'reject')
      return rejectRow(world, honestRow(world, platform, slot, period, slot), slot, reject!, platform)
    if (group === 'dirt') return settle(dirtyRow(world, honestRow(world, platform, slot, period, slot), slot, plan))
  }
  return settle(honestRow(world, platform, slot, period, plan ? slot : world.businessIn(slot)))
}
