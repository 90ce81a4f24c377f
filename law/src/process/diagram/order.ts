import type { Slot } from './slots.ts'

const SWEEPS = 24

const ranks = (column: readonly Slot[]): Map<Slot, number> => new Map(column.map((slot, rank) => [slot, rank]))

const crossingsBetween = (column: readonly Slot[], next: readonly Slot[]): number => {
  const rank = ranks(next)
  const ends = column.flatMap((slot) => slot.right.map((one) => rank.get(one) as number).sort((a, b) => a - b))
  const starts = column.flatMap((slot, i) => slot.right.map(() => i))
  let crossings = 0
  for (let a = 0; a < ends.length; a++)
    for (let b = a + 1; b < ends.length; b++)
      if (starts[a] !== starts[b] && (ends[a] as number) > (ends[b] as number)) crossings++
  return crossings
}

const crossings = (columns: readonly Slot[][]): number =>
  columns.reduce((sum, column, i) => sum + crossingsBetween(column, columns[i + 1] ?? []), 0)

/** A column put into the order of what its slots are joined to on one side; ties and loose slots keep their place. */
const sorted = (column: readonly Slot[], beside: readonly Slot[], side: 'left' | 'right'): Slot[] => {
  const rank = ranks(beside)
  const middle = (slot: Slot, place: number): number => {
    const joined = slot[side].map((one) => rank.get(one) as number)
    return joined.length > 0 ? joined.reduce((sum, one) => sum + one, 0) / joined.length : place
  }
  const wanted = new Map(column.map((slot, place) => [slot, middle(slot, place)]))
  return [...column].sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number))
}

/** The order within each column with few crossings: sweeps to and fro by barycentre (Sugiyama), the best one kept. */
export const orderColumns = (columns: readonly Slot[][]): Slot[][] => {
  let best = columns.map((column) => [...column])
  let least = crossings(best)
  const now = best.map((column) => [...column])
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const rightward = sweep % 2 === 0
    for (let step = 1; step < now.length; step++) {
      const at = rightward ? step : now.length - 1 - step
      const beside = now[rightward ? at - 1 : at + 1] as Slot[]
      now[at] = sorted(now[at] as Slot[], beside, rightward ? 'left' : 'right')
    }
    const count = crossings(now)
    if (count < least) {
      best = now.map((column) => [...column])
      least = count
    }
  }
  return best
}
