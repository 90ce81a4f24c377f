import { sha256 } from '@noble/hashes/sha2.js'
import { sm3 } from './tree-hash.ts'

/** Hash of the bytes a time-stamp is for: authorities differ in what they accept. */
export type ImprintAlgorithm = 'sha256' | 'sm3'

/** Object identifiers of the hashes (NIST; GM/T 0006). */
export const IMPRINT_OID: Readonly<Record<ImprintAlgorithm, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sm3: '1.2.156.10197.1.401',
}

/** The hash by the algorithm. @example imprintOf('sm3', utf8('abc')) */
export const imprintOf = (algorithm: ImprintAlgorithm, bytes: Uint8Array): Uint8Array =>
  algorithm === 'sha256' ? sha256(bytes) : sm3(bytes)

/** What a time-stamp is checked against. */
export interface TokenTrust {
  /** the stamped bytes */
  readonly bytes: Uint8Array
  /** certificates (DER): the authority's own, or those it chains to */
  readonly certificates: readonly Uint8Array[]
}

/** What is wrong with a time-stamp. */
export type TokenFault =
  | 'not_a_token'
  | 'other_imprint'
  | 'no_signer_certificate'
  | 'not_for_time_stamping'
  | 'bad_signature'
  | 'untrusted_authority'

/** A token that holds: when, and by whom; or what is wrong. */
export type TokenReport =
  | {
      readonly ok: true
      readonly at: Date
      readonly serial: string
      readonly authority: string
      readonly algorithm: ImprintAlgorithm
    }
  | { readonly ok: false; readonly fault: TokenFault }
