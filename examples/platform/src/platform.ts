import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientOptions, createClient, type RedbridgeClient } from '@redbridge/client'
import { performActs } from './acts.ts'
import { type Database, openDatabase } from './database.ts'
import { type Desk, handleMessage } from './handle.ts'
import { hurry, nextMessages, postpone, storeMessage } from './inbox.ts'
import { reportOwnFindings } from './leads.ts'
import type { Limits } from './requests.ts'
import { newSandboxKey, registerSandbox, savedKey, savedSecret } from './sandbox.ts'
import { type SeedOptions, seedMarket } from './seed.ts'
import { receiveWebhooks } from './webhook.ts'

export interface ExampleOptions {
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** the platform's registered key; left out in the sandbox, where one is made and registered */
  readonly key?: { readonly id: string; readonly privateKey: string }
  /** file of the platform's own database */
  readonly database: string
  /** address that the server goes by, where a proxy stands in between */
  readonly publicUrl?: string
  /** where webhooks are received; left out: the platform pulls alone */
  readonly listen?: { readonly host?: string; readonly port?: number }
  readonly webhookSecret?: string
  /** the sandbox: key and endpoint are registered by the platform itself */
  readonly sandbox?: boolean
  /** address of this platform as the server reaches it, registered in the sandbox */
  readonly webhookUrl?: string
  /** seconds between two pulls; 5 where nothing is said. Webhooks or not, what has no receipt is asked for. */
  readonly pullSeconds?: number
  /** messages handled at the same time; 4 where nothing is said */
  readonly hands?: number
  /** false: messages are received and kept, nothing is answered */
  readonly answers?: boolean
  /** the bureau to which own findings are reported; left out: none are */
  readonly reportTo?: string
  readonly limits?: Partial<Limits>
  readonly seed?: Partial<SeedOptions>
  readonly client?: Pick<ClientOptions, 'attempts' | 'timeout' | 'onRetry'>
  readonly log?: (line: string) => void
}

/** How the platform stands; `open` counts messages that are not handled yet. */
export interface Standing {
  readonly messages: number
  readonly received: number
  readonly open: number
  readonly acts: number
  readonly actsOpen: number
}

export interface ExamplePlatform extends AsyncDisposable {
  /** where webhooks are received; null: it pulls alone */
  readonly webhookUrl: string | null
  readonly db: Database
  readonly bridge: RedbridgeClient
  standing(): Standing
  /** pulls now instead of when it is time */
  pull(): Promise<void>
  close(): Promise<void>
}

const SEED: SeedOptions = {
  seed: 1,
  shops: 12,
  itemsPerShop: 6,
  deals: 400,
  until: new Date().toISOString().slice(0, 10),
}

/** Starts the platform: its database, the receiver of webhooks, the pulling, the hands that work. */
export const startExamplePlatform = async (options: ExampleOptions): Promise<ExamplePlatform> => {
  const log = options.log ?? (() => {})
  await using stack = new AsyncDisposableStack()
  const db = stack.use(openDatabase(options.database))
  seedMarket(db, { ...SEED, ...options.seed })
  hurry(db)
  const bridge = createClient(await clientOptions(db, options))
  const desk: Desk = {
    db,
    bridge,
    limits: { partRows: 200, extendRows: 1000, ...options.limits },
    answers: options.answers ?? true,
  }
  const work = startWork(desk, options.hands ?? 4, log)
  stack.defer(work.stop)
  const receiver = options.listen
    ? stack.use(
        await receiveWebhooks(
          { host: options.listen.host ?? '127.0.0.1', port: options.listen.port ?? 0 },
          () => options.webhookSecret ?? savedSecret(db),
          ({ data }) => {
            if (storeMessage(db, data)) work.wake()
          },
        ),
      )
    : null
  const address = options.webhookUrl ?? receiver?.url
  if (options.sandbox && address) await registerSandbox(db, bridge, address).catch(pullAlone(log))
  const pull = async (): Promise<void> => {
    for await (const message of bridge.messages.pending({ limit: 100 })) storeMessage(db, message)
    work.wake()
  }
  stack.defer(every(options.pullSeconds ?? 5, pull, log))
  await reportFindings(desk, options.reportTo, log)
  work.wake()
  const kept = stack.move()
  return {
    webhookUrl: receiver?.url ?? null,
    db,
    bridge,
    standing: () => standingOf(db),
    pull,
    close: () => kept.disposeAsync(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

const clientOptions = async (db: Database, options: ExampleOptions): Promise<ClientOptions> => {
  const { baseUrl, clientId, clientSecret, publicUrl, client } = options
  const plain = { baseUrl, clientId, clientSecret, ...(publicUrl ? { publicUrl } : {}), ...client }
  const key = options.key ?? savedKey(db) ?? (options.sandbox ? await newSandboxKey(db, createClient(plain)) : null)
  if (!key) throw new Error('The platform needs its registered key (key.id, key.privateKey), or sandbox: true')
  return { ...plain, key }
}
/** An address that the server may not reach is no reason to stop: what is not sent is pulled. */
const pullAlone =
  (log: (line: string) => void) =>
  (error: unknown): void =>
    log(`webhooks: ${String(error)}; pulling alone`)

const standingOf = (db: Database): Standing => {
  const row = db.one(`SELECT count(*) AS messages, count(received_at) AS received, count(*) - count(handled_at) AS open,
    (SELECT count(*) FROM act) AS acts, (SELECT count(*) FROM act WHERE done_at IS NULL) AS actsOpen FROM message`)
  return row as unknown as Standing
}

/** What the platform found on itself is reported; what a kill left unsent is sent now. */
const reportFindings = async (
  { db, bridge, answers }: Desk,
  bureauId: string | undefined,
  log: (line: string) => void,
): Promise<void> => {
  if (!bureauId || !answers) return
  const found = reportOwnFindings(db, bureauId)
  if (found > 0) log(`found ${found} listings that break the rules`)
  await performActs(db, bridge, null).catch((error: unknown) => log(`reports wait: ${String(error)}`))
}

/** Runs `work` every so often, never twice at once; what fails is tried again the next time. */
const every = (seconds: number, work: () => Promise<void>, log: (line: string) => void): (() => Promise<void>) => {
  const ended = new AbortController()
  const running = (async () => {
    while (!ended.signal.aborted) {
      await work().catch((error: unknown) => log(`pull: ${String(error)}`))
      await sleep(seconds * 1000, undefined, { signal: ended.signal }).catch(() => {})
    }
  })()
  return async () => {
    ended.abort()
    await running
  }
}

interface Work {
  wake(): void
  stop(): Promise<void>
}

/** Hands that take the oldest message of a matter that nobody works on. */
const startWork = (desk: Desk, hands: number, log: (line: string) => void): Work => {
  const busy = new Map<string, Promise<void>>()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const fill = (): void => {
    clearTimeout(timer)
    if (stopped) return
    for (const stored of nextMessages(desk.db, hands * 2)) {
      if (busy.size >= hands) break
      if (busy.has(stored.matterId)) continue
      const done = handleMessage(desk, stored)
        .then(() => log(`${stored.message.type} ${stored.message.matter.number}: done`))
        .catch((error: unknown) => {
          log(`${stored.message.type} ${stored.message.matter.number}: ${String(error)}`)
          postpone(desk.db, stored, error)
        })
        .finally(() => {
          busy.delete(stored.matterId)
          fill()
        })
      busy.set(stored.matterId, done)
    }
    timer = setTimeout(fill, 1000)
    timer.unref()
  }
  return {
    wake: fill,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await Promise.allSettled(busy.values())
    },
  }
}
