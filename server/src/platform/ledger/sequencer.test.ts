import { setTimeout as sleep } from 'node:timers/promises'
import {
  checkpointText,
  fromBase64,
  generateKeyPair,
  type KeyPair,
  parseCheckpointText,
  SHA256_TREE,
  SM3_TREE,
  sign,
  toBase64,
  utf8,
  verifyCheckpoint,
  verifyConsistency,
  verifyEntry,
} from '@redbridge/ledger'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { asActor } from '../db/pool.ts'
import {
  appendEntries,
  findCheckpoint,
  findConsistency,
  newestCheckpoint,
  readEntries,
  readKeyBook,
  rotateKeys,
  sequenceOnce,
} from './index.ts'
import { type SigningPort, sealedSigning } from './signing.ts'

let work: Work
const bureau = actorOf('usr_n', 'bureau_admin', { id: 'org_n', kind: 'bureau', division: '110000', nameZh: '北局' })

beforeAll(async () => {
  work = await openWork([])
})
afterAll(() => work[Symbol.asyncDispose]())

const append = (count: number, subject = 'mat_1', platform = work.platform): Promise<string[]> =>
  asActor(platform.db, bureau, (tx) =>
    appendEntries(
      tx,
      Array.from({ length: count }, (_, i) => ({ kind: 'matter.move', subject, readers: ['org_n'], body: { i } })),
      work.platform.clock.now(),
    ),
  )
const trust = async () => {
  const book = await readKeyBook(work.platform.workerDb)
  return { origin: book?.origin ?? '', keys: book?.keys ?? [] }
}
const verified = async (size?: number) => {
  const db = work.platform.workerDb
  const stored = size === undefined ? await newestCheckpoint(db) : await findCheckpoint(db, size)
  const report = verifyCheckpoint(stored?.note ?? '', await trust())
  if (!report.ok) throw new Error(report.fault)
  return report
}

test('an empty log has no checkpoint and nothing to do', async () => {
  expect(await sequenceOnce(work.platform)).toBe(0)
  expect(await newestCheckpoint(work.platform.workerDb)).toBeNull()
})

test('entries get leaves in order, a checkpoint signed with both algorithms, and proofs that hold', async () => {
  const ids = await append(3)
  expect(await sequenceOnce(work.platform)).toBe(3)
  expect(await sequenceOnce(work.platform)).toBe(0)
  const report = await verified()
  expect(report.checkpoint.size).toBe(3)
  expect(report.signedBy).toEqual(['ed25519', 'sm2'])
  const { entries } = await asActor(work.platform.db, bureau, (tx) => readEntries(tx, { subjects: ['mat_1'] }))
  expect(entries.map((entry) => entry.id)).toEqual(ids)
  for (const { proof } of entries)
    expect(proof && verifyEntry(proof, report.checkpoint)).toMatchObject({ sha256: true, sm3: true })
})

test('any growth keeps every earlier tree, across the borders of stored subtrees', async () => {
  const sizes = [3]
  for (const count of [1, 252, 1, 255, 3, 600]) {
    await append(count, `mat_${count}`)
    await sequenceOnce(work.platform)
    sizes.push((sizes.at(-1) as number) + count)
  }
  for (const first of sizes)
    for (const second of sizes.filter((size) => size >= first)) {
      const [from, to] = [(await verified(first)).checkpoint, (await verified(second)).checkpoint]
      const proof = await findConsistency(work.platform.workerDb, { first, second })
      for (const hash of [SHA256_TREE, SM3_TREE]) {
        const [firstRoot, secondRoot] = [from[hash.name], to[hash.name]]
        const claim = { first, second, firstRoot, secondRoot, proof: proof?.[hash.name] as Uint8Array[] }
        expect(verifyConsistency(hash, claim), `${hash.name} ${first} ${second}`).toBe(true)
      }
    }
  const { checkpoint } = await verified()
  const found = await readEntries(work.platform.workerDb, { subjects: ['mat_600', 'mat_1', 'mat_255'] })
  expect(found.entries).toHaveLength(860)
  for (const { proof } of found.entries)
    expect(proof && verifyEntry(proof, checkpoint)).toMatchObject({ sha256: true, sm3: true })
  expect(await findConsistency(work.platform.workerDb, { first: 1, second: 9999 })).toBeNull()
})

