import { afterCommit, type Tx } from '../../../platform/db/pool.ts'
import type { Platform } from '../../../platform/platform.ts'

/** `due`: not only new messages, also some that are due again. */
type Wake = (due: boolean) => void
const wakers = new WeakMap<Platform, Set<Wake>>()

/** Wakes the dispatchers of this process as soon as `tx` has committed; those of other processes look by themselves. */
export const wakeAfterCommit = (platform: Platform, tx: Tx, due = false): void =>
  afterCommit(tx, () => {
    for (const wake of wakers.get(platform) ?? []) wake(due)
  })

export const onWake = (platform: Platform, wake: Wake): (() => void) => {
  const all = wakers.get(platform) ?? new Set<Wake>()
  wakers.set(platform, all.add(wake))
  return () => void all.delete(wake)
}
