import { SPACING } from './place.ts'
import type { Chain, Slot } from './slots.ts'

/** Whether a slot may stand at `y`, with the slots over and under it where they are. */
const fits = (columns: readonly Slot[][], slot: Slot, y: number): boolean => {
  const column = columns[slot.column] as Slot[]
  const at = column.indexOf(slot)
  const [over, under] = [column[at - 1], column[at + 1]]
  return (
    (!over || y - slot.above >= over.y + over.below + SPACING) &&
    (!under || y + slot.below <= under.y - under.above - SPACING)
  )
}

/** The height, among those of the run, at which all of it can stand with the least shift. */
const commonHeight = (columns: readonly Slot[][], run: readonly Slot[]): number | undefined =>
  run
    .map((slot) => slot.y)
    .filter((y) => run.every((slot) => fits(columns, slot, y)))
    .map((y) => ({ y, shift: run.reduce((sum, slot) => sum + Math.abs(slot.y - y), 0) }))
    .sort((a, b) => a.shift - b.shift)[0]?.y

/** Long arrows run level as far as there is room: the longest stretch of each that can is made so, then shorter ones. */
export const straighten = (columns: readonly Slot[][], chains: readonly Chain[]): void => {
  for (const { slots } of chains) {
    const passing = slots.slice(1, -1)
    for (let length = passing.length; length > 1; length--) {
      const runs = Array.from({ length: passing.length - length + 1 }, (_, i) => passing.slice(i, i + length))
      const run = runs.find((one) => commonHeight(columns, one) !== undefined)
      if (!run) continue
      const y = commonHeight(columns, run) as number
      for (const slot of run) slot.y = y
      break
    }
  }
}
