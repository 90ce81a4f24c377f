/** A shop's address as written: where its host starts, where it ends (no scheme, no trailing slash), whether it can be one. */
export const url = { from: 0, host: 0, to: 0, valid: true }

/**
 * Reads a shop URL cell. A natural person may describe the path in words instead (NTM 25), so text without a scheme is
 * accepted; with `http(s)://` it must have a host and no blanks; script and file schemes are refused.
 */
export function readUrl(bytes: Uint8Array, from: number, to: number): void {
  while (from < to && bytes[from]! <= 32) from++
  while (to > from && bytes[to - 1]! <= 32) to--
  url.valid = true
  let at = from
  while (at < to && at < from + 12 && isLetter(bytes[at]!)) at++
  if (at < to && bytes[at] === 58) {
    const scheme = at - from
    if (bytes[at + 1] === 47 && bytes[at + 2] === 47 && at + 2 < to) {
      if (isHttp(bytes, from, scheme)) {
        from = at + 3
        url.valid = hostHolds(bytes, from, to)
      }
    } else if (isHttp(bytes, from, scheme) || isScript(bytes, from, scheme)) url.valid = false
  }
  let host = from
  while (host < to && bytes[host] !== 47) host++
  while (to > from && bytes[to - 1] === 47) to--
  url.from = from
  url.host = host
  url.to = to
}

const isLetter = (c: number): boolean => (c | 32) >= 97 && (c | 32) <= 122

const isHttp = (bytes: Uint8Array, from: number, length: number): boolean =>
  (length === 4 || (length === 5 && (bytes[from + 4]! | 32) === 115)) &&
  (bytes[from]! | 32) === 104 &&
  (bytes[from + 1]! | 32) === 116 &&
  (bytes[from + 2]! | 32) === 116 &&
  (bytes[from + 3]! | 32) === 112

const isScript = (bytes: Uint8Array, from: number, length: number): boolean =>
  ['javascript', 'vbscript', 'data', 'file'].includes(
    Buffer.from(bytes.subarray(from, from + length))
      .toString('latin1')
      .toLowerCase(),
  )

function hostHolds(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from]!
  if (from >= to || !(first >= 128 || isLetter(first) || (first >= 48 && first <= 57))) return false
  for (let i = from; i < to; i++) {
    const c = bytes[i]!
    if (c <= 32 || c === 60 || c === 62 || c === 34) return false
  }
  return true
}
