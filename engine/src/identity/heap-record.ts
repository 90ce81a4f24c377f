/**
 * An entry's texts: name, representative, address, reason of listing; each a LEB128 length and its UTF-8 bytes. Records
 * start at multiples of four, so a 32-bit word of the entry reaches 16 GB.
 */
export const HEAP_UNIT = 4
export const BLOCK_SHIFT = 24
const BLOCK = 1 << BLOCK_SHIFT
/** Longest text kept, in bytes; a register cell beyond it is cut at a character. */
const LONGEST_TEXT = 4096

/** Where the texts of the record last read lie: `from[k]`–`to[k]` in `bytes`. */
export interface RecordView {
  bytes: Uint8Array
  readonly from: Float64Array
  readonly to: Float64Array
}

export const createRecordView = (): RecordView => ({
  bytes: new Uint8Array(0),
  from: new Float64Array(4),
  to: new Float64Array(4),
})

/** Reads the spans of the record at `at` of `bytes`. */
export function readRecord(bytes: Uint8Array, at: number, view: RecordView): void {
  view.bytes = bytes
  let i = at
  for (let k = 0; k < 4; k++) {
    let length = 0
    let shift = 0
    let b = bytes[i++]!
    for (; b >= 0x80; b = bytes[i++]!) {
      length |= (b & 127) << shift
      shift += 7
    }
    length |= b << shift
    view.from[k] = i
    view.to[k] = i + length
    i += length
  }
}

/** Grows in blocks of 16 MB; no record lies across two. */
export interface HeapWriter {
  /** texts of the next record */
  readonly texts: { bytes: Uint8Array; from: number; to: number }[]
  /** writes the record of `texts` and returns its word for the entry */
  write(): number
  readonly blocks: Uint8Array[]
  read(word: number, view: RecordView): void
  length(): number
}

export function createHeapWriter(): HeapWriter {
  const blocks: Uint8Array[] = [new Uint8Array(BLOCK)]
  const empty = new Uint8Array(0)
  const texts = Array.from({ length: 4 }, () => ({ bytes: empty, from: 0, to: 0 }))
  let block = blocks[0]!
  let at = 0
  const write = () => {
    let need = 8 + HEAP_UNIT
    for (const text of texts) need += cutText(text)
    if (at + need > BLOCK) {
      block = new Uint8Array(BLOCK)
      blocks.push(block)
      at = 0
    }
    const word = ((blocks.length - 1) * BLOCK + at) / HEAP_UNIT
    for (const { bytes, from, to } of texts) at = writeText(block, at, bytes, from, to)
    at = (at + HEAP_UNIT - 1) & -HEAP_UNIT
    return word | 0
  }
  const read = (word: number, view: RecordView) => {
    const offset = (word >>> 0) * HEAP_UNIT
    readRecord(blocks[Math.floor(offset / BLOCK)]!, offset % BLOCK, view)
  }
  return { texts, write, blocks, read, length: () => (blocks.length - 1) * BLOCK + at }
}

/** Cuts an overlong text before a character; returns its length. */
function cutText(text: { bytes: Uint8Array; from: number; to: number }): number {
  if (text.to - text.from > LONGEST_TEXT) {
    text.to = text.from + LONGEST_TEXT
    while (text.to > text.from && (text.bytes[text.to]! & 0xc0) === 0x80) text.to--
  }
  return text.to - text.from
}

function writeText(block: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): number {
  let rest = to - from
  while (rest >= 0x80) {
    block[at++] = (rest & 127) | 0x80
    rest >>>= 7
  }
  block[at++] = rest
  for (let i = from; i < to; i++) block[at++] = bytes[i]!
  return at
}
