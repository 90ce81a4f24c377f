import { checkExchange } from './check-exchange.ts'
import { checkCustody, checkItems } from './check-items.ts'
import {
  checkAnchor,
  checkConsistency,
  checkEntries,
  checkHeads,
  checkKeys,
  checkOpenssl,
  checkStamps,
} from './check-ledger.ts'
import { checkSteps } from './check-steps.ts'
import { type Digests, portableDigests } from './digests.ts'
import { checkpointPart, type ListedPart, type Manifest, PART, type Proof, stampPart } from './format.ts'
import type { ItemRecord } from './records.ts'
import { type BagReport, CheckFault, type CheckList, openCheckList } from './report.ts'
import { readCustody, readExchange, readItems, readManifest, readProof, readSeal, readSteps } from './shapes.ts'
import { trustedFingerprints } from './trust.ts'
import { readZip, ZipFault, type ZipPart } from './zip.ts'

export interface VerifyOptions {
  /** texts that name keys the reader trusts (see `trustedFingerprints`); left out: keys are as the bag states them */
  readonly trustedKeys?: readonly string[]
  /** certificates (DER) of time-stamping authorities the reader trusts; left out: as the bag states them */
  readonly trustedAuthorities?: readonly Uint8Array[]
  /** a faster hash than the portable one */
  readonly digests?: Digests
  /** a faster CRC-32 than the portable one */
  readonly crc32?: (bytes: Uint8Array) => number
}

/**
 * Verifies an evidence bag completely and by itself: no file, network or clock is asked. Any byte that was changed, lost
 * or added makes a check fail that names the place. `ok` with `trust` 'stated' means: consistent, and signed by the keys
 * the report shows; whose they are, the reader decides by their fingerprints.
 * @throws RangeError when a text of `trustedKeys` names no key
 * @example (await verifyBag(bytes, { trustedKeys: [pem] })).ok
 */
export const verifyBag = async (bytes: Uint8Array, options: VerifyOptions = {}): Promise<BagReport> => {
  const trusted = options.trustedKeys
    ? new Set(options.trustedKeys.flatMap((text) => [...trustedFingerprints(text)]))
    : null
  const list = openCheckList()
  const found: Found = { parts: 0, items: [], messages: [], entries: 0, heads: [], keys: [], stamps: [], witnesses: [] }
  await checkAll({ bytes, list, found, trusted, options })
  list.skipRest()
  const ok = list.checks.every(({ state }) => state === 'ok')
  return {
    ok,
    trust: ok && trusted ? 'trusted' : 'stated',
    bag: found.manifest ? bagOf(found.manifest) : null,
    parts: found.parts,
    items: found.items,
    messages: found.messages,
    entries: found.entries,
    origin: found.origin ?? null,
    checkpoints: found.heads,
    keys: found.keys,
    timeStamps: found.stamps,
    witnesses: found.witnesses,
    checks: list.checks,
  }
}

interface Found {
  manifest?: Manifest
  origin?: string
  parts: number
  items: BagReport['items']
  messages: BagReport['messages']
  entries: number
  heads: readonly number[]
  keys: BagReport['keys']
  stamps: BagReport['timeStamps']
  witnesses: BagReport['witnesses']
}
interface Work {
  readonly bytes: Uint8Array
  readonly list: CheckList
  readonly found: Found
  readonly trusted: ReadonlySet<string> | null
  readonly options: VerifyOptions
}

const checkAll = async ({ bytes, list, found, trusted, options }: Work): Promise<void> => {
  const parts = await list.run('structure', () => openParts(bytes, options.crc32))
  if (!parts) return
  found.parts = parts.size
  const listed = await list.run('digests', () => checkSeal(parts, options.digests ?? portableDigests))
  if (!listed) return
  const contents = await list.run('manifest', () => checkManifest(parts, listed))
  if (!contents) return
  const { manifest, proof, items, custody, steps, exchange } = contents
  found.manifest = manifest
  found.items = items.map((item) => itemOf(item, manifest))
  found.origin = proof.origin
  const keys = await list.run('keys', () => checkKeys(proof, trusted))
  if (!keys) return
  found.keys = keys.report
  const heads = await list.run('checkpoints', () => checkHeads(parts, proof, keys))
  if (!heads) return
  found.heads = heads.map(({ checkpoint }) => checkpoint.size)
  found.witnesses = heads.flatMap(({ cosigned }) => cosigned)
  await list.run('consistency', () => checkConsistency(proof, heads))
  const stamps = await list.run('timestamps', () =>
    checkStamps(parts, proof, { heads, authorities: options.trustedAuthorities ?? null }),
  )
  found.stamps = stamps ?? []
  const last = heads.at(-1)
  const entries = last && (await list.run('entries', (faults) => checkEntries(proof, last.checkpoint, faults)))
  if (!last || !entries) return
  found.entries = entries.length
  const own = listed.get(PART.manifest) as ListedPart
  const anchor = await list.run('anchor', () => checkAnchor(proof, { manifest, listed: own, entries }))
  await list.run('items', (faults) => checkItems({ items, manifest, entries }, faults))
  await list.run('custody', (faults) => checkCustody({ custody, items, entries }, faults))
  await list.run('steps', (faults) => checkSteps({ steps, entries }, faults))
  const messages = await list.run('exchange', (faults) => checkExchange({ exchange, steps, entries, parts }, faults))
  found.messages = messages ?? []
  if (anchor) await list.run('openssl', () => checkOpenssl(parts, { note: last.note, keys: keys.keys, anchor }))
}

