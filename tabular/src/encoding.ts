import { looksUtf16 } from './detect.ts'
import { TabularError } from './errors.ts'

export type TextEncodingName = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be'

/**
 * Bytes in the encoding that fits the probes best. `prefer` breaks a tie between UTF-8 and GB18030 in a file that
 * mixes them: it is given the first probe decoded and tells how well the header is recognised.
 */
export const detectEncoding = (
  probes: readonly Buffer[],
  prefer: (text: string) => number,
): { encoding: TextEncodingName; mixed: boolean } => {
  const head = probes[0]!
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: 'utf-8-bom', mixed: !allUtf8(probes) }
  if (head[0] === 0xff && head[1] === 0xfe) {
    if (head[2] === 0 && head[3] === 0) throw new TabularError('encoding_unsupported', { detail: 'UTF-32' })
    return { encoding: 'utf-16le', mixed: false }
  }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mixed: false }
  const wide = looksUtf16(head)
  if (wide) return { encoding: wide, mixed: false }
  if (allUtf8(probes)) return { encoding: 'utf-8', mixed: false }
  const utf8Bad = countBad(probes, 'utf-8')
  const gbBad = countBad(probes, 'gb18030')
  if (gbBad === 0) return { encoding: 'gb18030', mixed: false }
  const utf8Header = prefer(new TextDecoder('utf-8').decode(head))
  const gbHeader = prefer(new TextDecoder('gb18030').decode(head))
  if (utf8Header !== gbHeader) return { encoding: utf8Header > gbHeader ? 'utf-8' : 'gb18030', mixed: true }
  return { encoding: utf8Bad <= gbBad ? 'utf-8' : 'gb18030', mixed: true }
}

// Probes are cut at arbitrary bytes: broken characters at either edge are no evidence.
const EDGE = 4

const allUtf8 = (probes: readonly Buffer[]): boolean => probes.every((probe, i) => countIn(probe, 'utf-8', i > 0) === 0)
const countBad = (probes: readonly Buffer[], label: string): number =>
  probes.reduce((sum, probe, i) => sum + countIn(probe, label, i > 0), 0)

const countIn = (probe: Buffer, label: string, midFile: boolean): number => {
  // A probe from the middle starts at a line end, where both encodings are in step.
  const from = midFile ? probe.indexOf(0x0a) + 1 : 0
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(probe.subarray(from), { stream: true })
  let bad = 0
  for (let i = text.indexOf('\uFFFD'); i !== -1; i = text.indexOf('\uFFFD', i + 1))
    if (i < text.length - EDGE || !midFile) bad++
  return bad
}

export const decodeSample = (bytes: Buffer, encoding: TextEncodingName): string =>
  new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding).decode(bytes, { stream: true })

/** Bytes of a text file → the same text as UTF-8 without BOM. UTF-8 passes through byte for byte, even broken. */
export async function* toUtf8(
  source: AsyncIterable<Uint8Array>,
  encoding: TextEncodingName,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') return yield* source
  if (encoding === 'utf-8-bom') return yield* withoutBom(source)
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield Buffer.from(text, 'utf8')
  }
  const rest = decoder.decode()
  if (rest) yield Buffer.from(rest, 'utf8')
}

async function* withoutBom(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start = true
  for await (const chunk of source) {
    // File and gzip sources never hand out fewer than three bytes at the start of a file that has a BOM.
    yield start && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
    start = false
  }
}
