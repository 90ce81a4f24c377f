/** DER of an Ed25519 public key is this and the key's 32 bytes (RFC 8410). */
const SPKI = '302a300506032b6570032100'
const PEM = /-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----/

/** The 32 bytes of an Ed25519 public key in PEM; null for anything else. @example rawKey(pem)?.length // 32 */
export const rawKey = (pem: string): Uint8Array | null => {
  const [, body] = PEM.exec(pem) ?? []
  if (!body) return null
  try {
    const der = Uint8Array.from(atob(body.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0))
    const head = Array.from(der.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
    return der.length === 44 && head === SPKI ? der.subarray(12) : null
  } catch {
    return null
  }
}

/** Text that no one should send anywhere. @example isPrivateKey('-----BEGIN PRIVATE KEY-----…') // true */
export const isPrivateKey = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
