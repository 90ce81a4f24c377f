import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '@redbridge/contract'
import type { Db } from '../../../platform/db/pool.ts'
import { type Outgoing, openOutgoing } from '../../../platform/net/outgoing.ts'
import { PostFailed } from '../../../platform/net/post-failed.ts'
import type { Platform } from '../../../platform/platform.ts'
import { messagesForDelivery } from '../messages.view.ts'
import { type Claimed, release, takeDue, takePending } from './claim.ts'
import { bodyOf } from './content.ts'
import { PER_ENDPOINT } from './schedule.ts'
import { openSettling, type Settling } from './settling.ts'
import { type Destination, signedHeaders } from './sign.ts'
import { onWake } from './wake.ts'

/** Posts under way at the same time at most, over all endpoints. */
const MOST = 512
/** Messages of one look at most. */
const BITE = 250
/** What is due again is looked for with every tenth look; what is new, with every one. */
const DUE_EVERY = 10
/** A server that stops gives posts under way so long. */
const FAREWELL_MS = 2_000
/** Numbers below the newest taken that most looks still cover; once a second one looks at all. */
const MARGIN = 20_000

export interface DispatcherOptions {
  /** how often is looked for messages of other processes */
  readonly everyMs?: number
  /** for tests */
  readonly outgoing?: Outgoing
}

interface Dispatcher {
  readonly platform: Platform
  readonly db: Db
  readonly outgoing: Outgoing
  readonly settling: Settling
  /** posts under way, by delivery, and how many of them by endpoint */
  readonly posts: Map<number, Promise<void>>
  readonly busy: Map<string, number>
  /** endpoints that were given less than waits for them, because they had as much as they may */
  readonly saturated: Set<string>
  readonly dueEveryMs: number
  ring(): void
  newest: number
  lookedAtAll: number
}

/**
 * Makes deliveries of messages and sends them, until disposed: at once when a transaction of this process made some, else
 * within `everyMs`. Any number may run. Killed at any instant it loses nothing: what it held falls due again.
 */
export const startDispatcher = (platform: Platform, options: DispatcherOptions = {}): AsyncDisposable => {
  const { everyMs = 100, outgoing = openOutgoing(platform.webhooks) } = options
  const alarm = openAlarm()
  const self: Dispatcher = {
    platform,
    db: platform.workerDb,
    outgoing,
    settling: openSettling(platform),
    posts: new Map(),
    busy: new Map(),
    saturated: new Set(),
    dueEveryMs: everyMs * DUE_EVERY,
    ring: () => alarm.ring(),
    newest: 0,
    lookedAtAll: Number.NEGATIVE_INFINITY,
  }
  const deaf = onWake(platform, (due) => {
    if (due) self.lookedAtAll = Number.NEGATIVE_INFINITY
    alarm.ring()
  })
  let stopped = false
  const loop = async (): Promise<void> => {
    let failing = false
    while (!stopped) {
      let more = false
      try {
        more = await look(self)
        failing = false
      } catch (error) {
        // A database that is away comes back; the messages wait in it. Said once.
        if (!failing && !stopped) platform.log.error('dispatcher', { error: String(error) })
        failing = true
      }
      if (!more && !stopped) await alarm.wait(failing ? 1_000 : everyMs)
    }
  }
  const running = loop()
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      deaf()
      alarm.ring()
      await running
      await Promise.race([Promise.all(self.posts.values()), sleep(FAREWELL_MS, undefined, { ref: false })])
      const unfinished = [...self.posts.keys()]
      await self.settling.close()
      await outgoing[Symbol.asyncDispose]()
      await release(self.db, unfinished, platform.clock.now()).catch(() => {})
    },
  }
}

/** One look: takes what is new and what is due, as far as there is room, and begins to send it. True: look again at once. */
const look = async (self: Dispatcher): Promise<boolean> => {
  const free = Math.min(MOST - self.posts.size, BITE)
  if (free <= 0) {
    await Promise.race(self.posts.values())
    return true
  }
  const room = { now: self.platform.clock.now(), limit: free, busy: self.busy }
  const all = performance.now() - self.lookedAtAll >= self.dueEveryMs
  const pending = await takePending(self.db, room, all ? 0 : self.newest - MARGIN)
  self.newest = Math.max(self.newest, pending.newest)
  const due = all ? await takeDue(self.db, { ...room, busy: added(self.busy, pending.claimed) }) : []
  if (all && due.length < free) self.lookedAtAll = performance.now()
  const claimed = [...pending.claimed, ...due]
  const held = added(self.busy, claimed)
  for (const id of [...pending.left, ...due.map((one) => one.endpointId)])
    if ((held.get(id) ?? 0) >= PER_ENDPOINT) self.saturated.add(id)
  if (claimed.length > 0) await begin(self, claimed)
  return pending.messages >= free || due.length >= free
}

