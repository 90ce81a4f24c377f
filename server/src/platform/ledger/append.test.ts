import { createHash } from 'node:crypto'
import { accessDigest } from '@redbridge/ledger'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { asActor } from '../db/pool.ts'
import { appendEntries } from './index.ts'

let work: Work
const north = actorOf('usr_n', 'bureau_head', {
  id: 'org_n',
  kind: 'bureau' as const,
  division: '110000',
  nameZh: '北局',
})
const south = actorOf('usr_s', 'bureau_head', {
  id: 'org_s',
  kind: 'bureau' as const,
  division: '440000',
  nameZh: '南局',
})
const now = new Date('2026-11-25T01:02:03.004Z')

beforeAll(async () => {
  work = await openWork([])
})
afterAll(() => work[Symbol.asyncDispose]())

const entry = (subject: string, readers: string[]) => ({
  kind: 'matter.move',
  subject,
  readers,
  body: { b: 1, a: '甲' },
})

test('entries are canonical, wait for the sequencer and are seen by their readers alone', async () => {
  const { db, workerDb } = work.platform
  const ids = await asActor(db, north, (tx) =>
    appendEntries(tx, [entry('mat_1', ['org_n', 'org_s', 'org_n']), entry('mat_2', ['org_n'])], now),
  )
  const rows = await workerDb.selectFrom('ledger_entry').selectAll().orderBy('no').execute()
  expect(rows.map((row) => row.id)).toEqual(ids)
  const [first] = rows
  const access = accessDigest(first?.salt as Buffer, ['org_n', 'org_s'])
  const plain = createHash('sha256')
    .update(first?.salt as Buffer)
    .update('org_n\norg_s')
  expect(access).toBe(plain.digest('hex'))
  expect(first?.envelope).toBe(
    `{"access":"${access}","at":"2026-11-25T01:02:03.004Z","body":{"a":"甲","b":1},"id":"${ids[0]}","kind":"matter.move","subject":"mat_1","v":1}`,
  )
  expect(await workerDb.selectFrom('ledger_pending').selectAll().execute()).toHaveLength(2)
  const seen = (actor: typeof north) =>
    asActor(db, actor, (tx) => tx.selectFrom('ledger_entry').select('subject').orderBy('no').execute())
  expect(await seen(north)).toEqual([{ subject: 'mat_1' }, { subject: 'mat_2' }])
  expect(await seen(south)).toEqual([{ subject: 'mat_1' }])
})

test('nobody writes an entry that they could not read, and nothing is changed or removed', async () => {
  const { db, workerDb } = work.platform
  await expect(asActor(db, south, (tx) => appendEntries(tx, [entry('mat_3', ['org_n'])], now))).rejects.toThrow(
    /row-level security/,
  )
  for (const [name, role] of [
    ['app', db],
    ['worker', workerDb],
  ] as const) {
    await expect(role.updateTable('ledger_entry').set({ subject: 'x' }).execute(), name).rejects.toThrow(/denied/)
    await expect(role.deleteFrom('ledger_entry').execute(), name).rejects.toThrow(/denied/)
  }
})

test('what is no entry is refused', async () => {
  const bad = [
    { ...entry('mat_4', ['org_n']), kind: 'Matter move' },
    { ...entry('mat"4', ['org_n']) },
    { ...entry('mat_4', ['org_n']), body: { x: Number.NaN } },
    { ...entry('mat_4', []) },
  ]
  for (const one of bad)
    await expect(asActor(work.platform.db, north, (tx) => appendEntries(tx, [one], now))).rejects.toThrow()
  expect(await asActor(work.platform.db, north, (tx) => appendEntries(tx, [], now))).toEqual([])
})

test('the owner is refused too while the triggers stand', async () => {
  const owner = new pg.Client({ connectionString: work.ownerUrl })
  await owner.connect()
  try {
    for (const statement of [
      "UPDATE ledger_entry SET subject = 'x'",
      'DELETE FROM ledger_entry',
      'TRUNCATE ledger_entry',
    ])
      await expect(owner.query(statement), statement).rejects.toThrow(/append-only/)
  } finally {
    await owner.end()
  }
})
