import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createClient, type RedbridgeClient } from '@redbridge/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bridge, openBridge, until } from './bridge.ts'

// The example platform as a process of its own, killed at any instant: it goes on, and nothing is done twice or lost.

const MAIN = join(import.meta.dirname, '../../../examples/platform/src/main.ts')
const KILLS = 5
const REQUESTS = 12

let bridge: Bridge
let client: RedbridgeClient
const dir = mkdtempSync(join(tmpdir(), 'redbridge-killed-'))
const database = join(dir, 'platform.db')
let child: ChildProcess | undefined

beforeAll(async () => {
  bridge = await openBridge()
  const { body } = await bridge.work.call(bridge.admin, 'POST', '/api/sandbox')
  const { clientId, clientSecret } = body
  client = createClient({ baseUrl: bridge.url, clientId, clientSecret })
  const config = { baseUrl: bridge.url, clientId, clientSecret, sandbox: true, database, pullSeconds: 0.5 }
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...config, limits: { partRows: 15, extendRows: 40 } }))
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await bridge?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

const start = async (): Promise<ChildProcess> => {
  const started = spawn(process.execPath, [MAIN, '--config', join(dir, 'config.json')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await until(
    'the platform is ready',
    () => once(started.stdout as NodeJS.ReadableStream, 'data'),
    ([line]) => String(line).includes('ready') || String(line).includes('done'),
  )
  return started
}

describe('the example platform, killed', () => {
  it('goes on where it was: every request is answered to its end, once', { timeout: 180_000 }, async () => {
    child = await start()
    const ids: string[] = []
    for (let n = 0; n < REQUESTS; n++) {
      const scenario = (['order', 'shop', 'correction', 'disposal'] as const)[n % 4] as 'order'
      const target = scenario === ('disposal' as string) ? { target: `ITEM-0003-0${1 + (n % 6)}` } : {}
      ids.push((await client.sandbox.request({ scenario, ...target })).id)
    }
    for (let n = 0; n < KILLS; n++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 600))
      child.kill('SIGKILL')
      await once(child, 'exit')
      child = await start()
    }
    for (const id of ids)
      await until(
        `${id} ends`,
        () => client.matters.get(id),
        (matter) => matter.outcome,
        90,
      )
    for (const id of ids) {
      const { timeline, kind } = await client.matters.get(id)
      const events = timeline.flatMap((one) => one.event ?? [])
      const count = (event: string): number => events.filter((one) => one === event).length
      expect(count('receive'), id).toBe(1)
      if (kind === 'disposal_order') expect(count('execute'), id).toBe(1)
      else expect(count('answer'), id).toBe(1 + count('return'))
    }
    const { items } = await client.messages.list({ box: 'in', received: 'false' })
    expect(items.filter((one) => ids.includes(one.matter.id) && !/\.(confirm|verify)$/.test(one.type))).toEqual([])
    using db = new DatabaseSync(database, { readOnly: true })
    expect(db.prepare("SELECT name, outcome FROM act WHERE outcome NOT LIKE '{%'").all()).toEqual([])
  })
})
