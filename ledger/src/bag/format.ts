import type { EntryProof } from '../proof.ts'

// What an evidence bag 证据包 is: one zip file (see zip.ts) of these parts, in this order.
//
//   manifest.json        what is in the bag, with the digests of every part that was there when it was made; its own
//                        digests stand in a ledger entry of kind 'bag.made', so it cannot be changed with its parts
//   目录.html, 核验.sh     the same for people, and a script that needs nothing but openssl
//   records/…            items, custody, steps of matters, and whatever else the bag is about
//   exchange/…           messages and receipts between organisations, as openssl reads them: text, signature, key
//   items/<id>/<name>    the evidence, byte for byte
//   ledger/…             proof.json, checkpoints and time-stamps: what proves the entries; each proves itself
//   openssl/…            the same once more in the forms that the openssl command reads
//   seal.json            the digests of all parts, so that a changed byte is named by its part

export const BAG_FORMAT = 'redbridge-bag/1'
export const SEAL_FORMAT = 'redbridge-bag-seal/1'
export const PROOF_FORMAT = 'redbridge-ledger-proof/1'
/** Kind of the ledger entry that holds the manifest's digests. */
export const BAG_ENTRY = 'bag.made'

export const PART = {
  manifest: 'manifest.json',
  index: '目录.html',
  script: '核验.sh',
  items: 'records/items.json',
  custody: 'records/custody.json',
  steps: 'records/steps.json',
  exchange: 'records/exchange.json',
  proof: 'ledger/proof.json',
  seal: 'seal.json',
} as const

/** A part with its digests, lower-case hex. */
export interface ListedPart {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly sm3: string
}

export interface Manifest {
  readonly format: typeof BAG_FORMAT
  readonly bag: string
  readonly title: string
  readonly madeAt: string
  readonly madeBy: { readonly organisation: { readonly id: string; readonly name: string }; readonly person: string }
  /** ids of the items, and the part that holds the bytes of each; null where they were disposed of */
  readonly items: readonly { readonly id: string; readonly part: string | null }[]
  /** every part but this one, `ledger/…`, `openssl/…` and the seal */
  readonly parts: readonly ListedPart[]
}

export interface Seal {
  readonly format: typeof SEAL_FORMAT
  /** every part but this one, in the order of the file */
  readonly parts: readonly ListedPart[]
}

/** A checkpoint of the bag: the signed note lies in ledger/checkpoint-<size>.txt, a token in ledger/timestamp-<size>.tsr. */
export interface BagCheckpoint {
  readonly size: number
  readonly stamped: boolean
  /** base64 hashes that lead from the checkpoint before it in the list; null for the first */
  readonly consistency: { readonly sha256: readonly string[]; readonly sm3: readonly string[] } | null
}

export interface Proof {
  readonly format: typeof PROOF_FORMAT
  readonly origin: string
  /** the log's first keys and the statements that hand over to later ones (see rotation.ts) */
  readonly pinned: readonly string[]
  readonly statements: readonly string[]
  readonly witnesses: readonly string[]
  /** certificates of time-stamping authorities, DER in base64 */
  readonly authorities: readonly string[]
  /** ascending sizes */
  readonly checkpoints: readonly BagCheckpoint[]
  /** ascending leaves, all proven in the last checkpoint */
  readonly entries: readonly EntryProof[]
}

export const checkpointPart = (size: number): string => `ledger/checkpoint-${size}.txt`
export const stampPart = (size: number): string => `ledger/timestamp-${size}.tsr`

/**
 * A file name as it stands in a bag: what some system could not store, or would take for something else, is replaced.
 * @example partName('a:b/../c\u202e.png') // 'a_b_.._c_.png'
 */
export const partName = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '_')
  return (
    [...plain]
      .slice(0, 80)
      .join('')
      .replace(/[. ]+$/, '_') || '_'
  )
}

/** Where the bytes of an item lie. @example itemPart('evi_1', '截图.png') // 'items/evi_1/截图.png' */
export const itemPart = (id: string, name: string): string => `items/${partName(id)}/${partName(name)}`
