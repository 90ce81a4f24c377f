import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { parseVerifierKey } from '../note.ts'
import { fingerprintOf } from './spki.ts'

/**
 * Fingerprints (SHA-256 of the SubjectPublicKeyInfo, hex) named by a text: verifier keys of signed notes, PEM public
 * keys, or fingerprints themselves, bare or as `sha256:…`; one a line, `#` begins a remark.
 * @throws RangeError when the text names no key
 * @example trustedFingerprints('sha256:3f…') // Set { '3f…' }
 */
export const trustedFingerprints = (text: string): Set<string> => {
  const found = new Set<string>()
  const rest = text.replace(/-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/g, (_, base64: string) => {
    const der = decode(base64)
    if (der) found.add(bytesToHex(sha256(der)))
    return ''
  })
  for (const line of rest.split('\n').map((one) => one.replace(/#.*/, '').trim())) {
    if (line === '') continue
    const key = parseVerifierKey(line)
    const [, hex] = /^([0-9a-f]{64})$/i.exec(line.replace(/^sha256:/i, '').replaceAll(':', '')) ?? []
    if (key) found.add(fingerprintOf(key))
    else if (hex) found.add(hex.toLowerCase())
    else throw new RangeError(`not a key or fingerprint: ${line.slice(0, 80)}`)
  }
  if (found.size === 0) throw new RangeError('no key in it')
  return found
}

const decode = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
