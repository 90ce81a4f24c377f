import { generateKeyPairSync } from 'node:crypto'
import { pemOfEd25519 } from '@redbridge/ledger'
import { ACTORS } from '../../../../testing/seed.ts'
import { newClientKey } from '../../../../testing/signing.ts'
import type { HostileCase } from './case.ts'
import { attempt, envelopeSha256, receiptBody, type World } from './world.ts'

const receiptOf = (id: string): string => `/api/exchange/messages/${id}/receipt`
const read =
  (who: (world: World) => Parameters<World['work']['call']>[0], url: (world: World) => string) => (world: World) =>
    world.work.call(who(world), 'GET', url(world))

export const MESSAGES: readonly HostileCase[] = [
  {
    name: 'receipt-of-another',
    what: 'a receipt for a message to another platform, rightly signed',
    code: 'not_found',
    send: (world) =>
      attempt(world, { target: receiptOf(world.otherMessage.id), body: receiptBody(world.otherMessage) }),
  },
  {
    name: 'receipt-by-sender',
    what: 'a receipt by who sent the message',
    code: 'forbidden',
    send: ({ work, message }) =>
      work.call(ACTORS.analyst, 'POST', receiptOf(message.id), { envelopeSha256: envelopeSha256(message) }),
  },
  {
    name: 'receipt-by-territory',
    what: 'a receipt by a bureau that may read the matter but is no party',
    code: 'forbidden',
    send: ({ work, message }) =>
      work.call(ACTORS.below, 'POST', receiptOf(message.id), { envelopeSha256: envelopeSha256(message) }),
  },
  {
    name: 'receipt-of-other-envelope',
    what: 'a receipt that names another envelope',
    code: 'receipt_mismatch',
    send: (world) => attempt(world, { body: receiptBody(world.otherMessage) }),
  },
  {
    name: 'receipt-of-nothing',
    what: 'a receipt for a message that does not exist',
    code: 'not_found',
    send: (world) => attempt(world, { target: receiptOf('msg_none') }),
  },
  {
    name: 'receipt-climbing',
    what: 'an id that climbs out of its place',
    code: 'not_found',
    send: (world) => attempt(world, { target: receiptOf('..%2F..%2Fkeys') }),
  },
  {
    name: 'read-stranger',
    what: 'a bureau of another province reads a message',
    code: 'not_found',
    send: read(
      () => ACTORS.elsewhere,
      ({ message }) => `/api/exchange/messages/${message.id}`,
    ),
  },
  {
    name: 'read-platform',
    what: 'another platform reads a message',
    code: 'not_found',
    send: read(
      ({ otherClient }) => otherClient,
      ({ message }) => `/api/exchange/messages/${message.id}`,
    ),
  },
  {
    name: 'read-partner',
    what: 'a partner authority pulls messages',
    code: 'forbidden',
    send: read(
      () => ACTORS.partner,
      () => '/api/exchange/messages',
    ),
  },
  ...['limit=0', 'limit=100000', 'box=all', 'after=-1', 'received=maybe', 'matterId=x%00y'].map(
    (query): HostileCase => ({
      name: `pull-${query.replace(/[=%]/g, '-').replace('--', '-')}`,
      what: `pulling with ${query}`,
      code: 'bad_request',
      send: read(
        ({ client }) => client,
        () => `/api/exchange/messages?${query}`,
      ),
    }),
  ),
]

const add = (name: string, what: string, [code, pem]: readonly [HostileCase['code'], (world: World) => string]) => ({
  name,
  what,
  code,
  send: (world: World) =>
    world.work.call(world.admin, 'POST', '/api/exchange/keys', { name: '接口', publicKey: pem(world) }),
})
const smallOrder = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
const pemOf = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }): string =>
  key.export({ type: 'spki', format: 'pem' }).toString()

export const KEYS: readonly HostileCase[] = [
  add('key-private', 'a private key in place of the public one', [
    'exchange_key_invalid',
    ({ key }) => key.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ]),
  add('key-rsa', 'a key of another algorithm', [
    'exchange_key_invalid',
    () => pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
  ]),
  add('key-x25519', 'a key for agreeing on secrets, which looks alike', [
    'exchange_key_invalid',
    () => pemOf(generateKeyPairSync('x25519').publicKey),
  ]),
  add('key-small-order', 'a key under which anybody’s signature holds', [
    'exchange_key_invalid',
    () => pemOfEd25519(smallOrder),
  ]),
  add('key-not-pem', 'a text that is no key', ['exchange_key_invalid', () => 'k'.repeat(80)]),
  add('key-taken', 'the public key of another platform', ['exchange_key_taken', ({ otherKey }) => otherKey.pem]),
  add('key-long', 'a key of a million characters', ['bad_request', () => 'k'.repeat(1_000_000)]),
  {
    name: 'key-by-staff',
    what: 'somebody who does not manage keys registers one',
    code: 'forbidden',
    send: ({ work }) =>
      work.call(ACTORS.platform, 'POST', '/api/exchange/keys', { name: '接口', publicKey: newClientKey('x').pem }),
  },
  {
    name: 'key-by-client',
    what: 'a client registers a key for itself',
    code: 'forbidden',
    send: ({ work, client }) =>
      work.call(client, 'POST', '/api/exchange/keys', { name: '接口', publicKey: newClientKey('x').pem }),
  },
  {
    name: 'revoke-foreign',
    what: 'revokes the key of another platform',
    code: 'not_found',
    send: ({ work, admin, otherKey }) =>
      work.call(admin, 'POST', `/api/exchange/keys/${otherKey.id}/revoke`, { reason: '停用' }),
  },
  {
    name: 'revoke-again',
    what: 'revokes a revoked key, to change the day',
    code: 'exchange_key_revoked',
    send: ({ work, admin, revokedKey }) =>
      work.call(admin, 'POST', `/api/exchange/keys/${revokedKey.id}/revoke`, { reason: '停用' }),
  },
  {
    name: 'keys-of-stranger',
    what: 'a platform asks for the keys of another, which is no counterpart of it',
    code: 'not_found',
    send: read(
      ({ client }) => client,
      () => '/api/exchange/organisations/org_lejia/keys',
    ),
  },
]
