import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readZip } from '@redbridge/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contextFor } from '../../../platform/platform.ts'
import { actorOf, openWork, type Work } from '../../../testing/work.ts'
import { evidenceJobs, evidenceRoutes } from '../index.ts'
import { getBrowserPath } from './find-browser.ts'

// A real Chromium captures pages of this machine. Without a browser these tests fail: `npm test` installs one.

const bureau = { id: 'org_city', kind: 'bureau' as const, division: '110000', nameZh: '北京市市场监督管理局' }
const analyst = actorOf('usr_a', 'bureau_analyst', bureau)
let work: Work
let site: Server
let inside: Server
let secure: Server
let keys: string
const asked: string[] = []
const portOf = (server: Server): number => (server.address() as AddressInfo).port

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PAGES: Record<
  string,
  (request: IncomingMessage) => {
    status?: number
    type?: string
    headers?: Record<string, string>
    body: string | Buffer
  }
> = {
  '/start': () => ({ status: 302, headers: { location: '/page' }, body: '' }),
  '/page': () => ({
    headers: { 'x-shop': 'red-bridge', date: new Date(Date.now() - 90_000).toUTCString() },
    body: `<!doctype html><html lang="zh"><title>某某网店</title><link rel="stylesheet" href="/style.css">
      <h1>全网最低价</h1><img src="/pixel.png" width="50" height="50"><img loading="lazy" src="/late.png" style="margin-top:3000px">
      <iframe src="http://127.0.0.1:${portOf(inside)}/secret"></iframe>
      <script>
        fetch('http://127.0.0.1:${portOf(inside)}/fetched').catch(() => {})
        fetch('http://169.254.169.254/latest/meta-data/').catch(() => {})
        new WebSocket('ws://127.0.0.1:${portOf(inside)}/socket')
        try { const p = new RTCPeerConnection({ iceServers: [{ urls: 'turn:127.0.0.1:${portOf(inside)}?transport=tcp', username: 'u', credential: 'p' }] }); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)) } catch {}
        navigator.serviceWorker?.register('/worker.js').catch(() => {})
        window.open('http://127.0.0.1:${portOf(inside)}/opened')
        document.body.append(Object.assign(document.createElement('p'), { textContent: '脚本写下的文字' }))
      </script></html>`,
  }),
  '/style.css': () => ({ type: 'text/css', body: 'h1{color:#c00;background:url(/pixel.png)}' }),
  '/pixel.png': () => ({ type: 'image/png', body: PIXEL }),
  '/late.png': () => ({ type: 'image/png', body: PIXEL }),
  '/worker.js': () => ({ type: 'text/javascript', body: '' }),
  '/to-inside': () => ({ status: 302, headers: { location: `http://127.0.0.1:${portOf(inside)}/secret` }, body: '' }),
  '/to-file': () => ({ status: 302, headers: { location: 'file:///etc/passwd' }, body: '' }),
  '/to-metadata': () => ({ status: 302, headers: { location: 'http://169.254.169.254/' }, body: '' }),
  '/download': () => ({
    type: 'application/octet-stream',
    headers: { 'content-disposition': 'attachment' },
    body: 'x',
  }),
  '/missing': () => ({ status: 404, body: '<h1>此页不存在</h1>' }),
  '/tall': () => ({ body: '<body style="height:40000px">高' }),
  '/large': () => ({
    body: '<script>for (let i = 0; i < 7; i++) fetch("/ten?" + i).then((a) => a.arrayBuffer())</script>',
  }),
  '/ten': () => ({ type: 'application/octet-stream', body: Buffer.alloc(10 << 20) }),
}
const answer: RequestListener = (request, response) => {
  asked.push(request.url ?? '')
  const page = PAGES[(request.url ?? '').split('?')[0] ?? '']
  if (request.url === '/slow.png') return // never answers
  const {
    status = 200,
    type = 'text/html; charset=utf-8',
    headers = {},
    body,
  } = page?.(request) ?? { status: 404, body: '' }
  response.writeHead(status, { 'content-type': type, ...headers }).end(body)
}

