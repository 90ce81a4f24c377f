import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Keys for what must not lie open: everything derives from one master secret, each use with its own key. */
export interface Secrets {
  seal(use: string, text: string): Buffer
  unseal(use: string, sealed: Buffer): string
  /** keyed digest: the same text gives the same digest, and without the key it cannot be guessed back */
  digest(use: string, text: string): string
  derive(use: string, bytes: number): Buffer
  /** the key that `seal` uses, for a thread that has to seal by itself with `sealWith` */
  sealKey(use: string): Buffer
}

/** AES-256-GCM: nonce, tag, ciphertext. */
export const sealWith = (key: Uint8Array, text: string): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

export const openSecrets = (master: Buffer): Secrets => {
  const keys = new Map<string, Buffer>()
  const key = (use: string): Buffer => {
    let found = keys.get(use)
    if (!found) {
      found = Buffer.from(hkdfSync('sha256', master, 'redbridge', use, 32))
      keys.set(use, found)
    }
    return found
  }
  return {
    seal: (use, text) => sealWith(key(`seal:${use}`), text),
    unseal(use, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key(`seal:${use}`), sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
    digest: (use, text) =>
      createHmac('sha256', key(`digest:${use}`))
        .update(text)
        .digest('hex'),
    sealKey: (use) => key(`seal:${use}`),
    derive: (use, bytes) => Buffer.from(hkdfSync('sha256', master, 'redbridge', `derive:${use}`, bytes)),
  }
}

/** The master secret: REDBRIDGE_SECRET (hex or text of 32 characters and more), else a file made at the first start. */
export const loadMasterSecret = (file: string, fromEnvironment: string | undefined): Buffer => {
  if (fromEnvironment) {
    if (fromEnvironment.length < 32) throw new Error('REDBRIDGE_SECRET must have at least 32 characters')
    return Buffer.from(fromEnvironment, 'utf8')
  }
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
