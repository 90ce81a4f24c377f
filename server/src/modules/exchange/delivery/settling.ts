import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../../../platform/platform.ts'
import { type Result, settle } from './settle.ts'

/** Results are gathered so long before they are written together: fast receivers should not cost a transaction each. */
const GATHER_MS = 20
const AT_ONCE = 200

/** Writes results in batches, and again until the database has taken them. */
export interface Settling {
  add(result: Result): void
  /** writes what is left */
  close(): Promise<void>
}

export const openSettling = (platform: Platform): Settling => {
  let waiting: Result[] = []
  let writing: Promise<void> | undefined
  let closed = false
  const write = async (): Promise<void> => {
    for (let failing = false; waiting.length > 0; ) {
      if (!closed && waiting.length < AT_ONCE) await sleep(GATHER_MS)
      const batch = waiting.slice(0, AT_ONCE)
      try {
        await settle(platform, batch)
        waiting = waiting.slice(batch.length)
        failing = false
      } catch (error) {
        // What is not written is sent again when its lease ends: under the same id, so the receiver knows it.
        if (closed) return
        if (!failing) platform.log.error('deliveries: results wait for the database', { error: String(error) })
        failing = true
        await sleep(1_000)
      }
    }
  }
  const start = (): void => {
    writing ??= write().finally(() => {
      writing = undefined
      if (waiting.length > 0 && !closed) start()
    })
  }
  return {
    add(result) {
      // What ends after closing was cut off by it: it is given back, not written as failed.
      if (closed) return
      waiting.push(result)
      start()
    },
    async close() {
      closed = true
      await writing
      if (waiting.length > 0) await write()
    },
  }
}
