import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedClickHouse, startClickHouse } from './start.ts'

const home = mkdtempSync(join(tmpdir(), 'redbridge-ch-'))
const dataDir = join(home, 'clickhouse')
let server: EmbeddedClickHouse
let client: ClickHouseClient

beforeAll(async () => {
  server = await startClickHouse({ dataDir })
  client = createClient({ url: server.url, use_multipart_params_auto: true, log: { level: ClickHouseLogLevel.OFF } })
})
afterAll(async () => {
  await client.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
})

async function rows<T>(query: string, params: Record<string, unknown> = {}): Promise<T[]> {
  const result = await client.query({ query, query_params: params, format: 'JSONEachRow' })
  return result.json<T>()
}

describe('the HTTP interface of embedded ClickHouse', () => {
  test('ping, and a wrong password is refused', async () => {
    expect(await client.ping()).toEqual({ success: true })
    expect(await client.ping({ select: true })).toMatchObject({ success: true })
    const stranger = createClient({
      url: server.url.replace(/:[^:@]+@/, ':wrong@'),
      log: { level: ClickHouseLogLevel.OFF },
    })
    await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' })
    await stranger.close()
  })

  test.each([
    ['String', `it's a "test" \\ back\tslash\nnew line; -- 红桥 {x:String}`],
    ['UInt64', 42],
    ['Array(String)', ["a'b", '逗,号', 'c\\d']],
    ['Nullable(String)', null],
    ['Date', '2026-01-31'],
    ['Bool', true],
    ['Map(String, UInt8)', { a: 1 }],
  ])('a parameter of type %s arrives as sent', async (type, value) => {
    const [row] = await rows<{ v: unknown }>(`SELECT {v:${type}} AS v`, { v: value })
    expect(row!.v).toEqual(value)
  })

  test('parameters too long for a URL', async () => {
    const list = Array.from({ length: 20_000 }, (_, i) => `91110105MA01${i}`)
    const [row] = await rows<{ n: number }>('SELECT length({list:Array(String)}) AS n', { list })
    expect(row!.n).toBe(20_000)
  })

  test('requests at the same time do not see each other’s parameters, settings or database', async () => {
    await client.command({ query: 'CREATE DATABASE IF NOT EXISTS other' })
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const result = await client.query({
          query: `SELECT {v:UInt32} AS v, getSetting('max_block_size') AS s, currentDatabase() AS d, ${i % 7} AS k`,
          query_params: { v: i },
          format: 'JSONEachRow',
          clickhouse_settings: i % 3 === 0 ? { max_block_size: String(1000 + i) } : {},
        })
        return (await result.json<{ v: number; s: string; d: string }>())[0]!
      }),
    )
    for (const [i, row] of answers.entries()) {
      expect(row).toMatchObject({ v: i, s: i % 3 === 0 ? 1000 + i : 65409, d: 'default' })
    }
    const elsewhere = createClient({ url: server.url, database: 'other' })
    const result = await elsewhere.query({ query: 'SELECT currentDatabase() AS d', format: 'JSONEachRow' })
    expect(await result.json()).toEqual([{ d: 'other' }])
    await elsewhere.close()
  })

  test('errors carry ClickHouse’s code, before and after the first row', async () => {
    await expect(rows('SELECT nosuch')).rejects.toMatchObject({ code: '47', type: 'UNKNOWN_IDENTIFIER' })
    await expect(rows('SELECT * FROM nosuch')).rejects.toMatchObject({ code: '60' })
    await expect(
      rows(`SELECT throwIf(number = 900000, 'late') FROM numbers(1000000) SETTINGS max_threads = 1`),
    ).rejects.toThrow(/late/)
    await expect(client.command({ query: 'SELEC 1' })).rejects.toMatchObject({ code: '62' })
  })

  test('a streamed result does not pass through memory as one piece', async () => {
    const result = await client.query({
      query: 'SELECT number, toString(number) AS s FROM numbers(500000)',
      format: 'JSONEachRow',
    })
    let count = 0
    let sum = 0
    for await (const batch of result.stream<{ number: string }>()) {
      for (const row of batch) {
        count++
        sum += Number(row.json<{ number: string }>().number)
      }
    }
    expect([count, sum]).toEqual([500_000, (500_000 * 499_999) / 2])
  })

  test.each(['JSON', 'CSVWithNames', 'JSONCompactEachRowWithNamesAndTypes', 'Parquet', 'XML'])(
    'format %s over many blocks has one header',
    async (format) => {
      const result = await client.exec({ query: `SELECT number AS header_once FROM numbers(300000) FORMAT ${format}` })
      const chunks: Buffer[] = []
      for await (const chunk of result.stream) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks).toString('latin1')
      if (format === 'JSON') expect(JSON.parse(body)).toMatchObject({ rows: 300_000 })
      else if (format === 'Parquet') expect(body.split('PAR1').length - 1).toBe(2)
      else if (format === 'XML') expect(body.split('<name>header_once').length - 1).toBe(1)
      else expect(body.split('header_once').length - 1).toBe(1)
    },
  )

  test.each([
    'JSONEachRow',
    'JSONCompactEachRow',
    'CSV',
    'CSVWithNames',
    'TabSeparated',
    'Native',
    'RowBinary',
    'RowBinaryWithNamesAndTypes',
    'Parquet',
  ])('rows inserted as %s come back whole, with semicolons, blank lines and quotes in them', async (format) => {
    await client.command({ query: 'DROP TABLE IF EXISTS trip' })
    await client.command({
      query: 'CREATE TABLE trip (n UInt32, s String, a Array(String)) ENGINE = MergeTree ORDER BY n',
    })
    const source = `SELECT toUInt32(number) AS n, concat('分号;\\n\\n;"', toString(number), '''\\\\') AS s, ['x;', s] AS a FROM numbers(30000)`
    const out = await client.exec({ query: `${source} FORMAT ${format}` })
    const sent = await client.exec({
      query: `INSERT INTO trip (n, s, a) FORMAT ${format}`,
      values: out.stream as Readable,
    })
    for await (const _ of sent.stream);
    const [row] = await rows(
      `SELECT count() AS c, sum(cityHash64(n, s, a)) = (SELECT sum(cityHash64(n, s, a)) FROM (${source})) AS same FROM trip`,
    )
    expect(row).toEqual({ c: 30_000, same: 1 })
  })

  test('inserts of objects, of nothing, with defaults, and of broken rows', async () => {
    await client.command({
      query: 'CREATE TABLE some (id UInt32, name String DEFAULT upper(raw), raw String) ENGINE = MergeTree ORDER BY id',
    })
    await client.insert({
      table: 'some',
      values: [{ id: 1, raw: 'abc' }],
      format: 'JSONEachRow',
      columns: ['id', 'raw'],
    })
    await client.insert({ table: 'some', values: [], format: 'JSONEachRow' })
    await client.command({ query: `INSERT INTO some (id, raw) VALUES (2, 'a;b')` })
    await expect(client.insert({ table: 'some', values: [{ id: 'x' }], format: 'JSONEachRow' })).rejects.toMatchObject({
      code: '27',
    })
    await expect(client.command({ query: 'INSERT INTO some (id) FORMAT CSV\n7\n' })).rejects.toThrow(/as the body/)
    expect(await rows('SELECT id, name FROM some ORDER BY id')).toEqual([
      { id: 1, name: 'ABC' },
      { id: 2, name: 'A;B' },
    ])
  })

  test('a long statement leaves short ones alone, and ends when its client gives up', async () => {
    const abort = new AbortController()
    const long = client
      .query({ query: 'SELECT sum(sipHash64(number)) FROM numbers(100000000000)', abort_signal: abort.signal })
      .catch((error: Error) => error)
    await sleep(200)
    const started = performance.now()
    for (let i = 0; i < 10; i++) await rows('SELECT 1')
    expect(performance.now() - started).toBeLessThan(2_000)
    abort.abort()
    expect(await long).toBeInstanceOf(Error)
    for (const deadline = Date.now() + 10_000; ; await sleep(20)) {
      const running = await rows(
        `SELECT query FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%system.processes%'`,
      )
      if (running.length === 0) break
      expect(Date.now()).toBeLessThan(deadline)
    }
  })

  test('files of the machine are out of reach of INTO OUTFILE and FROM INFILE, words in strings are not', async () => {
    await expect(client.command({ query: `SELECT 1 INTO OUTFILE '${home}/x'` })).rejects.toThrow(/for clients/)
    await expect(client.command({ query: `INSERT INTO trip FROM INFILE '/etc/passwd' FORMAT CSV` })).rejects.toThrow(
      /for clients/,
    )
    expect(await rows(`SELECT 'it''s into outfile' AS s -- from infile`)).toEqual([{ s: `it's into outfile` }])
  })

  test('a second start on the same directory is refused', async () => {
    await expect(startClickHouse({ dataDir })).rejects.toThrow(`already in use by process ${process.pid}`)
  })
})
