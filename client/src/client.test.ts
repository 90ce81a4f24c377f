import { createHash, createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { createClient, generateKey, publicKeyOf, verifyWebhook } from './index.ts'
import { contentDigest } from './sign.ts'

// The client against a real HTTP server that behaves as badly as networks and servers do.

type Answer = (request: IncomingMessage & { text: string }, response: ServerResponse) => void
let server: Server | undefined
const seen: { url: string; headers: IncomingMessage['headers']; text: string }[] = []
const key = { id: 'key_1', ...generateKey() }

/** Answers with these in turn, the last one again and again; tokens are always given. */
const serve = async (...answers: Answer[]) => {
  seen.length = 0
  let tokens = 0
  let n = 0
  const opened = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString('utf8')
    if (request.url === '/oauth/token') {
      tokens++
      return response.end(JSON.stringify({ access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: 3600 }))
    }
    seen.push({ url: request.url ?? '', headers: request.headers, text })
    const answer = answers[Math.min(n++, answers.length - 1)] as Answer
    answer(Object.assign(request, { text }), response)
  })
  server = opened
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
  const { port } = opened.address() as { port: number }
  return { baseUrl: `http://127.0.0.1:${port}/`, clientId: 'a', clientSecret: 'b', key }
}
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
})

const say =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const reset: Answer = (request) => request.socket.destroy()
const problem = (status: number, code: string, extra: object = {}): Answer =>
  say(status, { type: `urn:redbridge:error:${code}`, title: code, status, code, ...extra })
const done = say(200, { id: 'mat_1', version: 2 })
const extend = (options: Awaited<ReturnType<typeof serve>>, more: object = {}) =>
  createClient({ ...options, ...more }).requests.extend('mat_1', { reason: '量大' }, { version: 1 })

describe('repeating', () => {
  it('goes on through resets, 429 and 5xx under one idempotency key, each attempt signed anew', async () => {
    const busy = say(429, { code: 'too_many_requests' }, { 'retry-after': '0' })
    await extend(await serve(reset, busy, problem(503, 'unavailable'), say(502, {}), done))
    expect(seen).toHaveLength(5)
    const all = (name: string) => new Set(seen.map((one) => one.headers[name])).size
    expect([all('idempotency-key'), all('content-digest'), all('signature-input'), all('signature')]).toEqual([
      1, 1, 5, 5,
    ])
  })

  it('waits as long as it is asked to', async () => {
    const started = performance.now()
    await extend(await serve(say(429, {}, { 'retry-after': '1' }), done))
    expect(performance.now() - started).toBeGreaterThan(990)
  })

  it('gives up after its attempts and says which', async () => {
    await expect(extend(await serve(reset), { attempts: 2 })).rejects.toMatchObject({ code: 'no_answer', status: 0 })
    expect(seen).toHaveLength(2)
  })

  it('does not repeat what is refused', async () => {
    const refused = problem(409, 'conflict', { state: 'withdrawn', errors: [{ pointer: '/version', message: 'old' }] })
    const failed = extend(await serve(refused))
    await expect(failed).rejects.toMatchObject({ code: 'conflict', status: 409, problem: { state: 'withdrawn' } })
    await expect(failed).rejects.toMatchObject({ errors: [{ pointer: '/version', message: 'old' }] })
    expect(seen).toHaveLength(1)
  })

  it('gets a new token when the old one has ended, once', async () => {
    await extend(await serve(problem(401, 'not_signed_in'), done))
    expect(seen.map((one) => one.headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
    await expect(extend(await serve(problem(401, 'not_signed_in')))).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(2)
    await expect(extend(await serve(problem(401, 'signature_expired')))).rejects.toMatchObject({
      code: 'signature_expired',
    })
    expect(seen).toHaveLength(1)
  })

  it('does not follow redirects with its token', async () => {
    const away: Answer = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    await expect(extend(await serve(away), { attempts: 1 })).rejects.toMatchObject({ code: 'no_answer' })
  })
})

describe('signing', () => {
  it('signs method, address, body and its type as RFC 9421 has it', async () => {
    const options = await serve(done)
    await extend(options, { publicUrl: 'https://redbridge.example.gov.cn/' })
    const { headers, text, url } = seen[0] as (typeof seen)[0]
    const params = String(headers['signature-input']).replace(/^sig1=/, '')
    expect(params).toMatch(
      /^\("@method" "@target-uri" "content-digest" "content-type"\);created=\d+;keyid="key_1";alg="ed25519";nonce="[\w-]{16,}";tag="redbridge"$/,
    )
    expect(headers['content-digest']).toBe(`sha-256=:${createHash('sha256').update(text).digest('base64')}:`)
    const base = [
      '"@method": POST',
      `"@target-uri": https://redbridge.example.gov.cn${url}`,
      `"content-digest": ${headers['content-digest']}`,
      '"content-type": application/json',
      `"@signature-params": ${params}`,
    ].join('\n')
    const signature = Buffer.from(String(headers.signature).replace(/^sig1=:|:$/g, ''), 'base64')
    const holds = (signed: string) => verify(null, Buffer.from(signed), createPublicKey(key.publicKey), signature)
    expect([holds(base), holds(base.replace('POST', 'PUT'))]).toEqual([true, false])
  })

  it('digests as the adapter guide says, and takes Ed25519 keys alone', () => {
    expect(contentDigest('{"hello": "world"}')).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
    expect(publicKeyOf(key.privateKey)).toBe(key.publicKey)
    expect(() =>
      createClient({ baseUrl: 'x', clientId: 'a', clientSecret: 'b', key: { id: 'k', privateKey: 'none' } }),
    ).toThrow()
  })
})

describe('webhooks', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const party = { id: 'org_a', name: '甲' }
  const data = {
    ...{ no: 1, id: 'msg_1', type: 'disposal_order.approve', typeText: { zh: '批准', en: 'Approve' } },
    ...{ at: '2026-11-25T01:00:00.000Z', from: party, to: { id: 'org_b', name: '乙' }, content: null },
    matter: { id: 'mat_1', number: 'CZ-2026-000001', kind: 'disposal_order', title: '下架' },
    envelope: { text: '{}', signature: 'AAAA', keyId: 'key_1' },
    ...{ receipt: null, receivedAt: null },
  }
  const body = JSON.stringify({ type: 'exchange.message', timestamp: data.at, data })
  const headersAt = (at: Date) => ({
    ...{ 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) },
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  })

  it('are read where they are genuine and fresh, and nowhere else', () => {
    const headers = headersAt(new Date())
    expect(verifyWebhook(secret, headers, Buffer.from(body)).data).toEqual(data)
    expect(verifyWebhook(secret, new Headers(headers), body).data.id).toBe('msg_1')
    const wrong: [Record<string, string>, string][] = [
      [headers, body.replace('msg_1', 'msg_2')],
      [{ ...headers, 'webhook-id': 'msg_2' }, body],
      [headersAt(new Date(Date.now() - 600_000)), body],
      [{}, body],
    ]
    for (const [given, text] of wrong)
      expect(() => verifyWebhook(secret, given, text)).toThrow(expect.objectContaining({ code: 'not_genuine' }))
  })
})
