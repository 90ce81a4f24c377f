import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { ExchangeKey, ExchangeMessage } from '@redbridge/contract'
import { expect, test } from 'vitest'
import { verifyMessage } from './verify-message.ts'

const party = (id: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = {
    id: `key_${id}`,
    organisationId: id,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  } as ExchangeKey
  return { id, name: id, key, privateKey }
}
const bureau = party('org_bureau')
const platform = party('org_platform')
const stranger = party('org_stranger')
const keysOf = async (id: string): Promise<ExchangeKey[]> =>
  [bureau, platform, stranger].filter((one) => one.id === id).map(({ key }) => key)

const signed = (content: object, { key, privateKey }: { key: ExchangeKey; privateKey: KeyObject }) => {
  const text = JSON.stringify(content)
  return { text, keyId: key.id, signature: sign(null, Buffer.from(text), privateKey).toString('base64') }
}
const made = ({ by = bureau, receiver = platform, digest = '' } = {}): ExchangeMessage => {
  const matter = { id: 'mat_1', number: '协查1', kind: 'assistance_request', title: '' }
  const [from, to] = [
    { id: bureau.id, name: '' },
    { id: platform.id, name: '' },
  ]
  const envelope = signed({ id: 'msg_1', from, to, matter, proof: null }, by)
  const envelopeSha256 = digest || createHash('sha256').update(envelope.text).digest('hex')
  const receipt = signed({ message: 'msg_1', envelopeSha256, by: to, proof: null }, receiver)
  return { id: 'msg_1', from, to, matter, envelope, receipt } as unknown as ExchangeMessage
}
const failing = async (message: ExchangeMessage) =>
  (await verifyMessage(message, keysOf)).filter((one) => !one.ok).map((one) => one.name)

test('what both signed holds, all of it', async () => {
  expect(await verifyMessage(made(), keysOf)).toHaveLength(6)
  expect(await failing(made())).toEqual([])
})

test('without a receipt the sender alone is checked', async () => {
  expect((await verifyMessage({ ...made(), receipt: null }, keysOf)).map((one) => one.name)).not.toContain(
    'receiverKey',
  )
})

test('each change is named', async () => {
  const message = made()
  const text = message.envelope.text.replace('协查1', '协查2')
  expect(await failing({ ...message, envelope: { ...message.envelope, text } })).toEqual([
    'senderSignature',
    'receiverDigest',
  ])
  expect(await failing(made({ by: stranger }))).toEqual(['senderKey', 'senderSignature'])
  expect(await failing(made({ receiver: stranger }))).toEqual(['receiverKey', 'receiverSignature'])
  expect(await failing(made({ digest: '0'.repeat(64) }))).toEqual(['receiverDigest'])
  expect(await failing({ ...message, id: 'msg_2' })).toEqual(['envelopeNames', 'receiverDigest'])
})
