import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, openWork, type Work } from '../../../testing/work.ts'
import { asActor, openPool } from '../../db/pool.ts'
import { appendEntries, listOpenAlarms, rotateKeys, sequenceOnce } from '../index.ts'
import { openMemory } from './memory.ts'
import { type Monitor, openMonitor } from './monitor.ts'
import { spawnMonitor } from './spawn.ts'

const bureau = actorOf('usr_n', 'bureau_admin', { id: 'org_n', kind: 'bureau', division: '110000', nameZh: '北局' })
const LEDGER = [
  'ledger_entry',
  'ledger_leaf',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_cosignature',
  'ledger_timestamp',
]
const TRIED = '2026-11-25T02:00:00Z'

let work: Work
let owner: pg.Client
let stack: AsyncDisposableStack
const silent = { info: () => {}, error: () => {} }
const memoryDir = (): string => join(work.dir, 'ledger-monitor')

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  work = stack.use(await openWork([]))
  work.setNow(TRIED)
  owner = new pg.Client({ connectionString: work.ownerUrl })
  await owner.connect()
  stack.defer(() => owner.end())
  await owner.query(
    "INSERT INTO organisation (id, kind, name_zh, division) VALUES ('org_n', 'bureau', '北局', '110000')",
  )
})
afterEach(() => stack.disposeAsync())

const append = async (count: number, subject = 'mat'): Promise<string[]> => {
  const entries = Array.from({ length: count }, (_, i) => ({
    kind: 'matter.move',
    subject: `${subject}_${i}`,
    readers: ['org_n', 'org_p'],
    body: { to: '已办结', n: i },
  }))
  const ids = await asActor(work.platform.db, bureau, (tx) => appendEntries(tx, entries, work.platform.clock.now()))
  await sequenceOnce(work.platform)
  return ids
}

const startMonitor = async (): Promise<Monitor> => {
  const url = new URL(work.ownerUrl)
  url.username = 'redbridge_worker'
  url.password = 'worker-test'
  const { db, pool } = openPool(url.toString(), 2, 'test-monitor')
  stack.defer(() => db.destroy())
  return openMonitor({ pool, db, memory: openMemory(memoryDir()), clock: work.platform.clock, log: silent })
}

