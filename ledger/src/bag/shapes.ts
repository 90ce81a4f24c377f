import { CUSTODY_EVENTS, EVIDENCE_KINDS } from '@redbridge/contract'
import type { EntryProof } from '../proof.ts'
import {
  BAG_FORMAT,
  type ListedPart,
  type Manifest,
  PROOF_FORMAT,
  type Proof,
  SEAL_FORMAT,
  type Seal,
} from './format.ts'
import { type BagStep, type CustodyRecord, canonicalJson, type ItemRecord } from './records.ts'
import { CheckFault } from './report.ts'
import type { ZipPart } from './zip.ts'

// Whether a JSON part of a bag is what it must be. Bags come from strangers: nothing is read before it was looked at.

type Is<T> = (value: unknown) => value is T
type Shape<T> = { readonly [K in keyof T]-?: Is<T[K]> }

const text: Is<string> = (value) => typeof value === 'string'
const count: Is<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const truth: Is<boolean> = (value) => typeof value === 'boolean'
const hex64: Is<string> = (value): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const time: Is<string> = (value): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))
const only =
  <const T extends string>(values: readonly T[]): Is<T> =>
  (value): value is T =>
    values.includes(value as T)
const orNull =
  <T>(of: Is<T>): Is<T | null> =>
  (value): value is T | null =>
    value === null || of(value)
const list =
  <T>(of: Is<T>): Is<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(of)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Exactly these fields. */
const record =
  <T>(shape: Shape<T>): Is<T> =>
  (value): value is T => {
    if (!isObject(value)) return false
    const names = Object.keys(shape) as (keyof T & string)[]
    return (
      Object.keys(value).length === names.length && names.every((name) => name in value && shape[name](value[name]))
    )
  }

const person = record<{ id: string; name: string }>({ id: text, name: text })
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
