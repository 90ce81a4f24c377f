import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { HOSTILE_ADDRESSES, HOSTILE_NAMES, HOSTILE_POSTS } from './hostile-addresses.ts'
import { CONNECTIONS, type OutgoingOptions, openOutgoing } from './outgoing.ts'
import { PostFailed } from './post-failed.ts'

let stack = new AsyncDisposableStack()
afterEach(async () => {
  await stack.disposeAsync()
  stack = new AsyncDisposableStack()
})
const LOOPBACK = ['127.0.0.1/32', '::1/128']
const open = (options: OutgoingOptions = { allow: LOOPBACK }) => stack.use(openOutgoing(options))
const serve = async (handle: (request: IncomingMessage, response: ServerResponse) => void) => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host}${request.url}`)
    request.resume().on('end', () => handle(request, response))
  })
  let connections = 0
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stack.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}/hook`, seen, connections: () => connections }
}
const post = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' })
const lookUp = async (host: string): Promise<readonly string[]> => HOSTILE_NAMES[host] ?? []

describe('nothing is posted to', () => {
  test.each([...HOSTILE_ADDRESSES, ...HOSTILE_POSTS])('%s (%s)', async (url) => {
    const outgoing = open({ lookUp })
    expect(await outgoing.refusal(url)).toEqual({ zh: expect.any(String), en: expect.any(String) })
    await expect(outgoing.post(post(url))).rejects.toBeInstanceOf(PostFailed)
    if (url.startsWith('http://')) {
      const encrypted = url.replace('http:', 'https:')
      if (!url.includes('public.test')) expect(await outgoing.refusal(encrypted), encrypted).not.toBeNull()
    }
  })

  test('what is public and encrypted is not refused', async () => {
    const outgoing = open({ lookUp })
    for (const url of ['https://public.test/hook?a=b', 'https://93.184.216.34:8443/', 'https://[2606:4700::1111]/'])
      expect(await outgoing.refusal(url), url).toBeNull()
  })

  test('a name that is public when it is checked and private when it is connected to', async () => {
    const receiver = await serve((_, response) => response.end())
    const answers = [['93.184.216.34'], ['127.0.0.1'], ['93.184.216.34', '127.0.0.1']]
    const outgoing = open({ lookUp: async () => answers.shift() ?? [] })
    const url = `https://rebind.test:${receiver.port}/`
    expect(await outgoing.refusal(url)).toBeNull()
    await expect(outgoing.post(post(url))).rejects.toThrow('is not of the public internet')
    await expect(outgoing.post(post(url))).rejects.toThrow('is not of the public internet')
    expect(receiver.connections()).toBe(0)
  })

  test('the look-up that was judged is the one that is connected to', async () => {
    const receiver = await serve((_, response) => response.end())
    let asked = 0
    const outgoing = open({ allow: LOOPBACK, lookUp: async () => (asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) })
    const url = `http://once.test:${receiver.port}/`
    expect((await outgoing.post(post(url))).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await outgoing.post(post(url))).status).toBe(200)
    expect([asked, receiver.connections()]).toEqual([1, 1])
    expect(receiver.seen[0]).toContain('once.test')
  })

  test('what lies beside the allowed range', async () => {
    const outgoing = open({ allow: ['127.0.0.1/32'] })
    expect(await outgoing.refusal('http://127.0.0.2:8080/')).not.toBeNull()
    expect(await outgoing.refusal('http://[::1]:8080/')).not.toBeNull()
    expect(await outgoing.refusal('http://[::ffff:127.0.0.1]:8080/')).not.toBeNull()
    expect(await outgoing.refusal('http://127.0.0.1:8080/')).toBeNull()
    // the same address, written otherwise
    expect(await outgoing.refusal('http://2130706433:8080/')).toBeNull()
  })
})

describe('an answer', () => {
  test('that leads elsewhere is an answer and not followed', async () => {
    const receiver = await serve((_, response) => response.writeHead(307, { location: '/elsewhere' }).end())
    expect((await open().post(post(receiver.url))).status).toBe(307)
    expect(receiver.seen).toHaveLength(1)
  })

  test('without end is cut off and costs no memory; the status counts', async () => {
    let written = 0
    const receiver = await serve((_, response) => {
      response.writeHead(200)
      const more = (): void => {
        if (response.destroyed) return
        written += 65_536
        response.write(Buffer.alloc(65_536), () => setImmediate(more))
      }
      more()
    })
    expect((await open().post(post(receiver.url))).status).toBe(200)
    await expect.poll(() => receiver.connections()).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const then = written
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(written).toBe(then)
    expect(written).toBeLessThan(20 << 20)
  })

  test('that does not come in time ends in words', async () => {
    const receiver = await serve(() => {})
    const outgoing = open({ allow: LOOPBACK, timeouts: { connectMs: 200, totalMs: 200 } })
    await expect(outgoing.post(post(receiver.url))).rejects.toThrow('No answer within the time allowed')
  })

  test('that is no HTTP, or a connection that is refused or cut, ends in words', async () => {
    const mute = createTcpServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH\r\n'))
    const rude = createTcpServer((socket) => void socket.on('error', () => {}).destroy())
    const ports = await Promise.all(
      [mute, rude].map(async (server) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        return (server.address() as AddressInfo).port
      }),
    )
    const outgoing = open()
    await expect(outgoing.post(post(`http://127.0.0.1:${ports[0]}/`))).rejects.toThrow('The answer is not HTTP')
    await expect(outgoing.post(post(`http://127.0.0.1:${ports[1]}/`))).rejects.toThrow('cut by the other side')
    mute.close()
    rude.close()
    await expect(outgoing.post(post(`http://127.0.0.1:${ports[1]}/`))).rejects.toThrow('was refused')
  })

  test('comes over kept connections, of which there are not many, and no proxy is asked', async () => {
    process.env.HTTP_PROXY = 'http://127.0.0.1:1'
    stack.defer(() => void delete process.env.HTTP_PROXY)
    const receiver = await serve((_, response) => void setTimeout(() => response.end('ok'), 5))
    const outgoing = open()
    await Promise.all(Array.from({ length: 200 }, () => outgoing.post(post(receiver.url))))
    expect(receiver.seen).toHaveLength(200)
    expect(receiver.connections()).toBeLessThanOrEqual(CONNECTIONS)
  })
})