test('a transaction that commits late keeps its entry; one that fails leaves no leaf', async () => {
  let release: () => void = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let [id, began] = ['', () => {}]
  const written = new Promise<void>((resolve) => {
    began = resolve
  })
  const late = asActor(work.platform.db, bureau, async (tx) => {
    const entry = { kind: 'matter.move', subject: 'mat_late', readers: ['org_n'], body: {} }
    id = (await appendEntries(tx, [entry], work.platform.clock.now()))[0] as string
    began()
    await gate
  })
  await written
  await append(2, 'mat_early')
  const failed = asActor(work.platform.db, bureau, async (tx) => {
    await appendEntries(tx, [{ kind: 'a.b', subject: 'mat_failed', readers: ['org_n'], body: {} }], new Date())
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(await sequenceOnce(work.platform)).toBe(2)
  release()
  await late
  expect(await sequenceOnce(work.platform)).toBe(1)
  const { entries } = await readEntries(work.platform.workerDb, { ids: [id] })
  expect(entries[0]?.proof?.leafIndex).toBe((await verified()).checkpoint.size - 1)
})

test('a commit that is later than twenty thousand others is taken within a second or so', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const entry = { kind: 'matter.move', subject: 'mat_very_late', readers: ['org_n'], body: {} }
  const written = Promise.withResolvers<void>()
  const late = asActor(work.platform.db, bureau, async (tx) => {
    await appendEntries(tx, [entry], work.platform.clock.now())
    written.resolve()
    await gate
  })
  await written.promise
  await append(21_000, 'mat_many')
  while (await sequenceOnce(work.platform)) {}
  release()
  await late
  const began = Date.now()
  let taken = 0
  while (!taken && Date.now() - began < 5_000) {
    taken = await sequenceOnce(work.platform)
    await sleep(50)
  }
  expect(taken).toBe(1)
  expect(Date.now() - began).toBeLessThan(4_000)
})

test('of two sequencers at once one works, and nothing is taken twice', async () => {
  await append(50, 'mat_twice')
  const before = (await verified()).checkpoint.size
  const taken = await Promise.all(Array.from({ length: 4 }, () => sequenceOnce(work.platform)))
  expect(taken.reduce((sum, one) => sum + one)).toBe(50)
  expect((await verified()).checkpoint.size).toBe(before + 50)
})

test('keys change: the old ones sign the statement and the checkpoint over it, the new ones what follows', async () => {
  await append(2, 'mat_waiting')
  const statement = await rotateKeys(work.platform, { organisationId: 'org_n', userId: 'usr_n' })
  const book = await readKeyBook(work.platform.workerDb)
  expect(book?.statements).toEqual([statement])
  expect(book?.keys).toHaveLength(4)
  const handover = await verified()
  const size = handover.checkpoint.size
  const { entries } = await readEntries(work.platform.workerDb, { subjects: ['ledger'] })
  expect(entries[0]?.proof).toMatchObject({ leafIndex: size - 1 })
  expect(JSON.parse(entries[0]?.envelope ?? '').body.statement).toBe(statement)
  expect(book?.keys.map((key) => [key.after, key.until])).toEqual([
    [0, size],
    [0, size],
    [size, null],
    [size, null],
  ])
  await append(1, 'mat_new_key')
  await sequenceOnce(work.platform)
  const next = await verified()
  expect(next.checkpoint.size).toBe(size + 1)
  const old = { origin: book?.origin ?? '', keys: book?.keys.slice(0, 2) ?? [] }
  const stored = await newestCheckpoint(work.platform.workerDb)
  expect(verifyCheckpoint(stored?.note ?? '', old)).toEqual({ ok: false, fault: 'unknown_key' })
  await rotateKeys(work.platform, { organisationId: 'org_n', userId: 'usr_n' })
  expect((await readKeyBook(work.platform.workerDb))?.keys).toHaveLength(6)
  await verified()
})

test('signing is a port: a device that fails leaves everything waiting, one that answers takes the log over', async () => {
  const device = new Map<string, KeyPair>()
  let broken = false
  const signing: SigningPort = {
    async create(algorithm) {
      const pair = generateKeyPair(algorithm)
      device.set(toBase64(pair.publicKey), pair)
      return { algorithm, publicKey: pair.publicKey, sealed: null }
    },
    async open({ algorithm, publicKey, sealed }) {
      const pair = device.get(toBase64(publicKey))
      if (!pair) return sealedSigning(work.platform.secrets).open({ algorithm, publicKey, sealed })
      return {
        algorithm,
        publicKey,
        sign: async (bytes) => {
          if (broken) throw new Error('the device is away')
          return sign(pair, bytes)
        },
      }
    },
  }
  const platform = { ...work.platform, ledger: { signing } }
  await rotateKeys(platform, { organisationId: 'org_n', userId: 'usr_n' })
  const before = (await verified()).checkpoint.size
  await append(3, 'mat_device', platform)
  broken = true
  await expect(sequenceOnce(platform)).rejects.toThrow('the device is away')
  expect((await verified()).checkpoint.size).toBe(before)
  expect((await readEntries(platform.workerDb, { subjects: ['mat_device'] })).entries[0]?.proof).toBeNull()
  broken = false
  expect(await sequenceOnce(platform)).toBe(3)
  expect((await verified()).signedBy).toEqual(['ed25519', 'sm2'])
  const { rows } = await sql`SELECT id FROM ledger_key WHERE sealed IS NULL AND retired_at IS NULL`.execute(
    platform.workerDb,
  )
  expect(rows).toHaveLength(2)
})

test('the text of a checkpoint is what is signed', async () => {
  const { checkpoint } = await verified()
  expect(parseCheckpointText(checkpointText(checkpoint))).toEqual(checkpoint)
  expect(fromBase64(checkpointText(checkpoint).split('\n')[2] ?? '')).toEqual(checkpoint.sha256)
  expect(utf8(checkpointText(checkpoint)).length).toBeGreaterThan(100)
})
