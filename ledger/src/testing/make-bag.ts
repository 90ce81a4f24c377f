import { anchoredParts, type BagContents, type LedgerSide, ledgerParts, sealPart } from '../bag/build.ts'
import { listPart } from '../bag/digests.ts'
import { BAG_ENTRY, itemPart } from '../bag/format.ts'
import { type BagStep, type CustodyRecord, type ItemRecord, recordDigest } from '../bag/records.ts'
import { writeZip, type ZipPart } from '../bag/zip.ts'
import { utf8 } from '../bytes.ts'
import { checkpointText } from '../checkpoint.ts'
import { cosign } from '../cosignature.ts'
import { entryEnvelope } from '../entry.ts'
import { consistencyProof, inclusionProof, merkleRoot } from '../merkle.ts'
import { formatNote, type VerifierKey, verifierKey } from '../note.ts'
import { proofHashes } from '../proof.ts'
import { followKeys, keyChangeText } from '../rotation.ts'
import { generateKeyPair, type KeyPair, sign } from '../signature.ts'
import { SHA256_TREE, SM3_TREE } from '../tree-hash.ts'
import { makeExchange } from './make-exchange.ts'

// A whole log in memory with its keys, and bags from it: what tests here, of the command line and of pages verify.

interface Signer {
  readonly key: VerifierKey
  readonly pair: KeyPair
}
const ORIGIN = 'test.example/ledger/0001'
const TIME = '2026-07-10T02:00:00.000Z'
const signer = (type: 'ed25519' | 'sm2'): Signer => {
  const pair = generateKeyPair(type)
  return { key: verifierKey(ORIGIN, type, pair.publicKey), pair }
}
const newKeys = (): Signer[] => [signer('ed25519'), signer('sm2')]
const signed = (text: string, signers: readonly Signer[]) =>
  signers.map(({ key, pair }) => ({ name: key.name, keyId: key.id, signature: sign(pair, utf8(text)) }))

/** A log of one's own: entries in, tree heads and proofs out. */
export const makeLog = () => {
  const envelopes: string[] = []
  const pinned = newKeys()
  const witnessPair = generateKeyPair('ed25519')
  const witness = verifierKey('witness.example/a', 'cosignature', witnessPair.publicKey)
  let current = pinned
  const statements: string[] = []
  const leaves = (hash: typeof SHA256_TREE, size: number) =>
    envelopes.slice(0, size).map((envelope) => hash.leaf(utf8(envelope)))
  return {
    pinned,
    statements,
    witness,
    size: () => envelopes.length,
    append(kind: string, subject: string, body: Record<string, unknown>, at = TIME): number {
      const id = `ent_${envelopes.length}`
      return envelopes.push(entryEnvelope({ v: 1, id, at, kind, subject, body, access: '0'.repeat(64) })) - 1
    },
    rotate(): void {
      const next = newKeys()
      const text = keyChangeText({ origin: ORIGIN, after: envelopes.length, keys: next.map(({ key }) => key) })
      statements.push(formatNote({ text, signatures: signed(text, current) }))
      current = next
    },
    head(size = envelopes.length, signers = current): string {
      const text = checkpointText({
        origin: ORIGIN,
        size,
        sha256: merkleRoot(SHA256_TREE, leaves(SHA256_TREE, size)),
        sm3: merkleRoot(SM3_TREE, leaves(SM3_TREE, size)),
      })
      const seen = cosign({ key: witness, pair: witnessPair }, text, 1_790_000_000)
      return formatNote({ text, signatures: [...signed(text, signers), seen] })
    },
    consistency: (first: number, second: number) => ({
      sha256: proofHashes(consistencyProof(SHA256_TREE, leaves(SHA256_TREE, second), first)),
      sm3: proofHashes(consistencyProof(SM3_TREE, leaves(SM3_TREE, second), first)),
    }),
    proof: (leafIndex: number, size = envelopes.length) => ({
      envelope: envelopes[leafIndex] as string,
      leafIndex,
      size,
      sha256: proofHashes(inclusionProof(SHA256_TREE, leaves(SHA256_TREE, size), leafIndex)),
      sm3: proofHashes(inclusionProof(SM3_TREE, leaves(SM3_TREE, size), leafIndex)),
    }),
    side(): Pick<LedgerSide, 'origin' | 'pinned' | 'statements' | 'keys' | 'witnesses'> {
      const keys = pinned.map(({ key }) => key)
      const all = followKeys({ origin: ORIGIN, pinned: keys }, statements)
      return { origin: ORIGIN, pinned: keys, statements, keys: all ?? [], witnesses: [witness] }
    },
  }
}
export type TestLog = ReturnType<typeof makeLog>

const person = { id: 'usr_1', name: '张检查员' }
const bureau = { id: 'org_1', name: '北京市市场监督管理局' }
const custody = (item: string, event: CustodyRecord['event'], no: number): CustodyRecord => ({
  id: `cus_${item}_${no}`,
  item,
  event,
  at: TIME,
  by: person,
  organisation: bureau,
  to: event === 'handed_over' ? { id: 'org_2', name: '上海市市场监督管理局' } : null,
  reason: event === 'copied' ? '证据包' : null,
  salt: 'ab'.repeat(16),
})

