import { crc32 } from './crc32.ts'

// The one zip file that holds given parts: stored, not compressed, every field fixed, nothing between. So any reader of
// zip files opens it, it cannot swell when opened, and a byte that is not as it must be has a place that can be named.

/** A part of a zip file: a `/`-separated name and its bytes. */
export interface ZipPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What stands in the headers of a part, for writers that stream. */
export interface ZipEntry {
  readonly name: string
  readonly size: number
  readonly crc: number
}

/** A zip file that is not exactly the one its parts make; `place` says where, in words a person can look up. */
export class ZipFault extends Error {
  readonly place: string
  readonly offset: number
  constructor(place: string, offset: number, message: string) {
    super(message)
    this.place = place
    this.offset = offset
  }
}

/** 2 GiB and 10,000 parts: sizes then fit the plain format, and hostile directories end early. */
export const ZIP_LIMITS = { bytes: 2 ** 31, parts: 10_000 } as const

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
/** version 2.0 · names in UTF-8 · stored · 1980-01-01 00:00 */
const VERSION = 20
/** made on Unix, a plain file that all may read: Info-ZIP takes names from elsewhere for a code page, UTF-8 or not */
const MADE_BY = (3 << 8) | VERSION
const ATTRIBUTES = 0o100644 * 2 ** 16
const FLAGS = 0x0800
const DATE = 0x0021

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * The header that precedes a part's bytes.
 * @example zipHeader({ name: 'a.txt', size: 1, crc: 0xe8b7be43 }).length // 35
 */
export const zipHeader = ({ name, size, crc }: ZipEntry): Uint8Array => {
  const bytes = encoder.encode(name)
  const header = new Uint8Array(LOCAL_BYTES + bytes.length)
  const view = new DataView(header.buffer)
  view.setUint32(0, LOCAL, true)
  view.setUint16(4, VERSION, true)
  view.setUint16(6, FLAGS, true)
  view.setUint16(12, DATE, true)
  view.setUint32(14, crc, true)
  view.setUint32(18, size, true)
  view.setUint32(22, size, true)
  view.setUint16(26, bytes.length, true)
  header.set(bytes, LOCAL_BYTES)
  return header
}

/**
 * The directory that ends the file, for parts written one after the other from offset 0.
 * @example zipDirectory([]).length // 22
 */
export const zipDirectory = (entries: readonly ZipEntry[]): Uint8Array => {
  const names = entries.map(({ name }) => encoder.encode(name))
  const size = names.reduce((all, name) => all + CENTRAL_BYTES + name.length, 0)
  const out = new Uint8Array(size + 22)
  const view = new DataView(out.buffer)
  let at = 0
  let offset = 0
  for (const [i, entry] of entries.entries()) {
    const name = names[i] as Uint8Array
    view.setUint32(at, CENTRAL, true)
    view.setUint16(at + 4, MADE_BY, true)
    view.setUint16(at + 6, VERSION, true)
    view.setUint16(at + 8, FLAGS, true)
    view.setUint16(at + 14, DATE, true)
    view.setUint32(at + 16, entry.crc, true)
    view.setUint32(at + 20, entry.size, true)
    view.setUint32(at + 24, entry.size, true)
    view.setUint16(at + 28, name.length, true)
    view.setUint32(at + 38, ATTRIBUTES, true)
    view.setUint32(at + 42, offset, true)
    out.set(name, at + CENTRAL_BYTES)
    at += CENTRAL_BYTES + name.length
    offset += LOCAL_BYTES + name.length + entry.size
  }
  view.setUint32(at, END, true)
  view.setUint16(at + 8, entries.length, true)
  view.setUint16(at + 10, entries.length, true)
  view.setUint32(at + 12, size, true)
  view.setUint32(at + 16, offset, true)
  return out
}

/**
 * The zip file of `parts`, in their order: the same parts give the same bytes, always.
 * @throws ZipFault for a name that is no plain relative path, occurs twice, or parts beyond ZIP_LIMITS
 * @example writeZip([{ name: 'a.txt', bytes: new TextEncoder().encode('a') }])
 */
export const writeZip = (parts: readonly ZipPart[]): Uint8Array => {
  const entries = parts.map(({ name, bytes }) => ({ name, size: bytes.length, crc: crc32(bytes) }))
  checkNames(entries.map(({ name }) => name))
  const directory = zipDirectory(entries)
  const headers = entries.map(zipHeader)
  const total = headers.reduce((all, header, i) => all + header.length + (parts[i]?.bytes.length ?? 0), 0)
  if (total + directory.length > ZIP_LIMITS.bytes) throw new ZipFault('file', 0, 'larger than the format allows')
  const out = new Uint8Array(total + directory.length)
  let at = 0
  for (const [i, header] of headers.entries()) {
    const { bytes } = parts[i] as ZipPart
    out.set(header, at)
    out.set(bytes, at + header.length)
    at += header.length + bytes.length
  }
  out.set(directory, at)
  return out
}

