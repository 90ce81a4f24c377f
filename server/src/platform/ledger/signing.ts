import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { generateKeyPair, type KeyPair, type SignatureAlgorithm, sign } from '@redbridge/ledger'
import type { Secrets } from '../secrets.ts'

/** One key that can sign. Where it lives is its own affair. */
export interface Signer {
  readonly algorithm: SignatureAlgorithm
  readonly publicKey: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** A key as the database knows it; `sealed` is empty when the private part is not here. */
export interface StoredKey {
  readonly algorithm: SignatureAlgorithm
  readonly publicKey: Uint8Array
  readonly sealed: Buffer | null
}

/**
 * Where signing keys are made and used. Certified hardware takes over by another implementation: `create` makes the
 * key in the device and gives `sealed: null`, `open` finds it there by its public key. A key change then moves the log to it.
 */
export interface SigningPort {
  create(algorithm: SignatureAlgorithm): Promise<StoredKey>
  open(key: StoredKey): Promise<Signer>
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

const signerOf = (pair: KeyPair): Signer => {
  const { algorithm, publicKey } = pair
  if (algorithm === 'sm2') return { algorithm, publicKey, sign: async (bytes) => sign(pair, bytes) }
  const der = Buffer.concat([PKCS8_ED25519, pair.privateKey])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return { algorithm, publicKey, sign: async (bytes) => signBytes(null, bytes, key) }
}

/** Keys in the database, sealed under the master secret: what an installation begins with. */
export const sealedSigning = (secrets: Secrets): SigningPort => ({
  async create(algorithm) {
    const { privateKey, publicKey } = generateKeyPair(algorithm)
    return { algorithm, publicKey, sealed: secrets.seal('ledger-key', Buffer.from(privateKey).toString('base64')) }
  },
  async open({ algorithm, publicKey, sealed }) {
    if (!sealed) throw new Error('This ledger key lives in hardware that is not connected')
    const privateKey = Buffer.from(secrets.unseal('ledger-key', sealed), 'base64')
    return signerOf({ algorithm, privateKey, publicKey })
  },
})
