import type { Envelope, HttpProof, Receipt, Signed } from '@redbridge/contract'
import { sameBytes } from '../bytes.ts'
import type { Entry } from '../entry.ts'
import { verifyHttpProof, verifySigned } from '../exchange.ts'
import { textDigest } from './digests.ts'
import { exchangeParts } from './exchange-parts.ts'
import {
  type BagExchange,
  type BagExchangeKey,
  type BagMessage,
  parseEnvelope,
  parseReceipt,
} from './exchange-records.ts'
import { PART } from './format.ts'
import { type BagStep, recordDigest } from './records.ts'
import type { BagFault, BagMessageReport } from './report.ts'
import { ed25519OfPem, fingerprintOfPem } from './spki.ts'
import type { ZipPart } from './zip.ts'

interface ExchangeSource {
  readonly exchange: BagExchange
  readonly steps: readonly BagStep[]
  readonly entries: readonly Entry[]
  readonly parts: ReadonlyMap<string, ZipPart>
}
interface Work extends ExchangeSource {
  readonly keys: ReadonlyMap<string, BagExchangeKey>
  readonly byId: ReadonlyMap<string, Entry>
  /** notes what is wrong, and where */
  readonly fault: (place: string, zh: string, en: string) => void
}

/**
 * Every message between organisations: signed by its sender, about a step that is in the bag, entered in the ledger, and
 * receipted by its receiver, with keys that were in force and are in the ledger themselves.
 */
export const checkExchange = (source: ExchangeSource, faults: BagFault[]): BagMessageReport[] => {
  const work: Work = {
    ...source,
    keys: new Map(source.exchange.keys.map((key) => [key.id, key])),
    byId: new Map(source.entries.map((entry) => [entry.id, entry])),
    fault: (place, zh, en) => faults.push({ place: `${PART.exchange} ${place}`, zh, en }),
  }
  for (const key of source.exchange.keys) checkKey(work, key)
  if (work.keys.size !== source.exchange.keys.length) work.fault('keys', '公钥重复', 'a key is double')
  const told = source.exchange.messages.flatMap((message, i) => checkMessage(work, message, i) ?? [])
  if (new Set(told.map(({ id }) => id)).size !== told.length) work.fault('messages', '消息重复', 'a message is double')
  checkComplete(work)
  checkParts(source, faults)
  return told
}

const checkMessage = (work: Work, message: BagMessage, i: number): BagMessageReport | null => {
  const envelope = parseEnvelope(message.signed.text)
  if (!envelope) {
    work.fault(`messages[${i}]`, '不是规范的消息信封', 'is not a canonical envelope')
    return null
  }
  const { id } = envelope
  checkSignature(work, { place: id, signed: message.signed, by: envelope.from, ...envelope })
  checkStep(work, envelope)
  const envelopeSha256 = textDigest(message.signed.text)
  checkEntry(work, id, {
    entry: message.entry,
    kind: 'exchange.message',
    subject: id,
    at: envelope.at,
    body: { envelopeSha256, matter: envelope.matter.id, from: envelope.from.id, to: envelope.to.id },
  })
  const receipt = message.receipt && checkReceipt(work, { envelope, envelopeSha256, receipt: message.receipt })
  const step = work.steps.find(({ entry }) => entry === envelope.entryId)
  return {
    id,
    type: envelope.type,
    zh: step?.zh ?? '',
    en: step?.en ?? '',
    from: envelope.from.name,
    to: envelope.to.name,
    matter: envelope.matter.number,
    at: envelope.at,
    memorandum: envelope.memorandum,
    key: keyReport(work, message.signed, envelope.proof),
    receipt: receipt && {
      by: receipt.by.name,
      at: receipt.at,
      key: keyReport(work, (message.receipt as NonNullable<BagMessage['receipt']>).signed, receipt.proof),
    },
  }
}

interface ToCheck {
  readonly place: string
  readonly signed: Signed
  readonly by: { readonly id: string }
  readonly at: string
  readonly proof: HttpProof | null
}

/** The hosted key of the organisation over the text; where a client acted, its own key over the HTTP request too. */
const checkSignature = (work: Work, { place, signed, by, at, proof }: ToCheck): void => {
  const key = keyInForce(work, `${place} keyId`, { id: signed.keyId, organisation: by.id, kind: 'hosted', at })
  if (key && !verifySigned(signed, key.publicKey))
    work.fault(`${place} signature`, '签名不成立', 'the signature does not hold')
  if (!proof) return
  const own = keyInForce(work, `${place} proof.keyId`, { id: proof.keyId, organisation: by.id, kind: 'own', at })
  if (own && !verifyHttpProof(proof, own.publicKey))
    work.fault(
      `${place} proof`,
      '客户端请求签名（RFC 9421）不成立',
      'the client’s signature of its request (RFC 9421) does not hold',
    )
}

const keyInForce = (
  { keys, fault }: Work,
  place: string,
  wanted: { readonly id: string; readonly organisation: string; readonly kind: 'hosted' | 'own'; readonly at: string },
): BagExchangeKey | null => {
  const key = keys.get(wanted.id)
  if (!key) {
    fault(place, '包内没有该公钥', 'the key is not in the bag')
    return null
  }
  if (key.organisation.id !== wanted.organisation || key.kind !== wanted.kind)
    fault(place, '不是该单位的此类公钥', 'is not a key of this kind of that organisation')
  if (key.createdAt > wanted.at) fault(place, '签名早于公钥登记', 'signed before the key was registered')
  if (key.revokedAt !== null && key.revokedAt <= wanted.at)
    fault(place, '签名时公钥已撤销', 'the key had been revoked when this was signed')
  return key
}

