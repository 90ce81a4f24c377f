import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** An Ed25519 key pair as PEM: the private one stays with you, the public one is registered with the bureau's server. */
export interface NewKey {
  /** PKCS #8, PEM */
  readonly privateKey: string
  /** SubjectPublicKeyInfo, PEM; what `POST /api/exchange/keys` takes */
  readonly publicKey: string
}

/**
 * Makes a key pair for signing legal acts (Ed25519, RFC 8032).
 * @example generateKey().publicKey.startsWith('-----BEGIN PUBLIC KEY-----') // true
 */
export const generateKey = (): NewKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}

/** The private key as Node signs with it; throws where it is not Ed25519. */
export const loadPrivateKey = (key: string | KeyObject): KeyObject => {
  const loaded = typeof key === 'string' ? createPrivateKey(key) : key
  if (loaded.asymmetricKeyType !== 'ed25519') throw new Error('The key must be an Ed25519 private key')
  return loaded
}

/**
 * The public half of a private key, PEM.
 * @example publicKeyOf(generateKey().privateKey) // '-----BEGIN PUBLIC KEY-----…'
 */
export const publicKeyOf = (privateKey: string): string =>
  createPublicKey(loadPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }) as string