const openParts = (bytes: Uint8Array, sum: VerifyOptions['crc32']): Map<string, ZipPart> => {
  try {
    return new Map(readZip(bytes, sum).map((part) => [part.name, part]))
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error
    throw new CheckFault(
      `${error.place} (byte ${error.offset})`,
      '压缩包结构被改动或内容有误',
      `the zip file was changed here: ${error.message}`,
    )
  }
}

/** The seal lists every part with its digests, in the order of the file, and is the last. */
const checkSeal = (parts: ReadonlyMap<string, ZipPart>, digests: Digests): Map<string, ListedPart> => {
  const seal = readSeal(parts, PART.seal)
  const names = [...parts.keys()]
  const wanted = [...seal.parts.map(({ name }) => name), PART.seal]
  const odd = names.find((name, i) => name !== wanted[i]) ?? wanted.find((name, i) => name !== names[i])
  if (odd !== undefined) throw new CheckFault(odd, '封条未列此部分，或次序不符', 'is not as the seal lists it')
  for (const { name, bytes, sha256, sm3 } of seal.parts) {
    const part = parts.get(name) as ZipPart
    const have = digests(part.bytes)
    if (part.bytes.length !== bytes || have.sha256 !== sha256 || have.sm3 !== sm3)
      throw new CheckFault(name, '内容与校验值不符', 'does not have its digests')
  }
  return new Map(seal.parts.map((part) => [part.name, part]))
}

/** The manifest lists exactly the parts that are not about the ledger. */
const checkManifest = (parts: ReadonlyMap<string, ZipPart>, listed: ReadonlyMap<string, ListedPart>) => {
  const manifest = readManifest(parts, PART.manifest)
  const proof = readProof(parts, PART.proof)
  const own = new Map(manifest.parts.map((part) => [part.name, part]))
  if (own.size !== manifest.parts.length) throw new CheckFault(PART.manifest, '重复列出', 'lists a part twice')
  for (const [name, part] of listed) {
    if (name === PART.manifest || isLedgerPart(name, proof)) continue
    const mine = own.get(name)
    if (!mine || mine.bytes !== part.bytes || mine.sha256 !== part.sha256 || mine.sm3 !== part.sm3)
      throw new CheckFault(name, '与目录文件不符', 'is not as the manifest lists it')
    own.delete(name)
  }
  const [missing] = own.keys()
  if (missing !== undefined) throw new CheckFault(missing, '缺少该部分', 'the part is missing')
  return {
    manifest,
    proof,
    items: readItems(parts, PART.items),
    custody: readCustody(parts, PART.custody),
    steps: readSteps(parts, PART.steps),
    exchange: readExchange(parts),
  }
}

const isLedgerPart = (name: string, proof: Proof): boolean =>
  name === PART.proof ||
  name.startsWith('openssl/') ||
  proof.checkpoints.some(({ size, stamped }) => name === checkpointPart(size) || (stamped && name === stampPart(size)))

const bagOf = ({ bag, title, madeAt, madeBy }: Manifest) => ({
  id: bag,
  title,
  madeAt,
  organisation: madeBy.organisation.name,
  person: madeBy.person,
})

const itemOf = (item: ItemRecord, manifest: Manifest) => ({
  id: item.id,
  title: item.title,
  name: item.name,
  part: manifest.items.find(({ id }) => id === item.id)?.part ?? null,
  bytes: item.bytes,
  sha256: item.sha256,
  sm3: item.sm3,
  takenAt: item.takenAt,
  takenBy: item.takenBy.name,
})
