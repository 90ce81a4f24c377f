import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { type Market, openMarket } from './index.ts'
import { chunkRows } from './testing/chunk-rows.ts'

const home = mkdtempSync(join(tmpdir(), 'redbridge-market-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const enginePid = (dataDir: string): number =>
  (JSON.parse(readFileSync(`${dataDir}.child`, 'utf8')) as { pid: number }).pid

async function totals(market: Market): Promise<{ rows: number; chunks: number; distinct: number }> {
  const [row] = await market.query<{ rows: number; chunks: number; distinct: number }>(
    'SELECT count() AS rows, uniqExact(chunk_no) AS chunks, uniqExact(dup_key) AS distinct FROM report_record',
  )
  return row!
}

test('the engine killed −9 ten times while chunks come in: every chunk is there once, and no caller noticed', async () => {
  const dataDir = join(home, 'engine')
  const restarts: string[] = []
  const market = await openMarket({ dataDir, log: (message) => restarts.push(message) })
  await market.migrate()
  let running = true
  let chunk = 0
  const importing = (async () => {
    for (; running; chunk++) await market.insert('report_record', chunkRows(chunk), { token: `bat:${chunk}` })
  })()
  for (let round = 0; round < 10; round++) {
    await sleep(80 + Math.random() * 150)
    process.kill(enginePid(dataDir), 'SIGKILL')
    // Reads wait for the engine too instead of failing.
    expect((await totals(market)).rows % 10_000).toBe(0)
  }
  running = false
  await importing
  expect(restarts.filter((line) => line.includes('SIGKILL')).length).toBe(10)
  expect(await totals(market)).toEqual({ rows: chunk * 10_000, chunks: chunk, distinct: chunk * 10_000 })
  await market.close()
}, 120_000)

test('the owner killed −9 ten times: repeating from the last acknowledged chunk loses and doubles nothing', async () => {
  const dataDir = join(home, 'owner')
  let acknowledged = -1
  for (let round = 0; round < 10; round++) {
    const from = Math.max(acknowledged - 2, 0)
    const owner = spawn(
      process.execPath,
      [join(import.meta.dirname, 'testing', 'hold-market.ts'), dataDir, String(from)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let text = ''
    for await (const line of owner.stdout) {
      if (text === '') setTimeout(() => owner.kill('SIGKILL'), 50 + Math.random() * 200)
      text += String(line)
    }
    const last = Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1))
    expect(last).toBeGreaterThanOrEqual(from)
    acknowledged = Math.max(acknowledged, last)
  }
  const market = await openMarket({ dataDir })
  const found = await totals(market)
  // One chunk may have been stored without its acknowledgement having been printed.
  expect([acknowledged + 1, acknowledged + 2]).toContain(found.chunks)
  expect(found).toMatchObject({ rows: found.chunks * 10_000, distinct: found.chunks * 10_000 })
  await market.close()
}, 120_000)
