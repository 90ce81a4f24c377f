import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { ed25519OfPem, fingerprintOfPem } from '@redbridge/ledger'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'

// Hosted keys: the installation keeps one for each organisation and signs with it for the people who work in the product.

const USE = 'exchange-key'

/** What signs for an organisation. */
export interface HostedSigner {
  readonly keyId: string
  /** Ed25519 over the UTF-8 bytes of a text */
  sign(text: string): Buffer
}

/** The hosted key of an organisation that is in force. */
export const findHosted = (db: Db | Tx, organisationId: string) =>
  db
    .selectFrom('exchange_key')
    .select(['id', 'created_at'])
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', 'hosted')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()

/** Makes the hosted key of an organisation in the caller's transaction; its public half goes into the ledger. */
export const createHosted = async (
  platform: Platform,
  tx: Tx,
  made: { organisationId: string; by: string; now: Date },
): Promise<{ id: string; created_at: Date }> => {
  const { organisationId, by, now } = made
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const id = newId('key', now.getTime())
  const entry_id = await enterKey(tx, { id, organisationId, kind: 'hosted', pem }, now)
  await tx
    .insertInto('exchange_key')
    .values({
      id,
      organisation_id: organisationId,
      kind: 'hosted',
      name: '平台托管密钥',
      public_key: Buffer.from(ed25519OfPem(pem) as Uint8Array),
      sealed: platform.secrets.seal(USE, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      created_by: by,
      created_at: now,
      revoked_reason: null,
      entry_id,
    })
    .execute()
  return { id, created_at: now }
}

/** Enters a key in the ledger under its own id: whose it is, since when, and its fingerprint. */
export const enterKey = async (
  tx: Tx,
  key: { id: string; organisationId: string; kind: 'hosted' | 'own'; pem: string },
  now: Date,
): Promise<string> => {
  const { id, organisationId, kind, pem } = key
  const body = { organisation: organisationId, kind, fingerprint: fingerprintOfPem(pem) }
  const [entry] = await appendEntries(tx, [{ kind: 'exchange.key', subject: id, readers: [organisationId], body }], now)
  return entry as string
}

/** Two processes that need an organisation's first key at once: the second waits and finds what the first made. */
export const lockHosted = async (tx: Tx, organisationId: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`exchange_key ${organisationId}`}, 0))`.execute(tx)
}

/** Committed at once, whatever becomes of the move that needed it: the key of an organisation is nobody's move's. */
const ensureHosted = (platform: Platform, organisationId: string, now: Date) =>
  platform.workerDb.transaction().execute(async (tx) => {
    await lockHosted(tx, organisationId)
    const made = { organisationId, by: '系统自动', now }
    return (await findHosted(tx, organisationId)) ?? createHosted(platform, tx, made)
  })

/** Opened private keys by key id, as long as the process lives. Which key is in force is asked each time. */
const opened = new WeakMap<Platform, Map<string, KeyObject>>()

const openKey = async (platform: Platform, keyId: string): Promise<KeyObject> => {
  const known = opened.get(platform) ?? new Map<string, KeyObject>()
  opened.set(platform, known)
  const found = known.get(keyId)
  if (found) return found
  const { sealed } = await platform.workerDb
    .selectFrom('exchange_key')
    .select('sealed')
    .where('id', '=', keyId)
    .executeTakeFirstOrThrow()
  const key = createPrivateKey(platform.secrets.unseal(USE, sealed as Buffer))
  known.set(keyId, key)
  return key
}

/**
 * Who signs for an organisation at `now`: its hosted key in force, made when it is first needed.
 * @throws AppError unavailable in the moment in which the key was made or changed by another process: nothing is dated
 * before the key that signs it
 */
export const hostedSigner = async (
  platform: Platform,
  tx: Tx,
  of: { organisationId: string; now: Date },
): Promise<HostedSigner> => {
  const { organisationId, now } = of
  const { id, created_at } =
    (await findHosted(tx, organisationId)) ?? (await ensureHosted(platform, organisationId, now))
  if (created_at > now) throw new AppError('unavailable', { detail: 'exchange.key' })
  const key = await openKey(platform, id)
  return { keyId: id, sign: (text) => sign(null, Buffer.from(text, 'utf8'), key) }
}
