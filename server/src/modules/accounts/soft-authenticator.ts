import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** An authenticator in software, as a security key would answer: ES256, attestation "none", a counter. For tests. */
export interface SoftAuthenticator {
  register(options: Record<string, unknown>, fake?: Fake): Record<string, unknown>
  sign(options: Record<string, unknown>, fake?: Fake): Record<string, unknown>
  counter: number
}
/** What a liar would change. */
export interface Fake {
  origin?: string
  rpId?: string
  challenge?: string
  verified?: boolean
  key?: KeyObject
}

const b64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

/** CBOR of the few things needed here: small integers, byte and text strings, maps. */
const cbor = (value: unknown): Buffer => {
  const head = (major: number, n: number): Buffer =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const map = value as Map<unknown, unknown>
  return Buffer.concat([head(5, map.size), ...[...map].flatMap(([key, item]) => [cbor(key), cbor(item)])])
}

export const softAuthenticator = (site: { origin: string; rpId: string }): SoftAuthenticator => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let user = ''
  const flags = (attested: boolean, verified: boolean) => 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0)
  const authData = (attested: boolean, fake: Fake): Buffer => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(self.counter)
    const head = [sha256(fake.rpId ?? site.rpId), Buffer.from([flags(attested, fake.verified ?? true)]), counter]
    if (!attested) return Buffer.concat(head)
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const cose = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    return Buffer.concat([...head, Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(cose)])
  }
  const clientData = (type: string, options: Record<string, unknown>, fake: Fake): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: fake.challenge ?? options.challenge,
        origin: fake.origin ?? site.origin,
        crossOrigin: false,
      }),
    )
  const self: SoftAuthenticator = {
    counter: 0,
    register: (options, fake = {}) => {
      user = (options.user as { id: string }).id
      const data = clientData('webauthn.create', options, fake)
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData(true, fake)],
      ])
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: b64(data), attestationObject: b64(cbor(attestation)), transports: ['internal'] },
      }
    },
    sign: (options, fake = {}) => {
      self.counter++
      const data = clientData('webauthn.get', options, fake)
      const auth = authData(false, fake)
      const signature = createSign('sha256')
        .update(Buffer.concat([auth, sha256(data)]))
        .sign(fake.key ?? privateKey)
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(data),
          authenticatorData: b64(auth),
          signature: b64(signature),
          userHandle: user,
        },
      }
    },
  }
  return self
}
