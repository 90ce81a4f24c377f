import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CustodyEvent, EvidenceKind } from '@redbridge/contract'
import canonicalize from 'canonicalize'

// What a ledger entry about evidence commits to. Records carry names; the entry carries only their digest, and the
// random salt in the record keeps the digest from being guessed back.

/** What an item is and how it was taken, as it stood when it was taken: never changed afterwards. */
export interface ItemRecord {
  readonly id: string
  readonly kind: EvidenceKind
  readonly title: string
  readonly note: string
  /** name of the file */
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly sm3: string
  readonly organisation: string
  readonly takenBy: { readonly id: string; readonly name: string }
  readonly takenAt: string
  readonly retention: string
  readonly capture: Readonly<Record<string, unknown>> | null
  readonly salt: string
}

/** One step of the chain of custody 保管链. */
export interface CustodyRecord {
  readonly id: string
  readonly item: string
  readonly event: CustodyEvent
  readonly at: string
  readonly by: { readonly id: string; readonly name: string }
  readonly organisation: { readonly id: string; readonly name: string }
  readonly to: { readonly id: string; readonly name: string } | null
  readonly reason: string | null
  readonly salt: string
}

/** One step of a matter 事项: what its ledger entry committed to, beside what it is called for people. */
export interface BagStep {
  /** id of the ledger entry */
  readonly entry: string
  /** id of the matter */
  readonly subject: string
  /** kind of the entry, e.g. 'matter.move' */
  readonly kind: string
  readonly zh: string
  readonly en: string
  /** salted; its digest stands in the entry's body as recordSha256 */
  readonly record: Readonly<Record<string, unknown>>
}

/**
 * Canonical JSON (RFC 8785) of a value, one line without an end.
 * @throws RangeError for what is no JSON
 * @example canonicalJson({ b: 1, a: '甲' }) // '{"a":"甲","b":1}'
 */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new RangeError('not JSON')
  return text
}

/**
 * SHA-256 (hex) of a record's canonical JSON: what the ledger entry of the record holds.
 * @example recordDigest({}) // '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
 */
export const recordDigest = (record: ItemRecord | CustodyRecord | Record<string, unknown>): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(record))))
