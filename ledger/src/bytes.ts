/** Base64 (RFC 4648 section 4) of bytes. @example toBase64(new Uint8Array([1, 2])) // 'AQI=' */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** Bytes of strict base64: what `toBase64` would not write is null. @example fromBase64('AQI=') // Uint8Array [1, 2] */
export const fromBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  return toBase64(bytes) === text ? bytes : null
}

/** One array of several. @example concatBytes(a, b) */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Whether two arrays hold the same bytes (none of ours are secret). @example sameBytes(root, computed) */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** UTF-8 of a text. @example utf8('甲') // Uint8Array [231, 148, 178] */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
