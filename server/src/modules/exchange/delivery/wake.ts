import { afterCommit, type Tx } from '../../../platform/db/pool.ts'
import type { Platform } from '../../../platform/platform.ts'

const wakers = new WeakMap<Platform, Set<() => void>>()

/** Wakes the dispatchers of this process as soon as `tx` has committed; those of other processes look by themselves. */
export const wakeAfterCommit = (platform: Platform, tx: Tx): void =>
  afterCommit(tx, () => {
    for (const wake of wakers.get(platform) ?? []) wake()
  })

export const onWake = (platform: Platform, wake: () => void): (() => void) => {
  const all = wakers.get(platform) ?? new Set()
  wakers.set(platform, all.add(wake))
  return () => void all.delete(wake)
}