/** Names that mean the same file on every system, each once. */
const checkNames = (names: readonly string[]): void => {
  if (names.length > ZIP_LIMITS.parts) throw new ZipFault('directory', 0, 'too many parts')
  const seen = new Set<string>()
  for (const name of names) {
    if (!isPlainName(name)) throw new ZipFault(`name ${JSON.stringify(name)}`, 0, 'not a plain relative path')
    const same = name.toLowerCase()
    if (seen.has(same)) throw new ZipFault(`name ${name}`, 0, 'occurs twice')
    seen.add(same)
  }
}
const isPlainName = (name: string): boolean =>
  encoder.encode(name).length <= 400 &&
  name === name.normalize('NFC') &&
  name.split('/').every((step) => /^[^\p{Cc}\p{Cf}\p{Cs}\\:*?"<>|]+$/u.test(step) && !/^\.|[. ]$/.test(step))

/**
 * The parts of a zip file made by `writeZip`; anything that `writeZip` would not have written is refused. A faster
 * check sum may be handed in.
 * @throws ZipFault naming the part and offset
 * @example readZip(writeZip(parts)) // parts
 */
export const readZip = (bytes: Uint8Array, sum: (bytes: Uint8Array) => number = crc32): ZipPart[] => {
  if (bytes.length > ZIP_LIMITS.bytes) throw new ZipFault('file', bytes.length, 'larger than the format allows')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: ZipPart[] = []
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 4 <= bytes.length && view.getUint32(at, true) === LOCAL) {
    const { part, entry, next } = readPart(bytes, view, at)
    parts.push(part)
    entries.push(entry)
    if (parts.length > ZIP_LIMITS.parts) throw new ZipFault('directory', at, 'too many parts')
    at = next
  }
  comparePlain(bytes, at, entries)
  checkNames(entries.map(({ name }) => name))
  for (const [i, part] of parts.entries())
    if (sum(part.bytes) !== entries[i]?.crc)
      throw new ZipFault(`part ${part.name}`, partOffset(entries, i), 'bytes do not have the check sum of their header')
  return parts
}

const partOffset = (entries: readonly ZipEntry[], index: number): number =>
  entries.slice(0, index + 1).reduce((at, entry, i) => at + zipHeader(entry).length + (i < index ? entry.size : 0), 0)

const readPart = (bytes: Uint8Array, view: DataView, at: number) => {
  const where = (name = '') => `header ${name || `at byte ${at}`}`
  if (at + LOCAL_BYTES > bytes.length) throw new ZipFault(where(), at, 'cut short')
  const length = view.getUint16(at + 26, true)
  const size = view.getUint32(at + 18, true)
  const start = at + LOCAL_BYTES + length
  if (start > bytes.length) throw new ZipFault(where(), at + 26, 'cut short')
  let name: string
  try {
    name = decoder.decode(bytes.subarray(at + LOCAL_BYTES, start))
  } catch {
    throw new ZipFault(where(), at + LOCAL_BYTES, 'name is not UTF-8')
  }
  if (start + size > bytes.length) throw new ZipFault(where(name), at + 18, 'size goes beyond the file')
  const entry = { name, size, crc: view.getUint32(at + 14, true) }
  const difference = firstDifference(bytes, at, zipHeader(entry))
  if (difference >= 0) throw new ZipFault(where(name), difference, 'not as it must be')
  return { part: { name, bytes: bytes.subarray(start, start + size) }, entry, next: start + size }
}

/** The directory must be the one that follows from the headers, and the file must end with it. */
const comparePlain = (bytes: Uint8Array, at: number, entries: readonly ZipEntry[]): void => {
  const directory = zipDirectory(entries)
  const difference = firstDifference(bytes, at, directory)
  if (difference >= 0) throw new ZipFault(directoryPlace(entries, difference - at), difference, 'not as it must be')
  if (at + directory.length !== bytes.length)
    throw new ZipFault('end of file', at + directory.length, `${bytes.length - at - directory.length} bytes too many`)
}

const directoryPlace = (entries: readonly ZipEntry[], offset: number): string => {
  let at = 0
  for (const entry of entries) {
    at += CENTRAL_BYTES + encoder.encode(entry.name).length
    if (offset < at) return `directory entry of ${entry.name}`
  }
  return entries.length === 0 ? 'start of file' : 'end of directory'
}

/** Offset in `bytes` where it first differs from `wanted` laid at `at`, or −1. */
const firstDifference = (bytes: Uint8Array, at: number, wanted: Uint8Array): number => {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return at + i
  return -1
}
