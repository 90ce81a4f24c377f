import { type MarketRow, settle } from './answer.ts'
import { honestPerson, honestRow } from './honest-rows.ts'
import { dirtyRow, isActive, personIssueRow, problemRow, rejectRow, swapPartner } from './planted-rows.ts'
import { PLATFORMS } from './platforms.ts'
import type { Range, World } from './world.ts'

/** The row that a slot fills in a period, with the right answer. The slot must be present in the period. */
export function composeRow(world: World, range: Range, slot: number, period: number): MarketRow {
  const platform = PLATFORMS[range.platform]!
  const plan = world.planOf(slot)
  const active = isActive(plan, period) ? plan : undefined
  if (world.isPerson(slot)) {
    const row = honestPerson(world, platform, slot)
    if (!active) return row
    return active.planted.reject
      ? rejectRow(world, row, slot, active.planted.reject, platform)
      : personIssueRow(row, active)
  }
  const partner = swapPartner(world, range, slot, period)
  if (partner >= 0) {
    const row = honestRow(world, platform, slot, period, slot)
    row.cells[0] = world.nameOf(world.entity(partner), world.standing(partner, period).renamed)
    return settle({ ...row, kinds: ['name_mismatch'], planted: 'name_swapped' })
  }
  if (active && active.planted.group === 'row') return settle(problemRow(world, range, slot, period, active))
  const row = honestRow(world, platform, slot, period, plan ? slot : world.businessIn(slot))
  if (active?.planted.reject) return rejectRow(world, row, slot, active.planted.reject, platform)
  return settle(active?.planted.group === 'dirt' ? dirtyRow(world, row, slot, active) : row)
}
