import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'

/** What one leaf of the ledger says. Ids, digests, states and times; no personal data. */
export interface Entry {
  /** version of the envelope */
  readonly v: 1
  readonly id: string
  /** RFC 3339 in UTC with milliseconds */
  readonly at: string
  readonly kind: string
  readonly subject: string
  readonly body: Readonly<Record<string, unknown>>
  /** SHA-256 over salt and readers, hex: binds who may read without telling who that is */
  readonly access: string
}

/** Kinds and subjects need no escaping in JSON, so the envelope's beginning and end can be compared as text. */
export const ENTRY_KIND = /^[a-z][a-z0-9_.]{0,99}$/
export const ENTRY_SUBJECT = /^[A-Za-z0-9_.:/-]{1,200}$/

/**
 * The envelope: canonical JSON (RFC 8785). Its UTF-8 bytes are the leaf.
 * @throws RangeError when kind or subject are of another form, or the body is no JSON
 * @example entryEnvelope({ v: 1, id: 'ent_1', at: '2026-11-25T00:00:00.000Z', kind: 'a.b', subject: 's', body: {}, access: '00' })
 * // '{"access":"00","at":"2026-11-25T00:00:00.000Z","body":{},"id":"ent_1","kind":"a.b","subject":"s","v":1}'
 */
export const entryEnvelope = (entry: Entry): string => {
  if (!ENTRY_KIND.test(entry.kind)) throw new RangeError(`kind of a ledger entry: ${entry.kind}`)
  if (!ENTRY_SUBJECT.test(entry.subject)) throw new RangeError(`subject of a ledger entry: ${entry.subject}`)
  const text = canonicalize(entry)
  if (text === undefined) throw new RangeError('a ledger entry is JSON')
  return text
}

/**
 * SHA-256 (hex) over 16 random bytes and the readers in order, one a line. Without the salt nobody can guess them back.
 * @example accessDigest(new Uint8Array(16), ['org_a', 'org_b'])
 */
export const accessDigest = (salt: Uint8Array, readers: readonly string[]): string => {
  const names = utf8ToBytes(readers.join('\n'))
  const bytes = new Uint8Array(salt.length + names.length)
  bytes.set(salt)
  bytes.set(names, salt.length)
  return bytesToHex(sha256(bytes))
}

/** The entry of an envelope, or null when the text is not the canonical form of one. */
export const parseEntry = (envelope: string): Entry | null => {
  try {
    const entry = JSON.parse(envelope) as Entry
    const isText = [entry.id, entry.at, entry.access].every((value) => typeof value === 'string')
    const isBody = typeof entry.body === 'object' && entry.body !== null && !Array.isArray(entry.body)
    return entry.v === 1 && isText && isBody && entryEnvelope(entry) === envelope ? entry : null
  } catch {
    return null
  }
}
