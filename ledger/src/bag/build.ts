import { toBase64, utf8 } from '../bytes.ts'
import { formatVerifierKey, type LogKey, type VerifierKey } from '../note.ts'
import type { EntryProof } from '../proof.ts'
import { listPart } from './digests.ts'
import { exchangeParts } from './exchange-parts.ts'
import type { BagExchange } from './exchange-records.ts'
import {
  BAG_FORMAT,
  checkpointPart,
  itemPart,
  type ListedPart,
  type Manifest,
  PART,
  PROOF_FORMAT,
  type Proof,
  SEAL_FORMAT,
  stampPart,
} from './format.ts'
import { indexPage } from './index-page.ts'
import { opensslParts } from './openssl-parts.ts'
import { type BagStep, type CustodyRecord, canonicalJson, type ItemRecord } from './records.ts'
import { VERIFY_SCRIPT } from './script.ts'
import type { ZipPart } from './zip.ts'

/** What a bag is to hold. */
export interface BagContents {
  readonly bag: string
  readonly title: string
  readonly madeAt: string
  readonly madeBy: Manifest['madeBy']
  readonly items: readonly ItemRecord[]
  /** ids of items whose bytes go into the bag; the others were disposed of */
  readonly present: ReadonlySet<string>
  readonly custody: readonly CustodyRecord[]
  /** steps of the matters that the bag is about, each proven by its ledger entry */
  readonly steps: readonly BagStep[]
  /** messages that went over the exchange about these matters, with the keys that signed them; null: none */
  readonly exchange: BagExchange | null
  /** what else the bag is about: name without path and extension, and JSON */
  readonly records: readonly { readonly name: string; readonly json: unknown }[]
}

const jsonPart = (name: string, value: unknown): ZipPart => ({ name, bytes: utf8(canonicalJson(value)) })

/**
 * The first half of a bag: manifest, index, script and records. The digests of the manifest go into the ledger
 * (kind BAG_ENTRY, subject the bag's id, body `sha256` and `sm3`) before the second half can be made.
 * @throws RangeError for a record whose name is not of small letters, digits and hyphens, or comes twice
 * @example const [manifest] = anchoredParts(contents)
 */
export const anchoredParts = (contents: BagContents): ZipPart[] => {
  const records = recordParts(contents)
  const index = indexPage({
    ...contents,
    organisation: contents.madeBy.organisation.name,
    person: contents.madeBy.person,
    records: records.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  })
  const own = [
    { name: PART.index, bytes: utf8(index) },
    { name: PART.script, bytes: utf8(VERIFY_SCRIPT) },
    ...records,
    ...(contents.exchange ? exchangeParts(contents.exchange) : []),
  ]
  const present = contents.items.filter(({ id }) => contents.present.has(id))
  const manifest: Manifest = {
    format: BAG_FORMAT,
    bag: contents.bag,
    title: contents.title,
    madeAt: contents.madeAt,
    madeBy: contents.madeBy,
    items: contents.items.map(({ id, name }) => ({ id, part: contents.present.has(id) ? itemPart(id, name) : null })),
    parts: [...own.map((part) => listPart(part)), ...present.map(itemListing)],
  }
  return [jsonPart(PART.manifest, manifest), ...own]
}

const itemListing = ({ id, name, bytes, sha256, sm3 }: ItemRecord): ListedPart => ({
  name: itemPart(id, name),
  bytes,
  sha256,
  sm3,
})

const RESERVED = ['items', 'custody', 'steps', 'exchange']

const recordParts = ({ items, custody, steps, exchange, records }: BagContents): ZipPart[] => {
  const names = records.map(({ name }) => name)
  const wrong = names.find(
    (name, i) => !/^[a-z0-9-]{1,60}$/.test(name) || RESERVED.includes(name) || names.indexOf(name) !== i,
  )
  if (wrong !== undefined) throw new RangeError(`name of a record: ${wrong}`)
  return [
    jsonPart(PART.items, items),
    jsonPart(PART.custody, custody),
    jsonPart(PART.steps, steps),
    ...(exchange ? [jsonPart(PART.exchange, exchange)] : []),
    ...records.map(({ name, json }) => jsonPart(`records/${name}.json`, json)),
  ]
}

/** What the ledger says about a bag. */
export interface LedgerSide {
  readonly origin: string
  readonly pinned: readonly VerifierKey[]
  readonly statements: readonly string[]
  /** all keys, as `followKeys` gives them */
  readonly keys: readonly LogKey[]
  readonly witnesses: readonly VerifierKey[]
  readonly authorities: readonly Uint8Array[]
  /** ascending sizes; entries are proven in the last */
  readonly checkpoints: readonly {
    readonly size: number
    readonly note: string
    readonly token: Uint8Array | null
    readonly consistency: Proof['checkpoints'][number]['consistency']
  }[]
  readonly entries: readonly EntryProof[]
  /** the entry that holds the manifest's digests */
  readonly anchor: EntryProof
}

/** The second half of a bag: proofs, checkpoints and time-stamps, and the same in the forms that openssl reads. */
export const ledgerParts = (side: LedgerSide): ZipPart[] => {
  const proof: Proof = {
    format: PROOF_FORMAT,
    origin: side.origin,
    pinned: side.pinned.map(formatVerifierKey),
    statements: side.statements,
    witnesses: side.witnesses.map(formatVerifierKey),
    authorities: side.authorities.map(toBase64),
    checkpoints: side.checkpoints.map(({ size, token, consistency }) => ({
      size,
      stamped: token !== null,
      consistency,
    })),
    entries: [...side.entries].sort((a, b) => a.leafIndex - b.leafIndex),
  }
  return [
    jsonPart(PART.proof, proof),
    ...side.checkpoints.flatMap(({ size, note, token }) => [
      { name: checkpointPart(size), bytes: utf8(note) },
      ...(token ? [{ name: stampPart(size), bytes: token }] : []),
    ]),
    ...opensslParts({ note: side.checkpoints.at(-1)?.note ?? '', keys: side.keys, anchor: side.anchor }),
  ]
}

/** The last part: the digests of all others, in the order of the file. */
export const sealPart = (parts: readonly ListedPart[]): ZipPart => jsonPart(PART.seal, { format: SEAL_FORMAT, parts })
