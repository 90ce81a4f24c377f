import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id: a prefix that explains itself, milliseconds (so that ids sort by creation) and 80 random bits.
 * @example newId('bat') // 'bat_01k9…'
 */
export const newId = (prefix: string, now = Date.now()): string => {
  let time = ''
  for (let left = now, i = 0; i < 9; i++, left = Math.floor(left / 32)) time = ALPHABET[left % 32] + time
  let random = ''
  for (const byte of randomBytes(16)) random += ALPHABET[byte & 31]
  return `${prefix}_${time}${random}`
}