/** What the envelope says was written is the record of the step, which the step's own ledger entry holds. */
const checkStep = ({ steps, fault }: Work, { id, entryId, recordSha256, matter, type, at }: Envelope): void => {
  const step = steps.find(({ entry }) => entry === entryId)
  if (!step) {
    fault(`${id} entryId`, '包内没有所述办理步骤', 'the step it tells of is not in the bag')
    return
  }
  const { record } = step
  if (recordDigest(record) !== recordSha256)
    fault(`${id} recordSha256`, '与所述办理步骤不符', 'is not the digest of the step it tells of')
  const event = typeof record.event === 'string' ? record.event : 'message'
  if (step.subject !== matter.id || record.number !== matter.number || type !== `${matter.kind}.${event}`)
    fault(`${id} matter`, '事项或者步骤不符', 'tells of another matter or step')
  if (record.at !== at) fault(`${id} at`, '时间与办理步骤不符', 'its time is not that of the step')
}

interface Wanted {
  readonly entry: string
  readonly kind: string
  readonly subject: string
  readonly at: string
  readonly body: Readonly<Record<string, unknown>>
}

const checkEntry = ({ byId, fault }: Work, place: string, wanted: Wanted): void => {
  const entry = byId.get(wanted.entry)
  if (!entry) {
    fault(`${place} entry`, '没有存证条目', 'has no ledger entry')
    return
  }
  const same =
    entry.kind === wanted.kind &&
    entry.subject === wanted.subject &&
    entry.at === wanted.at &&
    Object.entries(wanted.body).every(([name, value]) => entry.body[name] === value)
  if (!same) fault(`${place} entry`, `与存证条目 ${entry.id} 不符`, `is not what entry ${entry.id} committed to`)
}

interface ToReceive {
  readonly envelope: Envelope
  readonly envelopeSha256: string
  readonly receipt: NonNullable<BagMessage['receipt']>
}

const checkReceipt = (work: Work, { envelope, envelopeSha256, receipt: given }: ToReceive): Receipt | null => {
  const place = `${envelope.id} receipt`
  const receipt = parseReceipt(given.signed.text)
  if (!receipt) {
    work.fault(place, '不是规范的回执', 'is not a canonical receipt')
    return null
  }
  if (receipt.message !== envelope.id) work.fault(`${place} message`, '是另一消息的回执', 'is of another message')
  if (receipt.envelopeSha256 !== envelopeSha256)
    work.fault(`${place} envelopeSha256`, '与消息信封不符', 'is not of this envelope')
  if (receipt.by.id !== envelope.to.id) work.fault(`${place} by`, '不是收件单位的回执', 'is not by the receiver')
  if (receipt.at < envelope.at) work.fault(`${place} at`, '早于消息发出', 'is earlier than the message')
  checkSignature(work, { place, signed: given.signed, ...receipt })
  checkEntry(work, place, {
    entry: given.entry,
    kind: 'exchange.receipt',
    subject: envelope.id,
    at: receipt.at,
    body: { receiptSha256: textDigest(given.signed.text) },
  })
  return receipt
}

const checkKey = (work: Work, key: BagExchangeKey): void => {
  const place = `keys ${key.id}`
  const publicKey = ed25519OfPem(key.publicKey)
  if (!publicKey) {
    work.fault(place, '不是 Ed25519 公钥', 'is no Ed25519 key')
    return
  }
  checkEntry(work, place, {
    entry: key.entry,
    kind: 'exchange.key',
    subject: key.id,
    at: key.createdAt,
    body: { organisation: key.organisation.id, kind: key.kind, fingerprint: fingerprintOfPem(key.publicKey) },
  })
  if ((key.revokedAt === null) !== (key.revokedEntry === null))
    work.fault(`${place} revokedAt`, '撤销时间没有存证条目', 'its revocation has no ledger entry')
  else if (key.revokedAt !== null)
    checkEntry(work, `${place} revokedAt`, {
      entry: key.revokedEntry as string,
      kind: 'exchange.key_revoked',
      subject: key.id,
      at: key.revokedAt,
      body: {},
    })
}

/** Nothing that the ledger says about the exchange was left out. */
const checkComplete = ({ exchange, entries, fault }: Work): void => {
  const told = new Set([
    ...exchange.messages.flatMap(({ entry, receipt }) => [entry, ...(receipt ? [receipt.entry] : [])]),
    ...exchange.keys.flatMap(({ entry, revokedEntry }) => [entry, revokedEntry]),
  ])
  for (const { id, kind } of entries)
    if (kind.startsWith('exchange.') && !told.has(id))
      fault(`(${id})`, '缺少该存证条目的消息、回执或者公钥', 'lacks the message, receipt or key of this entry')
}

/** What openssl reads is what the records say. */
const checkParts = ({ exchange, parts }: ExchangeSource, faults: BagFault[]): void => {
  const wanted = new Map(exchangeParts(exchange).map(({ name, bytes }) => [name, bytes]))
  for (const [name, bytes] of wanted) {
    const part = parts.get(name)
    if (!part || !sameBytes(part.bytes, bytes))
      faults.push({ place: name, zh: `与 ${PART.exchange} 不符`, en: `does not follow from ${PART.exchange}` })
  }
  for (const name of parts.keys())
    if (name.startsWith('exchange/') && !wanted.has(name))
      faults.push({ place: name, zh: '多余的部分', en: 'a part too many' })
}

const keyReport = ({ keys }: Work, { keyId }: Signed, proof: HttpProof | null) => {
  const [hosted, own] = [keys.get(keyId), proof ? keys.get(proof.keyId) : undefined]
  return {
    fingerprint: hosted ? fingerprintOfPem(hosted.publicKey) : '',
    own: own ? fingerprintOfPem(own.publicKey) : null,
    revokedAt: own?.revokedAt ?? hosted?.revokedAt ?? null,
  }
}