/** As somebody who owns the database and takes the triggers away. */
const tamper = async (...statements: string[]): Promise<void> => {
  for (const table of LEDGER) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  for (const statement of statements) await owner.query(statement)
  for (const table of LEDGER) await owner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only`)
  await owner.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_queue')
}

/** Both looks of the monitor, and what it found as 'kind place'. */
const look = async (monitor: Monitor): Promise<string[]> => {
  await monitor.watch()
  await monitor.sweep()
  if (!existsSync(join(memoryDir(), 'head.json'))) return []
  const { findings } = JSON.parse(readFileSync(join(memoryDir(), 'head.json'), 'utf8'))
  return findings.map((one: { kind: string; place: string }) => `${one.kind} ${one.place}`)
}

/** A log of 600 entries in three checkpoints (two complete chunks and an edge) that the monitor has seen and found right. */
const watched = async (): Promise<{ ids: string[]; monitor: Monitor }> => {
  const ids = [...(await append(300)), ...(await append(250)), ...(await append(50))]
  const monitor = await startMonitor()
  expect(await look(monitor)).toEqual([])
  return { ids, monitor }
}

describe('a log that is right', () => {
  test('stays without findings while it grows, changes keys, and the monitor starts again', async () => {
    const { monitor } = await watched()
    await append(200)
    expect(await look(monitor)).toEqual([])
    await rotateKeys(work.platform, { organisationId: 'org_n', userId: 'usr_n' })
    await append(1)
    const again = await startMonitor()
    expect(await look(again)).toEqual([])
    expect((await again.sweep()).leaves).toBe(802)
    const open = await asActor(work.platform.db, bureau, listOpenAlarms)
    expect(open).toEqual([])
  })

  test('an empty log is no finding', async () => {
    expect(await look(await startMonitor())).toEqual([])
  })

  test('what was written to memory but not yet counted is cut back', async () => {
    await watched()
    const file = join(memoryDir(), 'leaves.bin')
    appendFileSync(file, Buffer.alloc(40))
    const again = await startMonitor()
    expect(statSync(file).size).toBe(600 * 16)
    await append(20)
    expect(await look(again)).toEqual([])
  })
})

describe('an entry that was changed', () => {
  test('is named, in a complete chunk and at the edge', async () => {
    const { ids, monitor } = await watched()
    const edit = (id: string | undefined): string =>
      `UPDATE ledger_entry SET envelope = replace(envelope, '已办结', '已撤销') WHERE id = '${id}'`
    await tamper(edit(ids[17]), edit(ids[590]))
    expect(await look(monitor)).toEqual([`edited_entry leaf 17 ${ids[17]}`, `edited_entry leaf 590 ${ids[590]}`])
  })

  test('is named by its column, readers included', async () => {
    const { ids, monitor } = await watched()
    await tamper(
      `UPDATE ledger_entry SET subject = 'mat_9999' WHERE id = '${ids[1]}'`,
      `UPDATE ledger_entry SET readers = '{org_n}' WHERE id = '${ids[300]}'`,
      `UPDATE ledger_entry SET at = at + interval '1 day' WHERE id = '${ids[599]}'`,
      `UPDATE ledger_entry SET kind = 'matter.x' WHERE id = '${ids[2]}'`,
    )
    expect(await look(monitor)).toEqual([
      `edited_column leaf 1 ${ids[1]} subject`,
      `edited_column leaf 2 ${ids[2]} kind`,
      `edited_column leaf 300 ${ids[300]} readers`,
      `edited_column leaf 599 ${ids[599]} at`,
    ])
  })

  test('together with its leaf hash is named too', async () => {
    const { ids, monitor } = await watched()
    await tamper(
      `UPDATE ledger_entry SET envelope = replace(envelope, '已办结', '已撤销') WHERE id = '${ids[40]}'`,
      `UPDATE ledger_leaf SET sha256 = (SELECT sha256('\\x00'::bytea || convert_to(envelope, 'UTF8')) FROM ledger_entry
        WHERE id = '${ids[40]}') WHERE leaf_index = 40`,
    )
    expect(await look(monitor)).toEqual([`edited_leaf leaf 40 ${ids[40]}`, `edited_entry leaf 40 ${ids[40]}`])
  })

  test('before the monitor ever saw it is named against its leaf', async () => {
    const { monitor } = await watched()
    const [id] = await append(1, 'new')
    await tamper(`UPDATE ledger_entry SET envelope = replace(envelope, '已办结', '已撤销') WHERE id = '${id}'`)
    expect(await look(monitor)).toContain(`edited_entry leaf 600 ${id}`)
  })

  test('all over is summed up', async () => {
    const { monitor } = await watched()
    await tamper("UPDATE ledger_entry SET envelope = replace(envelope, '已办结', '已撤销') WHERE no <= 256")
    const found = await look(monitor)
    expect(found).toHaveLength(9)
    expect(found.at(-1)).toBe('many_leaves leaves 0–255')
  })
})

describe('what is missing', () => {
  test('a deleted entry is named by its id', async () => {
    const { ids, monitor } = await watched()
    await tamper(`DELETE FROM ledger_entry WHERE id IN ('${ids[100]}', '${ids[580]}')`)
    expect(await look(monitor)).toEqual([`missing_entry leaf 100 ${ids[100]}`, `missing_entry leaf 580 ${ids[580]}`])
  })

  test('an entry deleted with its leaf is named by its place', async () => {
    const { ids, monitor } = await watched()
    await tamper(`DELETE FROM ledger_entry WHERE id = '${ids[100]}'`, 'DELETE FROM ledger_leaf WHERE leaf_index = 100')
    expect(await look(monitor)).toEqual(['missing_leaf leaf 100'])
  })

  test('an entry that tells of an earlier day is not late when it has just been written', async () => {
    const { monitor } = await watched()
    await asActor(work.platform.db, bureau, (tx) =>
      appendEntries(
        tx,
        [{ kind: 'a.b', subject: 'x', readers: ['org_n'], body: {} }],
        new Date('2026-02-09T02:00:00Z'),
      ),
    )
    expect(await look(monitor)).toEqual([])
  })

  test('an entry kept from the sequencer is found after a minute', async () => {
    const { monitor } = await watched()
    const [id] = await asActor(work.platform.db, bureau, (tx) =>
      appendEntries(tx, [{ kind: 'a.b', subject: 'x', readers: ['org_n'], body: {} }], work.platform.clock.now()),
    )
    await owner.query('DELETE FROM ledger_pending')
    expect(await sequenceOnce(work.platform)).toBe(0)
    expect(await look(monitor)).toEqual([])
    work.setNow('2026-11-25T02:01:30Z')
    expect(await look(monitor)).toEqual([`unsequenced ${id}`])
  })
})

describe('hashes and checkpoints', () => {
  test('each is named that was touched', async () => {
    const { ids, monitor } = await watched()
    await tamper(
      `UPDATE ledger_leaf SET sm3 = sha256 WHERE leaf_index = 77`,
      'DELETE FROM ledger_node WHERE node_index = 1',
      "UPDATE ledger_checkpoint SET note = replace(note, 'sm3', 'sm4') WHERE size = 300",
    )
    expect(await look(monitor)).toEqual([
      `edited_leaf leaf 77 ${ids[77]}`,
      'edited_node node 8/1',
      'edited_checkpoint size 300',
    ])
  })

  test('an unsigned checkpoint over a tree that was extended by hand is found', async () => {
    const { monitor } = await watched()
    await append(1, 'by_hand')
    await tamper(
      "UPDATE ledger_checkpoint SET note = split_part(note, E'\\n\\n', 1) || E'\\n\\n— x AAAAAAAA\\n' WHERE size = 601",
    )
    expect(await look(monitor)).toEqual(['bad_checkpoint size 601'])
  })

  test('checkpoints removed from above the leaves are found', async () => {
    const { monitor } = await watched()
    await append(5)
    await look(monitor)
    await tamper('DELETE FROM ledger_checkpoint WHERE size = 605')
    expect(await look(monitor)).toEqual(expect.arrayContaining(['rolled_back size 605', 'bad_checkpoint size 605']))
  })
})

const CUT = (size: number): string[] => [
  `DELETE FROM ledger_checkpoint WHERE size > ${size}`,
  `DELETE FROM ledger_entry WHERE no IN (SELECT entry_no FROM ledger_leaf WHERE leaf_index >= ${size})`,
  `DELETE FROM ledger_leaf WHERE leaf_index >= ${size}`,
  `DELETE FROM ledger_node WHERE (node_index + 1) * (2 ^ level) > ${size}`,
]

describe('a history that was replaced', () => {
  test('a database put back to an older state is found, and what was lost is said', async () => {
    const { monitor } = await watched()
    await tamper(...CUT(550))
    expect(await look(monitor)).toEqual(['rolled_back size 600'])
    const [alarm] = await asActor(work.platform.db, bureau, listOpenAlarms)
    expect(alarm?.en).toContain('leaves 550 to 599 are lost')
  })

  test('one that grew on past the old size is a fork', async () => {
    const { monitor } = await watched()
    await tamper(...CUT(550))
    await sequenceElsewhere('other', 80)
    const found = await look(monitor)
    expect(found).toContain('fork size 630')
    expect(found.some((one) => one.startsWith('edited_entry leaf 550'))).toBe(true)
  })

  test('a whole other log of the same size with valid signatures is a fork', async () => {
    const { monitor } = await watched()
    await tamper(...CUT(0))
    await sequenceElsewhere('forged', 600)
    const found = await look(monitor)
    expect(found).toContain('fork size 600')
  })

  test('a log signed anew with other keys is found', async () => {
    const { monitor } = await watched()
    await tamper(...CUT(0), 'DELETE FROM ledger_key')
    await sequenceElsewhere('forged', 700)
    expect(await look(monitor)).toContain('other_keys keys')
  })

  test('a process that has signed more refuses to sign less', async () => {
    await watched()
    await tamper(...CUT(550))
    await append(3, 'after')
    const [alarm] = await asActor(work.platform.db, bureau, listOpenAlarms)
    expect(alarm?.kind).toBe('sequencer_refused')
    expect((await owner.query('SELECT max(size) AS size FROM ledger_checkpoint')).rows).toEqual([{ size: 550 }])
  })
})

/** A sequencer of another process, which has signed nothing yet and believes the database. */
const sequenceElsewhere = async (subject: string, count: number): Promise<void> => {
  const platform = { ...work.platform }
  const entries = Array.from({ length: count }, (_, i) => ({
    kind: 'matter.move',
    subject: `${subject}_${i}`,
    readers: ['org_n'],
    body: {},
  }))
  await asActor(platform.db, bureau, (tx) => appendEntries(tx, entries, platform.clock.now()))
  expect(await sequenceOnce(platform)).toBe(count)
}

describe('the report', () => {
  test('is kept where the database does not take it', async () => {
    const { ids, monitor } = await watched()
    await tamper(`DELETE FROM ledger_entry WHERE id = '${ids[3]}'`, 'DROP TABLE ledger_alarm')
    expect(await look(monitor)).toEqual([`missing_entry leaf 3 ${ids[3]}`])
    expect(readFileSync(join(memoryDir(), 'findings.log'), 'utf8')).toContain(ids[3])
  })

  test('comes from a process of its own, within a minute, and once', async () => {
    const ids = await append(400)
    const url = new URL(work.ownerUrl)
    url.username = 'redbridge_worker'
    url.password = 'worker-test'
    const running = spawnMonitor({ url: url.toString(), dataDir: work.dir, log: silent })
    try {
      await until(() => existsSync(join(memoryDir(), 'head.json')))
      await tamper(`UPDATE ledger_entry SET envelope = replace(envelope, '已办结', '已撤销') WHERE id = '${ids[9]}'`)
      const open = () => asActor(work.platform.db, bureau, listOpenAlarms)
      await until(async () => (await open()).length > 0)
      expect((await open()).map(({ kind, place }) => [kind, place])).toEqual([['edited_entry', `leaf 9 ${ids[9]}`]])
    } finally {
      await running[Symbol.asyncDispose]()
    }
    const lines = readFileSync(join(memoryDir(), 'findings.log'), 'utf8').trim().split('\n')
    expect(lines).toHaveLength(1)
  }, 90_000)
})

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('not within a minute')
    await sleep(200)
  }
}
