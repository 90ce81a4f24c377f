import { fromBase64, sameBytes, utf8 } from '../bytes.ts'
import { type Checkpoint, verifyCheckpoint } from '../checkpoint.ts'
import type { Entry } from '../entry.ts'
import { verifyConsistency } from '../merkle.ts'
import { type LogKey, parseNote, parseVerifierKey, type VerifierKey } from '../note.ts'
import { type EntryProof, verifyEntry } from '../proof.ts'
import { followKeys } from '../rotation.ts'
import type { SignatureAlgorithm } from '../signature.ts'
import { verifyTimeStamp } from '../timestamp.ts'
import { SHA256_TREE, SM3_TREE } from '../tree-hash.ts'
import { BAG_ENTRY, checkpointPart, type ListedPart, type Manifest, PART, type Proof, stampPart } from './format.ts'
import { opensslParts } from './openssl-parts.ts'
import { type BagFault, type BagKey, CheckFault } from './report.ts'
import { fingerprintOf } from './spki.ts'
import type { ZipPart } from './zip.ts'

type Parts = ReadonlyMap<string, ZipPart>

const textOf = (parts: Parts, name: string): string => {
  const part = parts.get(name)
  if (!part) throw new CheckFault(name, '缺少该部分', 'the part is missing')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part.bytes)
  } catch {
    throw new CheckFault(name, '不是 UTF-8 文本', 'is not UTF-8')
  }
}

const keysOf = (texts: readonly string[], what: string): VerifierKey[] =>
  texts.map((text, i) => {
    const key = parseVerifierKey(text)
    if (!key) throw new CheckFault(`${PART.proof} ${what}[${i}]`, '不是公钥', 'is no key')
    return key
  })

export interface KeysFound {
  readonly keys: readonly LogKey[]
  readonly witnesses: readonly VerifierKey[]
  readonly report: readonly BagKey[]
}

/**
 * The log's keys along their statements. With `trusted` fingerprints, a generation that holds one of them is trusted
 * and so is every later one, because each was signed for by all keys before it.
 */
export const checkKeys = (proof: Proof, trusted: ReadonlySet<string> | null): KeysFound => {
  const pinned = keysOf(proof.pinned, 'pinned')
  const witnesses = keysOf(proof.witnesses, 'witnesses')
  const types = pinned.map(({ type }) => type).sort()
  if (types.join() !== 'ed25519,sm2')
    throw new CheckFault(`${PART.proof} pinned`, '应有 Ed25519 和 SM2 公钥各一', 'must be one Ed25519 and one SM2 key')
  const keys = followKeys({ origin: proof.origin, pinned }, proof.statements)
  if (!keys) throw new CheckFault(`${PART.proof} statements`, '公钥更换声明不成立', 'a change of keys does not hold')
  const trustedFrom = Math.min(
    ...keys.filter((key) => trusted?.has(fingerprintOf(key))).map(({ after }) => after),
    Number.POSITIVE_INFINITY,
  )
  if (trusted && trustedFrom === Number.POSITIVE_INFINITY)
    throw new CheckFault(
      PART.proof,
      `证据包由其他公钥签名：${keys.map(fingerprintOf).join('、')}`,
      `signed with other keys: ${keys.map(fingerprintOf).join(', ')}`,
    )
  const report = keys.map((key) => ({
    algorithm: key.type as SignatureAlgorithm,
    name: key.name,
    fingerprint: fingerprintOf(key),
    after: key.after,
    until: key.until,
    trusted: key.after >= trustedFrom,
  }))
  return { keys, witnesses, report }
}

export interface SignedHead {
  readonly checkpoint: Checkpoint
  readonly text: string
  readonly note: string
  readonly cosigned: readonly { readonly name: string; readonly at: string }[]
}

/** Every tree head of the bag: signed with both algorithms by keys in force, and by nobody who is not known. */
export const checkHeads = (parts: Parts, proof: Proof, { keys, witnesses, report }: KeysFound): SignedHead[] => {
  if (proof.checkpoints.length === 0 || proof.checkpoints.length > 100)
    throw new CheckFault(`${PART.proof} checkpoints`, '没有树根', 'no tree head')
  return proof.checkpoints.map(({ size }, i) => {
    const name = checkpointPart(size)
    const note = textOf(parts, name)
    const found = verifyCheckpoint(note, { origin: proof.origin, keys, witnesses })
    if (!found.ok) throw new CheckFault(name, `树根签名不成立（${found.fault}）`, `does not hold (${found.fault})`)
    const { checkpoint, signedBy, cosignedBy } = found
    if (!signedBy.includes('ed25519') || !signedBy.includes('sm2'))
      throw new CheckFault(name, '缺少 Ed25519 或 SM2 签名', 'lacks the Ed25519 or the SM2 signature')
    if (checkpoint.size !== size || size <= (proof.checkpoints[i - 1]?.size ?? 0))
      throw new CheckFault(`${PART.proof} checkpoints[${i}]`, '树大小不符', 'size does not agree')
    if (parseNote(note)?.signatures.length !== signedBy.length + cosignedBy.length)
      throw new CheckFault(name, '含有不能核实的签名行', 'has a signature line that cannot be verified')
    const wanted = report.some(({ trusted }) => trusted)
    if (wanted && !report.some((key) => key.trusted && key.after < size && (key.until === null || size <= key.until)))
      throw new CheckFault(name, '签名公钥早于所信任的公钥', 'was signed before the trusted key came into force')
    const cosigned = cosignedBy.map(({ witness, seconds }) => ({
      name: witness.name,
      at: new Date(seconds * 1000).toISOString(),
    }))
    return { checkpoint, text: parseNote(note)?.text ?? '', note, cosigned }
  })
}

