import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MatterDetail, SandboxOpened } from '@redbridge/contract'
import { type ExamplePlatform, startExamplePlatform } from '@redbridge/example-platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Bridge, openBridge, until } from './bridge.ts'

// The example platform against the whole server over real HTTP: it knows the public API alone.

let bridge: Bridge
let mall: ExamplePlatform
let opened: z.infer<typeof SandboxOpened>
const dir = mkdtempSync(join(tmpdir(), 'redbridge-mall-'))
const lines: string[] = []

beforeAll(async () => {
  bridge = await openBridge()
  const answer = await bridge.work.call(bridge.admin, 'POST', '/api/sandbox')
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  opened = answer.body
  mall = await startExamplePlatform({
    baseUrl: bridge.url,
    clientId: opened.clientId,
    clientSecret: opened.clientSecret,
    sandbox: true,
    database: join(dir, 'platform.db'),
    listen: {},
    pullSeconds: 60,
    limits: { partRows: 20, extendRows: 60 },
    log: (line) => lines.push(line),
  })
})
afterAll(async () => {
  await mall?.close()
  await bridge?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

const ended = (id: string): Promise<MatterDetail> =>
  until(
    `${id} ends`,
    () => mall.bridge.matters.get(id),
    (matter) => matter.outcome,
  ).catch((error: Error) => {
    throw new Error(`${error.message.slice(0, 300)}\n${lines.slice(-5).join('\n')}`)
  })
const events = (matter: MatterDetail): string[] => matter.timeline.flatMap((one) => one.event ?? [])

describe('the example platform in the sandbox', () => {
  it('answers a request about an order field by field', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'order' })
    const matter = await ended(id)
    expect([matter.state, lines.filter((line) => line.includes('Error'))]).toEqual(['confirmed', []])
    const { answers, missing } = await mall.bridge.requests.detail(id)
    expect(missing).toEqual([])
    expect(answers.map((one) => [one.state, one.part])).toEqual([['sent', false]])
    expect(answers[0]?.groups.map((one) => [one.group, one.rows])).toEqual([
      ['identity', 1],
      ['payment', 1],
      ['logistics', 1],
    ])
  })

  it('says of a field beyond the standard that it holds no such thing', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'item' })
    expect((await ended(id)).state).toBe('confirmed')
    const { answers } = await mall.bridge.requests.detail(id)
    expect(answers.flatMap((one) => one.withheld)).toContainEqual({ field: 'extra.1', reason: 'not_held' })
  })

  it('asks for more time and answers in parts where there is much', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'shop' })
    const matter = await ended(id)
    expect(matter.state).toBe('confirmed')
    expect(events(matter)).toEqual(expect.arrayContaining(['receive', 'extend', 'answer_part', 'answer', 'confirm']))
    const { answers } = await mall.bridge.requests.detail(id)
    const rows = answers.flatMap((one) => one.groups.map((group) => group.rows)).reduce((sum, n) => sum + n, 0)
    expect(answers.length).toBe(Math.ceil(rows / 20))
    expect(rows).toBeGreaterThan(60)
  })

  it('finds items by a keyword', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'keyword' })
    expect((await ended(id)).state).toBe('confirmed')
  })

  it('asks for correction, answers, and answers again when the answer is returned', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'correction' })
    const matter = await ended(id)
    const way = ['approve', 'receive', 'ask_correction', 'correct', 'answer', 'return', 'answer', 'confirm']
    expect(events(matter).slice(-way.length)).toEqual(way)
  })

  it('asks once, then refuses, where it has nothing of the kind', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'item', target: 'ITEM-OF-ANOTHER-PLATFORM' })
    const matter = await ended(id)
    expect(matter.state).toBe('refusal_accepted')
    expect(matter.facts.refuse).toMatchObject({ ground: 'not_addressee' })
  })

  it('takes an item down when it is ordered to', async () => {
    const { id } = await mall.bridge.sandbox.request({ scenario: 'disposal' })
    const matter = await ended(id)
    expect(matter.state).toBe('closed')
    expect(matter.facts.execute).toMatchObject({ results: [{ object: 0, result: 'done' }], toldOperator: true })
    expect(mall.db.one('SELECT state FROM item WHERE id = ?', 'ITEM-0001-01')).toEqual({ state: 'taken_down' })
  })

  it('keeps its own proof: messages, receipts, the key that signed', async () => {
    const rows = await until(
      'everything is handled',
      async () => mall.db.all('SELECT * FROM message'),
      (all) => all.every((row) => row.handled_at !== null),
    )
    for (const row of rows) {
      const message = JSON.parse(String(row.message))
      expect(JSON.parse(String(row.receipt))).toEqual(message.receipt)
      await mall.bridge.messages.verifyReceipt(message)
    }
    const proven = await mall.bridge.messages.prove(JSON.parse(String(rows[0]?.message)))
    expect(proven.entry.kind).toBe('exchange.message')
    expect(mall.standing().actsOpen).toBe(0)
    expect(mall.db.all("SELECT name, outcome FROM act WHERE outcome NOT LIKE '{%'")).toEqual([])
  })
})
