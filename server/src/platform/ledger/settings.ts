import type { ImprintAlgorithm } from '@redbridge/ledger'
import type { SigningPort } from './signing.ts'

/** A time-stamping authority (RFC 3161). */
export interface AuthoritySettings {
  readonly url: string
  /** its certificate, or those it chains to, DER */
  readonly certificates: readonly Uint8Array[]
  readonly imprint: ImprintAlgorithm
  /** without a token for so long an alarm is raised */
  readonly alarmAfterMinutes: number
  /** without a token for so long no further checkpoint is signed; entries are still accepted and wait. Null: never */
  readonly stopAfterMinutes: number | null
}

export interface LedgerSettings {
  readonly authority?: AuthoritySettings
  /** left out: keys sealed under the master secret */
  readonly signing?: SigningPort
}
