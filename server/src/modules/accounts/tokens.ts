import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random 256-bit secret; only its SHA-256 is ever stored. */
export const newToken = (prefix = ''): string => prefix + randomBytes(32).toString('base64url')
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** Random groups of four that can be read out over the telephone. @example newCode(4) // 'k7f2-9x4m-0bte-qq81' */
export const newCode = (groups: number): string =>
  Array.from({ length: groups }, () => [...randomBytes(4)].map((byte) => ALPHABET[byte & 31]).join('')).join('-')

export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(sha256(a)), Buffer.from(sha256(b))]
  return timingSafeEqual(left, right)
}