/** Each tree head is the beginning of the next, in both trees. */
export const checkConsistency = (proof: Proof, heads: readonly SignedHead[]): void => {
  for (const [i, { consistency, size }] of proof.checkpoints.entries()) {
    const place = `${PART.proof} checkpoints[${i}] ${checkpointPart(size)}`
    const [older, newer] = [heads[i - 1]?.checkpoint, heads[i]?.checkpoint]
    if (!older || !newer) {
      if (consistency) throw new CheckFault(place, '多余的一致性证明', 'a consistency proof too many')
      continue
    }
    const holds = [SHA256_TREE, SM3_TREE].every((hash) => {
      const path = consistency?.[hash.name].map(fromBase64) ?? []
      const claim = { first: older.size, second: newer.size, firstRoot: older[hash.name], secondRoot: newer[hash.name] }
      return path.every((one) => one !== null) && verifyConsistency(hash, { ...claim, proof: path })
    })
    if (!holds) throw new CheckFault(place, '与前一树根不是同一历史', 'is not of one history with the one before')
  }
}

/** The tokens of the bag, each over the text of its tree head. */
export const checkStamps = async (
  parts: Parts,
  proof: Proof,
  { heads, authorities }: { heads: readonly SignedHead[]; authorities: readonly Uint8Array[] | null },
) => {
  const stated = proof.authorities.map((text, i) => {
    const der = fromBase64(text)
    if (!der) throw new CheckFault(`${PART.proof} authorities[${i}]`, '不是证书', 'is no certificate')
    return der
  })
  const found: { size: number; at: string; authority: string }[] = []
  for (const [i, { size, stamped }] of proof.checkpoints.entries()) {
    if (!stamped) continue
    const name = stampPart(size)
    const token = parts.get(name)?.bytes
    if (!token) throw new CheckFault(name, '缺少该部分', 'the part is missing')
    const bytes = utf8(heads[i]?.text ?? '')
    const report = await verifyTimeStamp(token, { bytes, certificates: authorities ?? stated })
    if (!report.ok) throw new CheckFault(name, `时间戳不成立（${report.fault}）`, `does not hold (${report.fault})`)
    found.push({ size, at: report.at.toISOString(), authority: report.authority })
  }
  return found
}

/** The entries of the bag, each proven in the last tree head by both trees. */
export const checkEntries = (proof: Proof, head: Checkpoint, faults: BagFault[]): Entry[] => {
  const entries: Entry[] = []
  let before = -1
  for (const [i, one] of proof.entries.entries()) {
    const { entry, sha256, sm3 } = verifyEntry(one, head)
    const place = `${PART.proof} entries[${i}] ${entry?.id ?? '?'} (leaf ${one.leafIndex})`
    if (one.leafIndex <= before) faults.push({ place, zh: '条目重复或次序不符', en: 'is double or out of order' })
    before = one.leafIndex
    if (!entry) faults.push({ place, zh: '不是规范的条目', en: 'is not a canonical entry' })
    else if (!sha256 || !sm3)
      faults.push({
        place,
        zh: `不在哈希树内（${[sha256 ? '' : 'SHA-256', sm3 ? '' : 'SM3'].filter((name) => name !== '').join('、')}）`,
        en: `is not in the tree (${[sha256 ? '' : 'SHA-256', sm3 ? '' : 'SM3'].filter((name) => name !== '').join(', ')})`,
      })
    else entries.push(entry)
  }
  return entries
}

/** The entry that holds the digests of this very manifest. */
export const checkAnchor = (
  proof: Proof,
  { manifest, listed, entries }: { manifest: Manifest; listed: ListedPart; entries: readonly Entry[] },
): EntryProof => {
  const anchor = entries.find(({ kind, subject }) => kind === BAG_ENTRY && subject === manifest.bag)
  if (!anchor)
    throw new CheckFault(PART.proof, `没有证据包 ${manifest.bag} 的存证条目`, `no entry about bag ${manifest.bag}`)
  if (anchor.body.sha256 !== listed.sha256 || anchor.body.sm3 !== listed.sm3)
    throw new CheckFault(
      PART.manifest,
      `与存证条目 ${anchor.id} 的校验值不符`,
      `is not what entry ${anchor.id} holds the digests of`,
    )
  if (anchor.at !== manifest.madeAt)
    throw new CheckFault(
      PART.manifest,
      `时间与存证条目 ${anchor.id} 不符`,
      `its time is not that of entry ${anchor.id}`,
    )
  return proof.entries.find(({ envelope }) => envelope.includes(`"id":"${anchor.id}"`)) as EntryProof
}

/** What openssl reads must be what the bag's own notes, keys and proof say. */
export const checkOpenssl = (parts: Parts, source: Parameters<typeof opensslParts>[0]): void => {
  const wanted = opensslParts(source)
  for (const { name, bytes } of wanted) {
    const part = parts.get(name)
    if (!part || !sameBytes(part.bytes, bytes))
      throw new CheckFault(name, '与签名树根不符', 'does not follow from the signed tree head')
  }
  const names = new Set(wanted.map(({ name }) => name))
  const more = [...parts.keys()].find((name) => name.startsWith('openssl/') && !names.has(name))
  if (more) throw new CheckFault(more, '多余的部分', 'a part too many')
}
