import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createClient, type RedbridgeClient } from '@redbridge/client'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUserDirect } from '../modules/accounts/index.ts'
import { type Bridge, openBridge, until } from './bridge.ts'
import { freePort } from './free-port.ts'

// docs/guides/platform-adapter.md as an engineer follows it: its commands in a shell, its files in a folder of their own
// with the packed client beside them, against the whole server.

const ROOT = join(import.meta.dirname, '../../..')
const GUIDE = readFileSync(join(ROOT, 'docs/guides/platform-adapter.md'), 'utf8')
const blocks = [...GUIDE.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```/gm)].map(([, language, name, text]) => ({
  language,
  name,
  text: text as string,
}))
const fileOf = (name: string): string => blocks.find((one) => one.name === name)?.text ?? ''
const commands = blocks.filter((one) => one.language === 'sh').map((one) => one.text)

const dir = mkdtempSync(join(tmpdir(), 'redbridge-guide-'))
let bridge: Bridge
let client: RedbridgeClient
let adapter: ChildProcess | undefined
let shell: Record<string, string> = {}
const told: string[] = []
let port = 0

beforeAll(async () => {
  bridge = await openBridge()
  port = await freePort()
  await createUserDirect(bridge.platform.workerDb, {
    ...{ organisationId: bridge.admin.organisation.id, login: 'platform', name: '韩雪', roles: ['platform_admin'] },
    password: 'redbridge-demo',
  })
})
afterAll(async () => {
  adapter?.kill('SIGKILL')
  await bridge?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

describe('the adapter guide', () => {
  it('has what it is made of', () => {
    expect(commands).toHaveLength(7)
    for (const name of ['sign.mjs', 'adapter.mjs', 'webhook.mjs', 'config.json'])
      expect(fileOf(name).length, name).toBeGreaterThan(100)
  })

  it('works in a shell: sandbox, key, request, receipt, answer, endpoint', async () => {
    const names = ['CLIENT_ID', 'CLIENT_SECRET', 'KEY_ID', 'MATTER', 'MESSAGE']
    const script = [
      'set -euo pipefail',
      ...commands.map((text) => text.replace(':8080/', `:${port}/`)),
      `printf '{${names.map((name) => `"${name}":"%s"`).join(',')}}' ${names.map((name) => `"$${name}"`).join(' ')} > shell.json`,
    ].join('\n')
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: dir,
      env: { ...process.env, BASE: bridge.url },
    }).catch((error: { stderr: string; stdout: string }) => {
      throw new Error(`${error.stderr}\n${error.stdout}`)
    })
    told.push(...stdout.split('\n'))
    shell = JSON.parse(readFileSync(join(dir, 'shell.json'), 'utf8'))
    client = createClient({
      ...{ baseUrl: bridge.url, clientId: shell.CLIENT_ID as string, clientSecret: shell.CLIENT_SECRET as string },
    })
    const matter = await until(
      'the answer is confirmed',
      () => client.matters.get(shell.MATTER as string),
      ({ outcome }) => outcome,
    )
    expect(matter.state).toBe('confirmed')
    expect(stdout).toMatch(/^whsec_/m)
    expect(stdout).toContain('sent')
  })

  it('signs by hand as the server verifies', async () => {
    writeFileSync(join(dir, 'sign.mjs'), fileOf('sign.mjs'))
    const { signed } = await import(/* @vite-ignore */ pathToFileURL(join(dir, 'sign.mjs')).href)
    const { id } = await client.sandbox.request({ scenario: 'disposal' })
    const message = (await client.messages.list({ received: 'false' })).items.find((one) => one.matter.id === id)
    const body = JSON.stringify({ envelopeSha256: '0'.repeat(64) })
    const url = `${bridge.url}/api/exchange/messages/${message?.id}/receipt`
    const privateKey = readFileSync(join(dir, 'private.pem'), 'utf8')
    const send = async (sent: string) => {
      const headers = signed({ method: 'POST', url, body, keyId: shell.KEY_ID, privateKey })
      const token = await fetch(`${bridge.url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...{ grant_type: 'client_credentials', client_id: shell.CLIENT_ID as string },
          client_secret: shell.CLIENT_SECRET as string,
        }),
      }).then((answer) => answer.json() as Promise<{ access_token: string }>)
      const authorization = `Bearer ${token.access_token}`
      return (await fetch(url, { method: 'POST', body: sent, headers: { ...headers, authorization } })).json()
    }
    // The signature holds, so that what is wrong with the receipt itself is said.
    expect(await send(body)).toMatchObject({ code: 'receipt_mismatch' })
    expect(await send(`${body} `)).toMatchObject({ code: 'digest_mismatch' })
  })

  it('verifies webhooks by hand', async () => {
    writeFileSync(join(dir, 'webhook.mjs'), fileOf('webhook.mjs'))
    const { isGenuine } = await import(/* @vite-ignore */ pathToFileURL(join(dir, 'webhook.mjs')).href)
    const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
    const headersAt = (at: Date, body: string) => ({
      ...{ 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) },
      'webhook-signature': `v1,AAAA ${new Webhook(secret).sign('msg_1', at, body)}`,
    })
    const body = '{"type":"exchange.message"}'
    const now = new Date()
    expect(isGenuine(secret, headersAt(now, body), Buffer.from(body))).toBe(true)
    expect(isGenuine(secret, headersAt(now, body), Buffer.from(`${body} `))).toBe(false)
    expect(isGenuine(secret, headersAt(new Date(now.getTime() - 600_000), body), Buffer.from(body))).toBe(false)
    expect(isGenuine(secret, { ...headersAt(now, body), 'webhook-id': 'msg_2' }, Buffer.from(body))).toBe(false)
  })

  it('gives a complete adapter that answers every scenario with the packed client', { timeout: 120_000 }, async () => {
    const app = join(dir, 'app')
    installClient(app)
    writeFileSync(join(app, 'adapter.mjs'), fileOf('adapter.mjs'))
    const config = JSON.parse(fileOf('config.json'))
    const key = { id: shell.KEY_ID, privateKey: readFileSync(join(dir, 'private.pem'), 'utf8') }
    const webhook = { port, secret: told.find((line) => line.startsWith('whsec_')) }
    expect(Object.keys(config)).toEqual(['baseUrl', 'clientId', 'clientSecret', 'key', 'webhook'])
    writeFileSync(
      join(app, 'config.json'),
      JSON.stringify({
        ...{ baseUrl: bridge.url, clientId: shell.CLIENT_ID, clientSecret: shell.CLIENT_SECRET, key, webhook },
      }),
    )
    const said: string[] = []
    adapter = spawn(process.execPath, ['adapter.mjs'], { cwd: app, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [adapter.stdout, adapter.stderr]) stream?.on('data', (piece) => said.push(String(piece)))
    const ends = { order: 'confirmed', item: 'confirmed', shop: 'confirmed', keyword: 'confirmed' }
    for (const [scenario, state] of Object.entries({ ...ends, correction: 'confirmed', disposal: 'closed' })) {
      const { id } = await client.sandbox.request({ scenario: scenario as 'order' })
      const matter = await until(
        scenario,
        () => client.matters.get(id),
        (one) => one.outcome,
        25,
      ).catch((error: Error) => {
        throw new Error(`${error.message.slice(0, 300)}\n${said.join('').slice(-2000)}`)
      })
      expect([scenario, matter.state]).toEqual([scenario, state])
    }
    expect(said.filter((line) => !line.startsWith('done'))).toEqual([])
    const { n } = await bridge.platform.workerDb
      .selectFrom('exchange_delivery')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('state', '=', 'delivered')
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBeGreaterThan(5)
  })
})

/** The client as `npm install` of its package lays it; what it depends on is linked instead of fetched. */
const installClient = (app: string): void => {
  mkdirSync(join(app, 'node_modules/@redbridge'), { recursive: true })
  execFileSync(process.execPath, [join(ROOT, 'scripts/pack-client.mjs'), app])
  execFileSync('tar', ['xzf', readdirSync(app).find((name) => name.endsWith('.tgz')) as string], { cwd: app })
  execFileSync('mv', ['package', 'node_modules/@redbridge/client'], { cwd: app })
  for (const from of ['node_modules', 'ledger/node_modules'])
    for (const name of readdirSync(join(ROOT, from)).filter((one) => !one.startsWith('.') && one !== '@redbridge')) {
      rmSync(join(app, 'node_modules', name), { recursive: true, force: true })
      symlinkSync(join(ROOT, from, name), join(app, 'node_modules', name))
    }
}
