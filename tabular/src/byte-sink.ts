const COMMA = 0x2c
const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

/** A growing byte buffer that writes canonical CSV cells without making strings. */
export interface ByteSink {
  bytes: Buffer
  length: number
}

export const createSink = (capacity = 64 * 1024): ByteSink => ({ bytes: Buffer.allocUnsafeSlow(capacity), length: 0 })

export const reserve = (sink: ByteSink, extra: number): void => {
  const need = sink.length + extra
  if (need <= sink.bytes.length) return
  const grown = Buffer.allocUnsafeSlow(Math.max(need, sink.bytes.length * 2))
  sink.bytes.copy(grown, 0, 0, sink.length)
  sink.bytes = grown
}

export const putByte = (sink: ByteSink, byte: number): void => {
  if (sink.length === sink.bytes.length) reserve(sink, 1)
  sink.bytes[sink.length++] = byte
}

export const putRange = (sink: ByteSink, from: Uint8Array, start: number, end: number): void => {
  const size = end - start
  reserve(sink, size)
  const { bytes } = sink
  let at = sink.length
  // Typical cells are short: a loop beats the call into native copying below some 100 bytes.
  if (size < 96) for (let i = start; i < end; i++) bytes[at++] = from[i]!
  else bytes.set(from.subarray(start, end), at)
  sink.length += size
}

const needsQuotes = (from: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) {
    const c = from[i]!
    if (c <= COMMA && (c === COMMA || c === QUOTE || c === LF || c === CR)) return true
  }
  return false
}

/** Writes the bytes as one CSV cell, quoted only where RFC 4180 asks for it. */
export const putCell = (sink: ByteSink, from: Uint8Array, start: number, end: number): void => {
  if (!needsQuotes(from, start, end)) {
    putRange(sink, from, start, end)
    return
  }
  reserve(sink, (end - start) * 2 + 2)
  const { bytes } = sink
  let at = sink.length
  bytes[at++] = QUOTE
  for (let i = start; i < end; i++) {
    const c = from[i]!
    if (c === QUOTE) bytes[at++] = QUOTE
    bytes[at++] = c
  }
  bytes[at++] = QUOTE
  sink.length = at
}

export const putText = (sink: ByteSink, text: string): void => {
  const bytes = Buffer.from(text, 'utf8')
  putCell(sink, bytes, 0, bytes.length)
}

/**
 * A row that stands for one that could not be read. It never has the header's number of cells,
 * so that whoever reads the canonical CSV rejects it for its column count and keeps its row number.
 */
export const putStub = (sink: ByteSink, text: string, columns: number): void => {
  putText(sink, text.slice(0, 200))
  if (columns === 1) putByte(sink, COMMA)
  putByte(sink, LF)
}

/** True for the apostrophe we put before = + - @ tab CR when we write files, so that reading takes it off again. */
export const isGuarded = (bytes: Uint8Array, from: number, end: number): boolean => {
  if (end - from < 2 || bytes[from] !== 0x27) return false
  const c = bytes[from + 1]
  return c === 0x3d || c === 0x2b || c === 0x2d || c === 0x40 || c === 0x09 || c === CR
}

/** Hands out what was written and starts a fresh buffer, as the old one now belongs to the receiver. */
export const takeBytes = (sink: ByteSink): Uint8Array => {
  const taken = sink.bytes.subarray(0, sink.length)
  sink.bytes = Buffer.allocUnsafeSlow(Math.max(64 * 1024, sink.length))
  sink.length = 0
  return taken
}