export interface TestItem {
  readonly id: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly disposed?: boolean
}

/** Contents with their entries appended to the log, as a server would have appended them. */
export const makeContents = (log: TestLog, items: readonly TestItem[]) => {
  const leaves: number[] = []
  const records: ItemRecord[] = []
  const steps: CustodyRecord[] = []
  for (const { id, name, bytes } of items) {
    const { sha256, sm3 } = listPart({ name, bytes })
    const record: ItemRecord = {
      id,
      kind: 'file',
      title: `证据 ${id}`,
      note: '某某网店首页',
      name,
      bytes: bytes.length,
      sha256,
      sm3,
      organisation: bureau.id,
      takenBy: person,
      takenAt: TIME,
      retention: 'file_10',
      capture: { url: 'https://shop.example/' },
      salt: 'cd'.repeat(16),
    }
    records.push(record)
    for (const [no, event] of (['taken', 'handed_over', 'copied'] as const).entries()) {
      const step = custody(id, event, no)
      steps.push(step)
      const taken = { sha256, sm3, bytes: bytes.length, recordSha256: recordDigest(record) }
      const body = { custody: step.id, custodySha256: recordDigest(step), ...(event === 'taken' ? taken : {}) }
      leaves.push(log.append(`evidence.${event}`, id, body))
      log.append('matter.move', 'mat_other', { state: 'open' })
    }
  }
  const matterSteps = (['submit', 'approve'] as const).map((event): BagStep => {
    const record = {
      number: '京协〔2026〕1号',
      at: TIME,
      event,
      from: null,
      to: `${event}ted`,
      organisation: bureau.name,
      salt: 'ef'.repeat(16),
    }
    const body = { event, from: null, to: record.to, recordSha256: recordDigest(record) }
    const leaf = log.append('matter.move', 'mat_1', body)
    leaves.push(leaf)
    const entry = (JSON.parse(log.proof(leaf).envelope) as { id: string }).id
    return { entry, subject: 'mat_1', kind: 'matter.move', zh: '提交', en: 'Submit', record }
  })
  const sent = makeExchange(log, matterSteps)
  leaves.push(...sent.leaves)
  const contents: BagContents = {
    bag: 'bag_1',
    title: '某某网店虚假宣传案',
    madeAt: TIME,
    madeBy: { organisation: bureau, person: person.name },
    items: records,
    present: new Set(items.filter(({ disposed }) => !disposed).map(({ id }) => id)),
    custody: steps,
    steps: matterSteps,
    exchange: sent.exchange,
    records: [{ name: 'matter', json: { id: 'mat_1', timeline: [{ at: TIME, event: '立案' }] } }],
  }
  return { contents, leaves, exchangeKeys: sent.keys }
}

/** All parts of a bag but the seal: what a forger may rearrange before sealing again. */
export const makeParts = (
  log: TestLog,
  { contents, leaves, items }: Omit<ReturnType<typeof makeContents>, 'exchangeKeys'> & { items: readonly TestItem[] },
  side: Partial<LedgerSide> = {},
): ZipPart[] => {
  const own = anchoredParts(contents)
  const { sha256, sm3 } = listPart(own[0] as ZipPart)
  const anchor = log.append(BAG_ENTRY, contents.bag, { sha256, sm3, items: items.length })
  const size = log.size()
  const kept = items.filter(({ id }) => contents.present.has(id))
  const entries = [...leaves, anchor].map((leaf) => log.proof(leaf))
  return [
    ...own,
    ...kept.map(({ id, name, bytes }) => ({ name: itemPart(id, name), bytes })),
    ...ledgerParts({
      ...log.side(),
      authorities: [],
      checkpoints: [{ size, note: log.head(), token: null, consistency: null }],
      entries,
      anchor: log.proof(anchor),
      ...side,
    }),
  ]
}

/** Seals and zips. @example sealed(makeParts(log, …)) */
export const sealed = (parts: readonly ZipPart[]): Uint8Array =>
  writeZip([...parts, sealPart(parts.map((part) => listPart(part)))])

const ITEMS: readonly TestItem[] = [
  { id: 'evi_1', name: '首页截图.png', bytes: Uint8Array.from({ length: 3000 }, (_, i) => (i * 7) & 255) },
  { id: 'evi_2', name: '聊天记录.txt', bytes: utf8('最低价保证') },
  { id: 'evi_3', name: '录像.mp4', bytes: utf8('已处置'), disposed: true },
]

/** A small bag with everything in it, and the log it came from. */
export const makeBag = (items: readonly TestItem[] = ITEMS) => {
  const log = makeLog()
  log.append('matter.open', 'mat_1', {})
  const made = makeContents(log, items)
  const parts = makeParts(log, { ...made, items })
  return { log, parts, bytes: sealed(parts), ...made, items }
}
