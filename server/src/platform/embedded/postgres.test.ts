import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'

const home = mkdtempSync(join(tmpdir(), 'redbridge-pg-'))
const dataDir = join(home, 'postgres')
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

describe('embedded PostgreSQL', () => {
  let running: EmbeddedPostgres
  beforeAll(async () => {
    running = await startPostgres({ dataDir })
    await query(running.url, 'create table acknowledged (id int primary key)')
  })
  afterAll(() => running.stop())

  test('sorts by code point, keeps Chinese, asks for the password', async () => {
    const [row] = await query(
      running.url,
      `select upper('é') as up, length('红桥') as len, current_setting('fsync') as fsync`,
    )
    expect(row).toEqual({ up: 'É', len: 2, fsync: 'on' })
    const wrong = running.url.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  test('a second start on the same directory names the process that holds it', async () => {
    await expect(startPostgres({ dataDir })).rejects.toThrow(`already in use by process ${process.pid}`)
  })

  test('kill −9 of the database alone, ten times: it comes back on the same URL with every commit', async () => {
    // The insert in flight when the database was killed may or may not be there.
    const unsure: number[] = []
    let next = 0
    for (let round = 1; round <= 10; round++) {
      const before = running.pid()
      let acknowledged = next
      const writer = (async () => {
        try {
          for (; ; next++) {
            await query(running.url, 'insert into acknowledged values ($1)', [next])
            acknowledged = next + 1
          }
        } catch {
          next++
        }
      })()
      await sleep(60)
      process.kill(before, 'SIGKILL')
      await writer
      await untilUp(running.url)
      expect(running.pid()).not.toBe(before)
      const rows = await query(running.url, 'select id from acknowledged')
      const there = new Set(rows.map((row) => row.id))
      const sure = Array.from({ length: acknowledged }, (_, id) => id).filter((id) => !unsure.includes(id))
      expect(sure.length).toBeGreaterThan(round)
      expect(
        sure.filter((id) => !there.has(id)),
        `round ${round}`,
      ).toEqual([])
      unsure.push(next - 1)
    }
  }, 60_000)
})

test('kill −9 of the owning process: its database ends too, and the next start has every commit', async () => {
  const dir = join(home, 'orphan')
  let expected = 0
  for (let round = 1; round <= 10; round++) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'hold-postgres.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const acknowledged = await lastLine(child.stdout, () => child.kill('SIGKILL'))
    expect(acknowledged).toBeGreaterThan(expected)
    const started = performance.now()
    const again = await startPostgres({ dataDir: dir })
    const took = performance.now() - started
    const [row] = await query(again.url, 'select max(n)::int as n, count(*)::int as c from steps')
    await again.stop()
    expect(row!.n).toBeGreaterThanOrEqual(acknowledged)
    expect(row!.c).toBe(row!.n)
    expect(took).toBeLessThan(10_000)
    expected = row!.n as number
  }
}, 120_000)

test('an orphan that outlived even its watchdog is stopped, and a stale pid file of another program is no obstacle', async () => {
  const dir = join(home, 'stray')
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'hold-postgres.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => holder.on('exit', resolve))
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  for (const child of readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim().split(' ')) {
    if (readFileSync(`/proc/${child}/comm`, 'utf8').trim() === 'sh') process.kill(Number(child), 'SIGKILL')
  }
  holder.kill('SIGKILL')
  await gone
  const orphan = Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0])
  await sleep(200)
  expect(() => process.kill(orphan, 0), 'the orphan is alive').not.toThrow()
  const messages: string[] = []
  const next = await startPostgres({ dataDir: dir, log: (message) => messages.push(message) })
  expect(messages).toEqual(['stopped the PostgreSQL that a killed process had left behind'])
  expect(next.pid()).not.toBe(orphan)
  await next.stop()
  writeFileSync(join(dir, 'postmaster.pid'), `${process.pid}\n${dir}\n`)
  const last = await startPostgres({ dataDir: dir })
  const [row] = await query(last.url, 'select count(*)::int as n from steps')
  expect(row!.n).toBeGreaterThan(0)
  await last.stop()
}, 60_000)

/** Kills after some acknowledged steps and returns the last number that was printed whole. */
async function lastLine(stdout: NodeJS.ReadableStream, kill: () => void): Promise<number> {
  let text = ''
  for await (const chunk of stdout) {
    if (text === '') setTimeout(kill, 30 + Math.random() * 100)
    text += String(chunk)
  }
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1))
}

async function untilUp(url: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; await sleep(20)) {
    try {
      await query(url, 'select 1')
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
  }
}