beforeAll(async () => {
  getBrowserPath() // says in plain words what is missing
  keys = mkdtempSync(join(tmpdir(), 'redbridge-keys-'))
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=shop.test',
      '-keyout',
      join(keys, 'key.pem'),
      '-out',
      join(keys, 'cert.pem'),
    ],
    { stdio: 'pipe' },
  )
  site = createServer(answer)
  inside = createServer((request, response) => {
    asked.push(`inside ${request.url}`)
    response.end('内部')
  })
  inside.on('upgrade', (request, socket) => {
    asked.push(`inside ${request.url}`)
    socket.destroy()
  })
  inside.on('connection', () => asked.push('inside connection'))
  secure = createSecureServer(
    { key: readFileSync(join(keys, 'key.pem')), cert: readFileSync(join(keys, 'cert.pem')) },
    answer,
  )
  for (const server of [site, inside, secure]) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  work = await openWork(evidenceRoutes)
  await work.platform.workerDb
    .insertInto('organisation')
    .values({ id: bureau.id, kind: 'bureau', division: bureau.division, name_zh: bureau.nameZh })
    .execute()
})
afterAll(async () => {
  for (const server of [site, inside, secure]) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(keys, { recursive: true, force: true })
  await work[Symbol.asyncDispose]()
})

/** Asks for a capture and does the job, as a worker would. */
const capture = async (url: string, more: object = {}) => {
  asked.length = 0
  work.setNow(new Date().toISOString())
  const platform = {
    ...work.platform,
    clock: { now: () => new Date() },
    capture: { allowPrivate: [`127.0.0.1:${portOf(site)}`, `127.0.0.1:${portOf(secure)}`], ...more },
  }
  const made = await work.call(analyst, 'POST', '/api/evidence/capture', { url, purpose: '固定违法宣传页面' })
  if (made.status !== 202) return made.body
  const job = evidenceJobs(platform).find(({ name }) => name === 'evidence.capture')
  await job?.handle({ captureId: made.body.id, key: '' }, new AbortController().signal)
  return (await work.call(analyst, 'GET', `/api/evidence/captures/${made.body.id}`)).body
}
const at = (path: string): string => `http://127.0.0.1:${portOf(site)}${path}`
const partsOf = async (itemId: string) => {
  const { raw } = await work.call(analyst, 'GET', `/api/evidence/${itemId}/file`)
  return new Map(readZip(raw).map(({ name, bytes }) => [name, Buffer.from(bytes)]))
}

describe('a page', () => {
  test('is captured whole, with where it came from, and reaches nothing inside', { timeout: 90_000 }, async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^(redbridge-capture-|playwright)/.test(name))
    const done = await capture(at('/start?a=1'), { timeSource: at('/page') })
    expect(done, JSON.stringify(done)).toMatchObject({ state: 'done', fault: null })
    const { body: item } = await work.call(analyst, 'GET', `/api/evidence/${done.itemId}`)
    expect(item).toMatchObject({ kind: 'web_capture', title: '某某网店', note: '固定违法宣传页面' })
    const parts = await partsOf(done.itemId)
    expect([...parts.keys()]).toEqual([
      'manifest.json',
      'page.png',
      'page.mhtml',
      'page.html',
      'responses.json',
      'connections.json',
      'record.json',
    ])
    const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '')
    for (const part of manifest.parts) {
      const bytes = parts.get(part.name) as Buffer
      expect([part.bytes, part.sha256, part.sm3]).toEqual([
        bytes.length,
        createHash('sha256').update(bytes).digest('hex'),
        createHash('sm3').update(bytes).digest('hex'),
      ])
    }
    expect(parts.get('page.html')?.toString()).toContain('脚本写下的文字')
    expect(parts.get('page.mhtml')?.toString()).toContain('pixel.png')
    const png = parts.get('page.png') as Buffer
    expect([png.readUInt32BE(16), png.readUInt32BE(20) > 3000]).toEqual([1280, true])
    const responses = JSON.parse(parts.get('responses.json')?.toString() ?? '')
    expect(
      responses.chain.map((hop: { url: string; status: number }) => [new URL(hop.url).pathname, hop.status]),
    ).toEqual([
      ['/start', 302],
      ['/page', 200],
    ])
    expect(responses.chain[1].headers).toContainEqual({ name: 'x-shop', value: 'red-bridge' })
    // Subresources and what waited to be scrolled to were fetched; what lies inside was not even connected to.
    expect(asked).toEqual(expect.arrayContaining(['/style.css', '/pixel.png', '/late.png']))
    expect(asked.filter((one) => one.startsWith('inside'))).toEqual([])
    const connections = JSON.parse(parts.get('connections.json')?.toString() ?? '')
    const refused = connections
      .filter((one: { refused: string | null }) => one.refused)
      .map((one: { host: string }) => one.host)
    expect(refused).toEqual(expect.arrayContaining(['127.0.0.1', '169.254.169.254']))
    expect(item.capture).toMatchObject({
      url: at('/start?a=1'),
      finalUrl: at('/page'),
      status: 200,
      addresses: ['127.0.0.1'],
      tls: null,
      requestedBy: { id: 'usr_a' },
      purpose: '固定违法宣传页面',
      page: { width: 1280, complete: true },
      environment: { proxy: expect.stringContaining('no other'), language: 'zh-CN' },
    })
    expect(item.capture.environment.browser).toMatch(/^\d+\.\d+/)
    // The page's clock was set 90 s back: that is what is found, within its uncertainty.
    const [page, source] = item.capture.clock
    for (const reading of [page, source])
      expect(Math.abs(reading.offsetMs + 90_000)).toBeLessThanOrEqual(reading.uncertaintyMs + 600)
    expect(source.source).toBe(at('/page'))
    // The browser's profile is gone.
    expect(readdirSync(tmpdir()).filter((name) => /^(redbridge-capture-|playwright)/.test(name))).toEqual(before)
  })

  test('behind TLS shows its certificates, and that nobody should trust them', { timeout: 60_000 }, async () => {
    const done = await capture(`https://127.0.0.1:${portOf(secure)}/page`)
    expect(done.fault).toBeNull()
    const { body: item } = await work.call(analyst, 'GET', `/api/evidence/${done.itemId}`)
    expect(item.capture.tls).toMatchObject({
      trusted: false,
      sameInBrowser: true,
      chain: [{ subject: 'CN=shop.test', issuer: 'CN=shop.test' }],
    })
    const parts = await partsOf(done.itemId)
    expect(parts.get('certificates.pem')?.toString()).toBe(readFileSync(join(keys, 'cert.pem'), 'utf8'))
  })

  test('that says 404 is evidence too; one that never ends is cut at 16,000 pixels', { timeout: 90_000 }, async () => {
    const missing = await capture(at('/missing'))
    expect((await work.call(analyst, 'GET', `/api/evidence/${missing.itemId}`)).body.capture.status).toBe(404)
    const tall = await capture(at('/tall'))
    const { body: item } = await work.call(analyst, 'GET', `/api/evidence/${tall.itemId}`)
    expect(item.capture.page).toMatchObject({ captured: 16_000 })
    expect(item.capture.page.height).toBeGreaterThanOrEqual(40_000)
  })
})

