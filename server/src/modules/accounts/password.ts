import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { COMMON_PASSWORDS, COMMON_STEMS } from './common-passwords.ts'

// OWASP Password Storage Cheat Sheet: argon2id with m = 19 MiB, t = 2, p = 1.
const MEMORY = 19_456
const PASSES = 2
const LENGTH = 32

/** Verified when nobody has the login, so that an unknown login takes as long as a wrong password. */
const NOBODY = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const normalised = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8')

const derive = async (parameters: Argon2Parameters): Promise<Buffer> => {
  // Node has argon2 since 24.7; where an older 24 runs, the same function in JavaScript, some ten times slower.
  if (typeof argon2 !== 'function') {
    const { argon2idAsync } = await import('@noble/hashes/argon2.js')
    const { message, nonce, memory, passes, parallelism, tagLength } = parameters
    const options = { m: memory, t: passes, p: parallelism, dkLen: tagLength }
    return Buffer.from(await argon2idAsync(message as Uint8Array, nonce as Uint8Array, options))
  }
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(Buffer.from(key)))),
  )
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** argon2id in PHC string format. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16)
  const message = normalised(password)
  const key = await derive({ message, nonce, memory: MEMORY, passes: PASSES, parallelism: 1, tagLength: LENGTH })
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${unpadded(nonce)}$${unpadded(key)}`
}

/** True when `password` made `hash`. No hash (nobody has the login): false, after the same work. */
export const verifyPassword = async (hash: string | undefined, password: string): Promise<boolean> => {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? NOBODY)
  if (!parts) throw new Error('A stored password hash is not in the argon2id format')
  const [, memory, passes, parallelism, nonce, key] = parts as unknown as [string, ...string[]]
  const expected = Buffer.from(key ?? '', 'base64')
  const given = await derive({
    message: normalised(password),
    nonce: Buffer.from(nonce ?? '', 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  })
  return timingSafeEqual(given, expected) && hash !== undefined
}

/** Made with weaker parameters than today's: to be hashed anew at the next sign-in. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(`$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$`)

const isRun = (text: string): boolean => {
  const steps = new Set([...text].slice(1).map((c, i) => (c.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0)))
  return steps.size === 1
}

/**
 * True when a password is too easily guessed: under 10 characters, common, a run (0123456789), fewer than four different
 * characters, a common word with digits around it, or containing the login. No rules on kinds of characters: they
 * make passwords worse (NIST SP 800-63B 3.1.1).
 */
export const isWeakPassword = (password: string, login: string): boolean => {
  const text = password.normalize('NFKC').toLowerCase()
  if ([...text].length < 10 || new Set(text).size < 4 || isRun(text)) return true
  const stem = text.replace(/[\d\W_]+$/u, '').replace(/^[\d\W_]+/u, '')
  const simple = text.replace(/[^\p{L}\d]/gu, '')
  return COMMON_PASSWORDS.has(text) || COMMON_PASSWORDS.has(simple) || COMMON_STEMS.has(stem) || text.includes(login)
}
