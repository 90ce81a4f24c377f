import type { HttpProof } from '@redbridge/contract'
import type { Actor } from './actor.ts'
import type { CaptureConfig } from './capture-config.ts'
import type { Clock } from './clock.ts'
import { asActor, type Db, type Tx } from './db/pool.ts'
import type { Checks, Effects } from './effects.ts'
import type { Vault } from './files/vault.ts'
import type { Jobs } from './jobs.ts'
import type { LedgerSettings } from './ledger/settings.ts'
import type { Market } from './market/index.ts'
import type { WebhookSettings } from './net/settings.ts'
import type { Secrets } from './secrets.ts'

export interface Log {
  info(message: string, extra?: Record<string, unknown>): void
  error(message: string, extra?: Record<string, unknown>): void
}

/** What every part of the server stands on; built once at start, overridable piece by piece in tests. */
export interface Platform {
  /** requests: role redbridge_app, row-level security applies */
  readonly db: Db
  /** jobs, sign-in: role redbridge_worker. Never reachable from a request's own queries. */
  readonly workerDb: Db
  readonly market: Market
  readonly files: Vault
  readonly jobs: Jobs
  readonly clock: Clock
  readonly secrets: Secrets
  /** what other modules do in the transaction of a matter's move, by name */
  readonly effects: Effects
  /** conditions of moves that other modules know, by name */
  readonly checks: Checks
  readonly log: Log
  readonly publicUrl: string
  /** left out: only the public internet is captured */
  readonly capture?: CaptureConfig
  /** left out: no time-stamping authority, signing keys sealed in the database */
  readonly ledger?: LedgerSettings
  /** left out: webhooks reach the public internet alone */
  readonly webhooks?: WebhookSettings
}

/** One request's or job's way to the database: every transaction is the actor's. */
export interface Ctx {
  readonly platform: Platform
  readonly actor: Actor
  /** how the caller's own key signed this request (RFC 9421), where a client sent it */
  readonly proof: HttpProof | null
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export const contextFor = (platform: Platform, actor: Actor, proof: HttpProof | null = null): Ctx => ({
  platform,
  actor,
  proof,
  tx: (work) => asActor(platform.db, actor, work),
})
