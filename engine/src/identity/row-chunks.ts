const QUOTE = 34
const LF = 10
/** A row this long is taken for a broken quote and cut at the last line break, so that memory stays bounded. */
const LONGEST_ROW = 1 << 26

/**
 * Cuts a stream of canonical CSV bytes into chunks of whole rows, about `size` bytes each (a single longer row makes a
 * longer chunk). With `skipHeader` the first row is left out. Each chunk owns its memory, so it may be transferred.
 *
 * @example for await (const chunk of rowChunks(createReadStream('report.csv'), { skipHeader: true })) reconcile(chunk)
 */
export async function* rowChunks(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { size?: number; skipHeader?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const size = options.size ?? 1 << 20
  let chunk = new Uint8Array(size)
  let filled = 0
  let header = options.skipHeader === true
  const cut = () => {
    const boundary = lastRowEnd(chunk, filled) || (filled > LONGEST_ROW ? chunk.lastIndexOf(LF, filled - 1) + 1 : 0)
    const next = new Uint8Array(Math.max(size, (filled - boundary) * 2))
    next.set(chunk.subarray(boundary, filled))
    const whole = chunk.subarray(0, boundary)
    chunk = next
    filled -= boundary
    return whole
  }
  const withoutHeader = (whole: Uint8Array) => {
    if (!header || whole.length === 0) return whole
    header = false
    return whole.subarray(firstRowEnd(whole))
  }
  for await (const piece of source) {
    for (let from = 0; from < piece.length; ) {
      const take = Math.min(piece.length - from, chunk.length - filled)
      chunk.set(piece.subarray(from, from + take), filled)
      filled += take
      from += take
      if (filled < chunk.length) continue
      const whole = withoutHeader(cut())
      if (whole.length > 0) yield whole
    }
  }
  const rest = withoutHeader(chunk.subarray(0, filled))
  if (rest.length > 0) yield rest
}

/** Offset after the last line break that lies outside quotes; 0 when there is none. A doubled quote counts twice. */
export function lastRowEnd(bytes: Uint8Array, length: number): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, length)
  const total = countQuotes(view)
  let after = 0
  let end = length
  while (end > 0) {
    const at = view.lastIndexOf(LF, end - 1)
    if (at < 0) return 0
    after += countQuotes(view.subarray(at, end))
    if ((total - after) % 2 === 0) return at + 1
    end = at
  }
  return 0
}

function countQuotes(view: Buffer): number {
  let quotes = 0
  for (let at = view.indexOf(QUOTE); at >= 0; at = view.indexOf(QUOTE, at + 1)) quotes++
  return quotes
}

/** Offset of the second row: what a reader that wants to skip the header starts at. */
export function firstRowEnd(bytes: Uint8Array): number {
  let quoted = false
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted
    else if (bytes[i] === LF && !quoted) return i + 1
  }
  return bytes.length
}
