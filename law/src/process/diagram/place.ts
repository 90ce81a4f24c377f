import type { Slot } from './slots.ts'

export const SPACING = 12
const SWEEPS = 40

/** What bends an arrow must not: the more both ends are mere passages, the straighter. */
const pull = (a: Slot, b: Slot): number => {
  const passing = [a, b].filter((slot) => slot.kind === 'bend' || slot.kind === 'label').length
  return [1, 3, 8][passing] as number
}

const distance = (upper: Slot, lower: Slot): number => upper.below + lower.above + SPACING

/**
 * Heights nearest to the wanted ones that keep order and distance: least squares by pooling neighbours that collide
 * (pool adjacent violators), after taking the distances out.
 */
const settle = (column: readonly Slot[], wanted: readonly { y: number; weight: number }[]): void => {
  const blocks: { sum: number; weight: number; count: number }[] = []
  const offsets: number[] = []
  column.forEach((slot, i) => {
    const before = column[i - 1]
    offsets.push(before ? (offsets[i - 1] as number) + distance(before, slot) : 0)
    const { y, weight } = wanted[i] as { y: number; weight: number }
    blocks.push({ sum: (y - (offsets[i] as number)) * weight, weight, count: 1 })
    for (;;) {
      const [last, previous] = [blocks.at(-1), blocks.at(-2)]
      if (!last || !previous || previous.sum / previous.weight <= last.sum / last.weight) break
      blocks.splice(-2, 2, {
        sum: previous.sum + last.sum,
        weight: previous.weight + last.weight,
        count: previous.count + last.count,
      })
    }
  })
  const heights = blocks.flatMap((block) => Array<number>(block.count).fill(block.sum / block.weight))
  column.forEach((slot, i) => {
    slot.y = (heights[i] as number) + (offsets[i] as number)
  })
}

const wish = (slot: Slot, joined: readonly Slot[]): { y: number; weight: number } => {
  const weight = joined.reduce((sum, one) => sum + pull(slot, one), 0)
  if (weight === 0) return { y: slot.y, weight: 0.1 }
  return { y: joined.reduce((sum, one) => sum + one.y * pull(slot, one), 0) / weight, weight }
}

/** Gives every slot its height, near to what it is joined to, without overlap within its column. */
export const placeColumns = (columns: readonly Slot[][]): void => {
  for (const column of columns)
    settle(
      column,
      column.map(() => ({ y: 0, weight: 1 })),
    )
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? columns : [...columns].reverse()
    for (const column of order)
      settle(
        column,
        column.map((slot) => {
          // first from one side after the other, in the end from both
          const joined = sweep < SWEEPS / 2 ? (sweep % 2 === 0 ? slot.left : slot.right) : [...slot.left, ...slot.right]
          return wish(slot, joined)
        }),
      )
  }
}