describe('refused, with the reason', () => {
  test.each([
    ['a private address', 'http://10.0.0.1/', 'capture_refused'],
    ['this machine', 'http://localhost:1/', 'capture_refused'],
  ])('%s', { timeout: 60_000 }, async (_, url, code) => {
    expect((await capture(url)).fault).toMatchObject({ code })
  })

  test.each(['file:///etc/passwd', 'ftp://example.com/', 'javascript:alert(1)', 'http://u:p@example.com/'])(
    'at once: %s',
    async (url) => {
      expect((await capture(url)).code).toBe('capture_refused')
    },
  )

  test.each([
    ['a redirect to the inside', '/to-inside', 'capture_refused'],
    ['a redirect to a metadata address', '/to-metadata', 'capture_refused'],
    ['a redirect to a file', '/to-file', 'capture_failed'],
    ['a download', '/download', 'capture_failed'],
    ['more than 50 MB', '/large', 'capture_limit'],
  ])('%s', { timeout: 60_000 }, async (_, path, code) => {
    const done = await capture(at(path))
    expect(done).toMatchObject({ state: 'failed', itemId: null, fault: { code } })
    expect(done.fault.detail.length).toBeGreaterThan(3)
    expect(asked.filter((one) => one.startsWith('inside'))).toEqual([])
  })

  test('without a browser, in plain words', async () => {
    const { fault } = await capture(at('/page'), { chromePath: '/no/such/browser' })
    expect(fault).toMatchObject({ code: 'capture_unavailable', zh: expect.stringContaining('Chromium') })
  })
})

test('a capture is its organisation’s alone, and done once', async () => {
  const ctx = contextFor(work.platform, actorOf('usr_x', 'bureau_analyst', { ...bureau, id: 'org_x' }))
  const rows = await ctx.tx((tx) => tx.selectFrom('evidence_capture').select('id').execute())
  expect(rows).toEqual([])
  const [done] = await work.platform.workerDb
    .selectFrom('evidence_capture')
    .selectAll()
    .where('state', '=', 'done')
    .execute()
  const items = () => work.platform.workerDb.selectFrom('evidence_item').select('id').execute()
  const before = await items()
  await evidenceJobs(work.platform)
    .find(({ name }) => name === 'evidence.capture')
    ?.handle({ captureId: done?.id ?? '', key: '' }, new AbortController().signal)
  expect(await items()).toEqual(before)
})