const added = (busy: ReadonlyMap<string, number>, claimed: readonly Claimed[]): Map<string, number> => {
  const sum = new Map(busy)
  for (const { endpointId } of claimed) sum.set(endpointId, (sum.get(endpointId) ?? 0) + 1)
  return sum
}

const begin = async (self: Dispatcher, claimed: readonly Claimed[]): Promise<void> => {
  const toSend = claimed.filter((one) => one.attempts === 0 || one.receivedAt === null)
  // Its receiver has proved that it has the message, so there is nothing left to try for (it may be replayed).
  for (const delivery of claimed)
    if (!toSend.includes(delivery))
      self.settling.add({ ...NOTHING, delivery, at: self.platform.clock.now(), receipted: true })
  const [messages, destinations] = await Promise.all([
    messagesForDelivery(self.platform.workerDb, [...new Set(toSend.map((one) => one.messageId))]),
    findDestinations(self.db, [...new Set(toSend.map((one) => one.endpointId))]),
  ])
  const bodies = new Map([...messages].map(([id, message]) => [id, bodyOf(message)]))
  for (const delivery of toSend) {
    const to = destinations.get(delivery.endpointId)
    const body = bodies.get(delivery.messageId)
    if (!to || !body) continue
    const { endpointId } = delivery
    self.busy.set(endpointId, (self.busy.get(endpointId) ?? 0) + 1)
    const post = send(self, delivery, { to, body }).finally(() => {
      self.posts.delete(delivery.id)
      leave(self, endpointId)
    })
    self.posts.set(delivery.id, post)
  }
}

/** A post has ended. Where more waits for the endpoint, it is fetched when half of what was held is through. */
const leave = (self: Dispatcher, endpointId: string): void => {
  const left = (self.busy.get(endpointId) ?? 1) - 1
  if (left > 0) self.busy.set(endpointId, left)
  else self.busy.delete(endpointId)
  if (left > PER_ENDPOINT / 2 || !self.saturated.delete(endpointId)) return
  self.lookedAtAll = Number.NEGATIVE_INFINITY
  self.ring()
}

const NOTHING = { ms: 0, status: null, error: null, retryAfter: null }

const send = async (self: Dispatcher, delivery: Claimed, message: { to: Destination; body: string }): Promise<void> => {
  const sent = await attempt(self, message.to, { id: delivery.messageId, body: message.body })
  self.settling.add({ ...sent, delivery })
}

export interface Attempt {
  readonly at: Date
  readonly ms: number
  readonly status: number | null
  readonly error: Text | null
  readonly retryAfter: string | null
}

/** Posts one signed message and tells what came of it; 2xx alone means that it arrived. */
export const attempt = async (
  { platform, outgoing }: Pick<Dispatcher, 'platform' | 'outgoing'>,
  to: Destination,
  { id, body }: { id: string; body: string },
): Promise<Attempt> => {
  const at = platform.clock.now()
  const started = performance.now()
  const ms = (): number => Math.round(performance.now() - started)
  try {
    const headers = signedHeaders(platform.secrets, to, { id, at, body })
    const { status, retryAfter } = await outgoing.post({ url: to.url, headers, body })
    return { at, ms: ms(), status, retryAfter, error: status >= 200 && status < 300 ? null : statusText(status) }
  } catch (error) {
    if (!(error instanceof PostFailed)) platform.log.error('delivery', { error: String(error) })
    const reason = error instanceof PostFailed ? error.reason : { zh: '发送失败', en: 'Sending failed' }
    return { at, ms: ms(), status: null, retryAfter: null, error: reason }
  }
}

const statusText = (status: number): Text => {
  if (status >= 300 && status < 400)
    return { zh: `对方要求转到别处（${status}），不予跟随`, en: `Redirected (${status}), which is not followed` }
  if (status === 410) return { zh: '对方不再接收（410）', en: 'The receiver wants no more (410 Gone)' }
  return { zh: `对方答复 ${status}`, en: `The receiver answered ${status}` }
}

const findDestinations = async (db: Db, ids: readonly string[]): Promise<Map<string, Destination>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('exchange_endpoint')
    .select(['id', 'url', 'secret', 'old_secret', 'old_until'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Waits for a time, or less when it is rung; a ring while nobody waits is kept. */
const openAlarm = (): { ring(): void; wait(ms: number): Promise<void> } => {
  let rung = false
  let wakeUp: (() => void) | undefined
  return {
    ring() {
      rung = true
      wakeUp?.()
    },
    async wait(ms) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wakeUp = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      wakeUp = undefined
      rung = false
    },
  }
}
