import type { BatchTotals } from '@redbridge/contract'

export const noTotals = (): BatchTotals => ({
  rowsIn: 0,
  accepted: 0,
  rejected: 0,
  clear: 0,
  problem: 0,
  undecided: 0,
  byKind: {},
  byReject: {},
  byUndecided: {},
  normalised: 0,
})

const addCounts = (into: Partial<Record<string, number>>, from: Partial<Record<string, number>>): void => {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + (count ?? 0)
}

/** The sum of two totals, count by count. */
export const addTotals = (a: BatchTotals, b: BatchTotals): BatchTotals => {
  const sum = { ...a, byKind: { ...a.byKind }, byReject: { ...a.byReject }, byUndecided: { ...a.byUndecided } }
  for (const key of ['rowsIn', 'accepted', 'rejected', 'clear', 'problem', 'undecided', 'normalised'] as const)
    sum[key] += b[key]
  addCounts(sum.byKind, b.byKind)
  addCounts(sum.byReject, b.byReject)
  addCounts(sum.byUndecided, b.byUndecided)
  return sum
}

/** True when nothing was lost or doubled: rows in = accepted + rejected, accepted = clear + problem + undecided. */
export const balances = (t: BatchTotals): boolean =>
  t.rowsIn === t.accepted + t.rejected && t.accepted === t.clear + t.problem + t.undecided
