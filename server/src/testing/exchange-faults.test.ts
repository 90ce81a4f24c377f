import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type FaultOptions, runFaults } from './faults/run.ts'

// Requests, receipts and answers between real processes over a bad network, everything killed without warning: nothing is
// lost, nothing doubled, everything is signed and in the ledger. With the outbox or the memory of idempotency keys taken
// away the same run must find faults. The long run: npm run bench -- exchange-faults --exchanges 50000

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})
const run = (options: Partial<FaultOptions>) => {
  const dir = mkdtempSync(join(tmpdir(), 'redbridge-faults-'))
  dirs.push(dir)
  const log = process.env.FAULT_LOG ? console.error : () => {}
  return runFaults({ dir, seed: 7, exchanges: 100, bulk: 20, killEvery: [500, 2_500], settle: 180, log, ...options })
}
const kinds = (faults: Awaited<ReturnType<typeof runFaults>>['verdict']['faults']) => [...faults.keys()]

it('100 exchanges while everything is killed and the network fails: whole on both sides', async () => {
  const report = await run({})
  expect(Object.fromEntries(report.verdict.faults)).toEqual({})
  // It was no calm day.
  expect(report.verdict.messages).toBe(200)
  for (const kills of Object.values(report.kills)) expect(kills).toBeGreaterThan(0)
  expect(report.network.outages).toBeGreaterThan(0)
  expect(report.retries).toBeGreaterThan(0)
}, 600_000)

it('without the outbox messages do not arrive, and the run says so', async () => {
  const { verdict } = await run({ exchanges: 10, bulk: 10, broken: 'outbox', settle: 8 })
  expect(kinds(verdict.faults)).toEqual(expect.arrayContaining(['no receipt', 'lost on the way to the platform']))
}, 300_000)

it('without the memory of idempotency keys acts are done twice, and the run says so', async () => {
  const { verdict } = await run({ broken: 'idempotency', settle: 30 })
  // Which of them were repeated is chance: a request opened twice, a bulk move or an answer refused the second time.
  const twice = ['request that nobody asked', 'due act refused', 'the platform believes it failed']
  expect(kinds(verdict.faults).filter((kind) => twice.includes(kind))).not.toEqual([])
}, 400_000)
