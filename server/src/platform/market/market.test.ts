import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Market, openMarket } from './index.ts'
import { marketTables, rejectRow, reportRecord } from './tables.ts'
import { renderTable } from './topology.ts'

const home = mkdtempSync(join(tmpdir(), 'redbridge-market-'))
const dataDir = join(home, 'clickhouse')
let market: Market
beforeAll(async () => {
  market = await openMarket({ dataDir })
})
afterAll(async () => {
  await market.close()
  rmSync(home, { recursive: true, force: true })
})

const record = (row: number) => ({
  batch_id: 'bat_1',
  chunk_no: 0,
  row_no: row,
  period: '2026H1',
  name: `北京第${row}商贸有限公司`,
  kinds: ['cancelled'],
  dup_key: row,
})
const count = async (table = 'report_record'): Promise<number> =>
  (await market.query<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]!.n

describe('market', () => {
  test('migrate makes the tables once, later adds what is new, and refuses a changed type', async () => {
    expect(await market.migrate()).toContain('table report_record')
    expect(await market.migrate()).toEqual([])
    const grown = { ...rejectRow, columns: { ...rejectRow.columns, added: "String DEFAULT 'x'" } }
    expect(await market.migrate([grown])).toEqual(['column reject_row.added'])
    const changed = { ...rejectRow, columns: { ...rejectRow.columns, row_no: 'UInt64' } }
    await expect(market.migrate([changed])).rejects.toThrow(/row_no is UInt32/)
  })

  test('a token counts once, other tokens and inserts without one always count', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => record(row))
    await market.insert('report_record', rows, { token: 'bat_1:0' })
    await market.insert('report_record', rows, { token: 'bat_1:0' })
    expect(await count()).toBe(100)
    await market.insert('report_record', rows, { token: 'bat_1:1' })
    expect(await count()).toBe(200)
    await market.insert('report_record', rows)
    await market.insert('report_record', rows)
    expect(await count()).toBe(400)
    const [row] = await market.query(
      'SELECT name, kinds, dup_key FROM report_record WHERE row_no = {row:UInt32} LIMIT 1',
      { row: 7 },
    )
    expect(row).toEqual({ name: '北京第7商贸有限公司', kinds: ['cancelled'], dup_key: 7 })
  })

  test('files and streams in, streams and raw formats out, rows deleted', async () => {
    const lines = Array.from({ length: 1000 }, (_, row) => JSON.stringify({ ...record(row), batch_id: 'bat_2' })).join(
      '\n',
    )
    const path = join(home, 'rows.ndjson')
    writeFileSync(path, lines)
    await market.insertFile('report_record', path, { format: 'JSONEachRow', token: 'bat_2:0' })
    await market.insertFile('report_record', path, { format: 'JSONEachRow', token: 'bat_2:0' })
    const csv = 'bat_2,0,1001,2026H1\n'
    const columns = ['batch_id', 'chunk_no', 'row_no', 'period']
    await market.insertStream('report_record', Readable.from([csv]), { format: 'CSV', columns, token: 'bat_2:1' })
    let seen = 0
    for await (const row of market.stream<{ row_no: number }>(
      `SELECT row_no FROM report_record WHERE batch_id = 'bat_2'`,
    ))
      seen += row.row_no > 0 ? 1 : 0
    expect(seen).toBe(1000)
    const raw = await market.raw(
      `SELECT row_no FROM report_record WHERE batch_id = 'bat_2' ORDER BY row_no LIMIT 2`,
      'CSVWithNames',
    )
    expect(Buffer.concat(await raw.toArray()).toString()).toBe('"row_no"\n0\n1\n')
    await market.deleteWhere('report_record', 'batch_id = {id:String}', { id: 'bat_2' })
    expect(await count()).toBe(400)
  })

  test('opened again, the rows are there', async () => {
    await market.close()
    market = await openMarket({ dataDir })
    expect(await count()).toBe(400)
  })

  test('the same definition renders for a cluster, in words ClickHouse can parse', async () => {
    for (const table of marketTables) {
      for (const statement of renderTable(table, { cluster: 'red' })) {
        const [parsed] = await market.query<{ ok: number }>(
          'SELECT length(formatQuery({statement:String})) > 0 AS ok',
          { statement },
        )
        expect(parsed).toEqual({ ok: 1 })
      }
    }
    const [local, distributed] = renderTable(reportRecord, { cluster: 'red' })
    expect(local).toContain('CREATE TABLE IF NOT EXISTS `report_record_local` ON CLUSTER `red`')
    expect(local).toContain(
      "ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')",
    )
    expect(local).toContain(' replicated_deduplication_window = ')
    expect(distributed).toContain('ENGINE = Distributed(`red`, currentDatabase(), `report_record_local`, dup_key)')
  })
})
