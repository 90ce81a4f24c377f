/** What the first bytes of a file say it is. Names and extensions are never asked. */
export type Magic =
  | { kind: 'text' }
  | { kind: 'gzip' }
  | { kind: 'zip' }
  | { kind: 'ole2' }
  | { kind: 'other'; detail: string }

const SIGNATURES: readonly (readonly [hex: string, kind: 'gzip' | 'zip' | 'ole2' | 'other', detail: string])[] = [
  ['1f8b', 'gzip', 'gzip'],
  ['504b0304', 'zip', 'zip'],
  ['504b0506', 'zip', 'zip'],
  ['504b0708', 'zip', 'zip'],
  ['d0cf11e0a1b11ae1', 'ole2', 'OLE2'],
  ['25504446', 'other', 'PDF'],
  ['ffd8ff', 'other', 'JPEG'],
  ['89504e47', 'other', 'PNG'],
  ['47494638', 'other', 'GIF'],
  ['424d', 'other', 'BMP'],
  ['4d5a', 'other', 'Windows EXE'],
  ['7f454c46', 'other', 'ELF'],
  ['526172211a07', 'other', 'RAR'],
  ['377abcaf271c', 'other', '7-Zip'],
  ['28b52ffd', 'other', 'Zstandard'],
  ['425a68', 'other', 'bzip2'],
  ['fd377a585a00', 'other', 'xz'],
  ['53514c69746520666f726d6174203300', 'other', 'SQLite'],
  ['cafebabe', 'other', 'Java class'],
  ['50415231', 'other', 'Parquet'],
  ['7b5c727466', 'other', 'RTF'],
]

/** Texts may be padded with NUL, so those weigh little; other control characters hardly occur in a text. */
const looksBinary = (head: Buffer): boolean => {
  let control = 0
  let nul = 0
  const size = Math.min(head.length, 4096)
  for (let i = 0; i < size; i++) {
    const byte = head[i]!
    if (byte === 0) nul++
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  }
  return control > size / 50 || nul > size / 4
}

export const detectMagic = (head: Buffer): Magic => {
  const hex = head.subarray(0, 16).toString('hex')
  const hit = SIGNATURES.find(([signature]) => hex.startsWith(signature))
  if (hit) {
    const [signature, kind, detail] = hit
    if (kind !== 'other') return { kind }
    // Signatures made of two letters also start ordinary text ("BM", "MZ").
    if (signature.length > 4 || looksBinary(head)) return { kind, detail }
  }
  if (hex.startsWith('fffe') || hex.startsWith('feff')) return { kind: 'text' }
  if (looksBinary(head) && !looksUtf16(head)) return { kind: 'other', detail: 'binary' }
  return { kind: 'text' }
}

/** UTF-16 without a BOM: commas, digits and line ends leave zero bytes on one side only. */
export const looksUtf16 = (head: Buffer): false | 'utf-16le' | 'utf-16be' => {
  let even = 0
  let odd = 0
  const size = Math.min(head.length, 4096)
  for (let i = 0; i < size; i++) {
    if (head[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  const some = size / 100
  if (odd > some && even < odd / 20) return 'utf-16le'
  if (even > some && odd < even / 20) return 'utf-16be'
  return false
}

const TEXT_HEAD = /^[\s\uFEFF]*/

/** What a text really is: a table of some kind, or markup that only calls itself one. */
export const sniffText = (
  text: string,
): 'table' | 'json_object' | 'json_array' | 'html' | 'xml_spreadsheet' | 'xml' => {
  const start = text.replace(TEXT_HEAD, '').slice(0, 4096)
  if (start.startsWith('{')) return 'json_object'
  if (/^\[\s*[[{\]]/.test(start)) return 'json_array'
  if (!start.startsWith('<')) return 'table'
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && start.startsWith('<?xml'))
    return 'xml_spreadsheet'
  if (/<(!doctype html|html|table|meta|body|head|style|tr)\b/i.test(start)) return 'html'
  return 'xml'
}
