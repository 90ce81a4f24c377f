import { randomBytes } from 'node:crypto'
import {
  followKeys,
  type LogKey,
  type NoteSignature,
  type SignatureAlgorithm,
  utf8,
  type VerifierKey,
  verifierKey,
} from '@redbridge/ledger'
import type { Db, Tx } from '../db/pool.ts'
import type { Platform } from '../platform.ts'
import { type Signer, type SigningPort, sealedSigning } from './signing.ts'

export const ALGORITHMS: readonly SignatureAlgorithm[] = ['ed25519', 'sm2']

export const signingOf = (platform: Platform): SigningPort =>
  platform.ledger?.signing ?? sealedSigning(platform.secrets)

/** A key in force, able to sign notes under its name. */
export interface NoteSigner {
  readonly key: VerifierKey
  sign(text: string): Promise<NoteSignature>
}

const noteSigner = (key: VerifierKey, signer: Signer): NoteSigner => ({
  key,
  sign: async (text) => ({ name: key.name, keyId: key.id, signature: await signer.sign(utf8(text)) }),
})

/** Makes a key and writes it down, in force for trees larger than `after`. */
export const createKey = async (
  tx: Tx,
  platform: Platform,
  made: { name: string; algorithm: SignatureAlgorithm; after: number; endorsement: string | null },
): Promise<void> => writeKey(tx, platform, { ...made, stored: await signingOf(platform).create(made.algorithm) })

export const writeKey = async (
  tx: Tx,
  platform: Platform,
  made: {
    name: string
    after: number
    endorsement: string | null
    stored: Awaited<ReturnType<SigningPort['create']>>
  },
): Promise<void> => {
  const { algorithm, publicKey, sealed } = made.stored
  await tx
    .insertInto('ledger_key')
    .values({
      id: verifierKey(made.name, algorithm, publicKey).id,
      algorithm,
      name: made.name,
      public_key: Buffer.from(publicKey),
      sealed,
      from_size: made.after,
      endorsement: made.endorsement,
      created_at: platform.clock.now(),
    })
    .execute()
}

/** The name of a new log: where it stands, and something nobody else has, for two may stand at one address. */
const newOrigin = (platform: Platform): string =>
  `${new URL(platform.publicUrl).host}/ledger/${randomBytes(4).toString('hex')}`

const currentRows = (tx: Tx) =>
  tx.selectFrom('ledger_key').selectAll().where('retired_at', 'is', null).orderBy('algorithm').execute()

/** Opened signers by key id; a private key is unsealed once a process. */
const opened = new WeakMap<Platform, Map<string, NoteSigner>>()

/** The signers in force; the first pair is made here. Call it under the sequencer's lock. */
export const currentSigners = async (tx: Tx, platform: Platform): Promise<NoteSigner[]> => {
  let rows = await currentRows(tx)
  if (!rows.length) {
    const name = newOrigin(platform)
    for (const algorithm of ALGORITHMS) await createKey(tx, platform, { name, algorithm, after: 0, endorsement: null })
    rows = await currentRows(tx)
  }
  const known = opened.get(platform) ?? new Map<string, NoteSigner>()
  opened.set(platform, known)
  const signers: NoteSigner[] = []
  for (const row of rows) {
    const id = `${row.id} ${row.created_at.getTime()}`
    let signer = known.get(id)
    if (!signer) {
      const stored = { algorithm: row.algorithm, publicKey: new Uint8Array(row.public_key), sealed: row.sealed }
      const key = verifierKey(row.name, row.algorithm, stored.publicKey)
      signer = noteSigner(key, await signingOf(platform).open(stored))
      known.set(id, signer)
    }
    signers.push(signer)
  }
  return signers
}

/** The public side of a log's keys: the pinned first ones, and the statements that lead to those in force. */
export interface KeyBook {
  readonly origin: string
  readonly pinned: readonly VerifierKey[]
  readonly statements: readonly string[]
  readonly keys: readonly LogKey[]
}

/** All public keys of the log, null before the first entry. Role redbridge_worker. */
export const readKeyBook = async (db: Db | Tx): Promise<KeyBook | null> => {
  const rows = await db
    .selectFrom('ledger_key')
    .select(['name', 'algorithm', 'public_key', 'endorsement'])
    .orderBy('from_size')
    .orderBy('algorithm')
    .execute()
  const pinned = rows
    .filter((row) => row.endorsement === null)
    .map((row) => verifierKey(row.name, row.algorithm, new Uint8Array(row.public_key)))
  const origin = pinned[0]?.name
  if (!origin) return null
  const statements = [...new Set(rows.flatMap((row) => row.endorsement ?? []))]
  return { origin, pinned, statements, keys: followKeys({ origin, pinned }, statements) ?? [] }
}
