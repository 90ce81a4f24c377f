import { CUSTODY_EVENTS, EVIDENCE_KINDS } from '@redbridge/contract'
import type { EntryProof } from '../proof.ts'
import { type BagExchange, isExchange } from './exchange-records.ts'
import {
  BAG_FORMAT,
  type ListedPart,
  type Manifest,
  PART,
  PROOF_FORMAT,
  type Proof,
  SEAL_FORMAT,
  type Seal,
} from './format.ts'
import { type BagStep, type CustodyRecord, canonicalJson, type ItemRecord } from './records.ts'
import { CheckFault } from './report.ts'
import { count, hex64, type Is, isObject, list, only, orNull, person, record, text, time, truth } from './shape.ts'
import type { ZipPart } from './zip.ts'

// Whether a JSON part of a bag is what it must be. Bags come from strangers: nothing is read before it was looked at.

const listed = record<ListedPart>({ name: text, bytes: count, sha256: hex64, sm3: hex64 })

const isManifest = record<Manifest>({
  format: only([BAG_FORMAT]),
  bag: text,
  title: text,
  madeAt: time,
  madeBy: record<Manifest['madeBy']>({ organisation: person, person: text }),
  items: list(record<Manifest['items'][number]>({ id: text, part: orNull(text) })),
  parts: list(listed),
})
const isSeal = record<Seal>({ format: only([SEAL_FORMAT]), parts: list(listed) })
const hashes = record<{ sha256: readonly string[]; sm3: readonly string[] }>({ sha256: list(text), sm3: list(text) })
const isProof = record<Proof>({
  format: only([PROOF_FORMAT]),
  origin: text,
  pinned: list(text),
  statements: list(text),
  witnesses: list(text),
  authorities: list(text),
  checkpoints: list(record<Proof['checkpoints'][number]>({ size: count, stamped: truth, consistency: orNull(hashes) })),
  entries: list(
    record<EntryProof>({ envelope: text, leafIndex: count, size: count, sha256: list(text), sm3: list(text) }),
  ),
})
const isItems = list(
  record<ItemRecord>({
    id: text,
    kind: only(EVIDENCE_KINDS),
    title: text,
    note: text,
    name: text,
    bytes: count,
    sha256: hex64,
    sm3: hex64,
    organisation: text,
    takenBy: person,
    takenAt: time,
    retention: text,
    capture: orNull(isObject),
    salt: text,
  }),
)
const isCustody = list(
  record<CustodyRecord>({
    id: text,
    item: text,
    event: only(CUSTODY_EVENTS),
    at: time,
    by: person,
    organisation: person,
    to: orNull(person),
    reason: orNull(text),
    salt: text,
  }),
)

const isSteps = list(record<BagStep>({ entry: text, subject: text, kind: text, zh: text, en: text, record: isObject }))

const NO_EXCHANGE: BagExchange = { messages: [], keys: [] }

/** A text this long is no manifest or proof of ours. */
const MAX_JSON = 256 << 20

/** The value of a JSON part: exactly the canonical text of a value of the shape. */
const reading =
  <T>(shape: Is<T>) =>
  (parts: ReadonlyMap<string, ZipPart>, name: string): T => {
    const part = parts.get(name)
    if (!part) throw new CheckFault(name, '缺少该部分', 'the part is missing')
    const fault = new CheckFault(name, '不是规范的 JSON 或内容不合格式', 'is not canonical JSON of its format')
    if (part.bytes.length > MAX_JSON) throw fault
    let value: unknown
    try {
      const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part.bytes)
      value = JSON.parse(source)
      if (canonicalJson(value) !== source) throw fault
    } catch {
      // Also what nests so deep that it exhausts the stack.
      throw fault
    }
    if (!shape(value)) throw fault
    return value
  }

export const readManifest = reading(isManifest)
export const readSeal = reading(isSeal)
export const readProof = reading(isProof)
export const readItems = reading(isItems)
export const readCustody = reading(isCustody)
export const readSteps = reading(isSteps)
/** Absent where nothing went over the exchange, and in bags that are older than it. */
export const readExchange = (parts: ReadonlyMap<string, ZipPart>): BagExchange =>
  parts.has(PART.exchange) ? reading(isExchange)(parts, PART.exchange) : NO_EXCHANGE
