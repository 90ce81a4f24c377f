import { isUtf8 } from 'node:buffer'

/** Joins into memory of its own: blocks go to workers with their memory, so none may live in Node's shared pool. */
export const joinOwned = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes that are no UTF-8 become U+FFFD, so that whoever reads the rows can tell. Checking is native and nearly free. */
export const markBroken = (bytes: Uint8Array): Uint8Array =>
  isUtf8(bytes) ? bytes : joinOwned([Buffer.from(decoder.decode(bytes))])
