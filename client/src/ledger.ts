import type { ExchangeMessage, LedgerEntries, LedgerKeys } from '@redbridge/contract'
import { type Entry, followKeys, type LogKey, parseVerifierKey, verifyCheckpoint, verifyEntry } from '@redbridge/ledger'
import { RedbridgeError } from './errors.ts'
import type { Transport } from './transport.ts'
import { envelopeDigest } from './verify.ts'

/** An entry of the ledger that was proven: what it says, where it stands, and what proves it, to be kept as it is. */
export interface ProvenEntry {
  readonly entry: Entry
  readonly leafIndex: number
  /** the signed checkpoint (text), under which the proof holds */
  readonly checkpoint: string
  readonly proof: NonNullable<LedgerEntries['entries'][number]['proof']>
}

const unproven = (why: string): RedbridgeError => new RedbridgeError(why, { code: 'not_genuine', status: 0 })

/**
 * Finds the entry that holds a message's digest and proves it: Merkle paths of both trees, under a checkpoint that a key
 * in force signed. `pinned`: the ledger's first keys as you noted them elsewhere; without them those the server tells.
 * Throws `unavailable` where the entry has no leaf yet (it takes less than a second), `not_genuine` where a proof fails.
 */
export const proveMessage = async (
  transport: Transport,
  message: ExchangeMessage,
  pinned?: readonly string[],
): Promise<ProvenEntry> => {
  const digest = envelopeDigest(message.envelope.text)
  const found = await findEntry(transport, message, digest)
  if (!found) throw unproven(`no entry of the ledger holds message ${message.id}`)
  if (!found.entry.proof || !found.checkpoint)
    throw new RedbridgeError('the entry has no leaf yet', { code: 'unavailable', status: 0 })
  const { origin, keys } = await readKeys(transport, pinned)
  const report = verifyCheckpoint(found.checkpoint.note, { origin, keys })
  if (!report.ok) throw unproven(`checkpoint: ${report.fault}`)
  const proven = verifyEntry(found.entry.proof, report.checkpoint)
  if (!proven.sha256 || !proven.sm3 || !proven.entry) throw unproven('the proof of inclusion does not hold')
  if (!proven.entry.kind.startsWith('exchange.') || !holds(proven.entry, digest))
    throw unproven('the entry is about something else')
  return {
    entry: proven.entry,
    leafIndex: found.entry.proof.leafIndex,
    checkpoint: found.checkpoint.note,
    proof: found.entry.proof,
  }
}

const holds = ({ body }: Entry, digest: string): boolean => Object.values(body).includes(digest)

const findEntry = async (transport: Transport, message: ExchangeMessage, digest: string) => {
  for (const subject of [message.id, message.matter.id]) {
    const { checkpoint, entries } = await transport.json<LedgerEntries>('/api/ledger/entries', { query: { subject } })
    const entry = entries.find((one) => one.kind === 'exchange.message' && one.envelope.includes(`"${digest}"`))
    if (entry) return { checkpoint, entry }
  }
  return null
}

const readKeys = async (
  transport: Transport,
  pinned?: readonly string[],
): Promise<{ origin: string; keys: readonly LogKey[] }> => {
  const told = await transport.json<LedgerKeys>('/api/ledger/keys')
  const first = (pinned ?? told.pinned).map(parseVerifierKey).filter((key) => key !== null)
  const origin = told.origin ?? ''
  const keys = first.length > 0 ? followKeys({ origin, pinned: first }, told.statements) : null
  if (!keys) throw unproven('the keys of the ledger do not follow from those that are trusted')
  return { origin, keys }
}
