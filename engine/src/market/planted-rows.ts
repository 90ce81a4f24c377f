import type { RejectReason } from '@redbridge/contract'
import { type MarketRow, NONE } from './answer.ts'
import { usccOf } from './codes.ts'
import { damageCode, damageName, soil } from './damage.ts'
import { STREAM } from './entity.ts'
import { honestRow, rowOf } from './honest-rows.ts'
import { PLATFORMS, type Platform } from './platforms.ts'
import type { Plan, Range, World } from './world.ts'

const COPIES = 40

export const isActive = (plan: Plan | undefined, period: number): plan is Plan =>
  plan !== undefined && (plan.when === 'both' || (plan.when === 'first') === (period === 0))

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
export function swapPartner(world: World, range: Range, slot: number, period: number): number {
  const other = slot ^ 1
  const own = world.planOf(slot)
  const theirs = own ? undefined : world.planOf(other)
  const swapped =
    own?.planted.key === 'name_swapped' ? own : theirs?.planted.key === 'name_swapped' ? theirs : undefined
  if (!isActive(swapped, period)) return -1
  if (own && world.planOf(other)) return -1
  return canSwap(world, range, slot) && canSwap(world, range, other) ? other : -1
}

export function problemRow(world: World, range: Range, slot: number, period: number, plan: Plan): MarketRow {
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
  const trade = world.tradeOf(entity)
  dice.seat(STREAM.damage, slot)
  if (kind === 'code_invalid') row.cells[1] = damageCode(dice, entity.uscc, key)
  else if (key === 'name_old') row.cells[0] = world.nameOf(entity, false)
  else row.cells[0] = damageName(dice, row.cells[0]!, trade)
  row.kinds = [kind!]
  row.planted = key === 'name_swapped' ? 'name_one_character' : key
  return row
}

/** A spreadsheet and a file of objects have no ragged rows, and a spreadsheet no control characters. */
const CSV_ONLY: ReadonlySet<RejectReason> = new Set<RejectReason>(['column_count', 'control_character'])

/** An identity number with a wrong check character, and not by chance the right one of a credit code. */
function wrongNumber(id: string): string {
  const asCode = usccOf(id.slice(0, 2), id.slice(2, 8), id.slice(8, 16))
  const wrong = ['5', '6', '7'].find((ch) => ch !== id[17] && id.slice(0, 17) + ch !== asCode)!
  return id.slice(0, 17) + wrong
}

export function rejectRow(
  world: World,
  row: MarketRow,
  slot: number,
  reason: RejectReason,
  platform: Platform,
): MarketRow {
  const { cells } = row
  world.dice.seat(STREAM.damage, slot)
  const actual = CSV_ONLY.has(reason) && !platform.fileFormat.startsWith('csv') ? 'identifier_missing' : reason
  if (actual === 'name_missing') cells[0] = ''
  else if (actual === 'identifier_missing') cells[1] = cells[3] = ''
  else if (actual === 'column_count') cells.splice(5, 0, '1层底商')
  else if (actual === 'control_character') cells[4] = `${cells[4]!.slice(0, 6)}\u0007${cells[4]!.slice(6)}`
  else if (actual === 'field_too_long') cells[6] = cells[6]!.repeat(Math.ceil(220 / cells[6]!.length))
  else if (actual === 'url_invalid') cells[7] = cells[7]!.replace('://', ':/')
  else if (actual === 'encoding') cells[0] = `${cells[0]!.slice(0, 3)}\ufffd\ufffd${cells[0]!.slice(5)}`
  else cells[3] = wrongNumber(cells[3]!)
  row.expect = 'rejected'
  row.kinds = NONE
  row.reason = actual
  row.planted = actual
  row.home = { expect: 'rejected', kinds: NONE }
  return row
}

/** A seller without registration whose declaration does not hold, or whose number is hidden. */
export function personIssueRow(row: MarketRow, plan: Plan): MarketRow {
  const { cells } = row
  row.planted = plan.planted.key
  row.reason = plan.planted.undecided!
  row.expect = 'undecided'
  row.home = { expect: 'undecided', kinds: NONE }
  if (row.reason === 'over_threshold') cells[9] = '是'
  else cells[3] = `${cells[3]!.slice(0, 4)}**********${cells[3]!.slice(14)}`
  return row
}

/** The row written in another form. Where the planned way changes nothing, spaces in the name always do. */
export function dirtyRow(world: World, row: MarketRow, slot: number, plan: Plan): MarketRow {
  const { dice } = world
  dice.seat(STREAM.damage, slot)
  const entity = world.entity(slot)
  const spelt = { name: row.cells[0]!, uscc: row.cells[1]!, regNo: row.province === '11' ? entity.regNo : '' }
  let soiled = soil(dice, plan.planted.key, spelt)
  const idle = soiled.name === spelt.name && soiled.uscc === spelt.uscc
  if (idle) soiled = soil(dice, 'spaces', spelt)
  row.notes = idle ? ['whitespace'] : plan.planted.notes!
  row.planted = idle ? 'spaces' : plan.planted.key
  row.cells[0] = soiled.name
  row.cells[1] = soiled.uscc
  return row
}
