import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Guard, Refused, type Target } from './guard.ts'

/** One connection a page asked for. */
export interface Visit {
  readonly host: string
  readonly port: number
  /** the address connected to; null when refused */
  readonly address: string | null
  readonly refused: string | null
}

export interface FilterProxy extends AsyncDisposable {
  readonly server: string
  readonly username: string
  readonly password: string
  readonly visits: readonly Visit[]
  bytes(): number
}

export interface FilterProxyOptions {
  readonly guard: Guard
  readonly maxBytes: number
  /** called once when the page has taken more than it may */
  readonly onTooMuch: () => void
}

const CONNECT_MS = 8_000
const HOP_BY_HOP = ['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive', 'te', 'trailer', 'upgrade']

/**
 * The one way out of the browser of a capture: every request of the page, redirects, frames and sockets included, comes
 * here, and each destination is judged by the guard. With a password, because other programs of this machine could find
 * the port.
 */
export const startFilterProxy = async (options: FilterProxyOptions): Promise<FilterProxy> => {
  const password = randomBytes(24).toString('hex')
  const wanted = Buffer.from(`Basic ${Buffer.from(`capture:${password}`).toString('base64')}`)
  const state: State = { ...options, visits: [], taken: 0, open: new Set() }
  const allowed = (message: IncomingMessage): boolean => {
    const given = Buffer.from(message.headers['proxy-authorization'] ?? '')
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const server = createServer((message, answer) => {
    if (allowed(message)) void forward(state, message, answer)
    else answer.writeHead(407, { 'proxy-authenticate': 'Basic realm="capture"' }).end()
  })
  server.on('connect', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (allowed(message)) void tunnel(state, message, socket, head)
    else
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="capture"\r\ncontent-length: 0\r\n\r\n',
      )
  })
  server.on('upgrade', (_, socket) => socket.destroy())
  server.on('connection', (socket) => keep(state, socket))
  server.on('clientError', (_, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username: 'capture',
    password,
    visits: state.visits,
    bytes: () => state.taken,
    [Symbol.asyncDispose]: async () => {
      for (const socket of state.open) socket.destroy()
      server.close()
    },
  }
}

interface State extends FilterProxyOptions {
  readonly visits: Visit[]
  readonly open: Set<Socket>
  taken: number
}

const keep = (state: State, socket: Socket): void => {
  state.open.add(socket)
  socket.on('close', () => state.open.delete(socket))
  socket.on('error', () => socket.destroy())
}

/** A connection to a destination the guard lets through, or a refusal that is written down. */
const dial = async (state: State, host: string, port: number): Promise<Socket> => {
  let target: Target
  try {
    target = await state.guard.resolve(host, port)
  } catch (error) {
    state.visits.push({ host, port, address: null, refused: error instanceof Refused ? error.why : 'error' })
    throw error
  }
  for (const address of target.addresses) {
    const socket = await dialAddress(address, port)
    if (!socket) continue
    keep(state, socket)
    state.visits.push({ host: target.host, port, address, refused: null })
    socket.on('data', (piece: Buffer) => count(state, piece.length))
    return socket
  }
  state.visits.push({ host: target.host, port, address: target.addresses[0] ?? null, refused: null })
  throw new Error('no connection')
}

const dialAddress = async (address: string, port: number): Promise<Socket | null> => {
  const socket = connect({ host: address, port })
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('timeout')))
  try {
    await once(socket, 'connect')
    socket.setTimeout(0)
    socket.on('error', () => socket.destroy())
    return socket
  } catch {
    socket.destroy()
    return null
  }
}

const count = (state: State, bytes: number): void => {
  const before = state.taken
  state.taken += bytes
  if (before <= state.maxBytes && state.taken > state.maxBytes) state.onTooMuch()
}

/** https and sockets: bytes both ways. A refusal closes the connection without a word, so that no page is made of it. */
const tunnel = async (state: State, message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
  socket.on('error', () => socket.destroy())
  try {
    const at = (message.url ?? '').lastIndexOf(':')
    const remote = await dial(state, (message.url ?? '').slice(0, at), Number((message.url ?? '').slice(at + 1)))
    socket.on('close', () => remote.destroy())
    remote.on('close', () => socket.destroy())
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    if (head.length > 0) remote.write(head)
    remote.pipe(socket)
    socket.pipe(remote)
  } catch {
    socket.destroy()
  }
}

/** Plain http: the request goes on to the address that was judged, on a connection of its own. */
const forward = async (state: State, message: IncomingMessage, answer: ServerResponse): Promise<void> => {
  try {
    const url = new URL(message.url ?? '')
    if (url.protocol !== 'http:') throw new Refused(url.host, `scheme ${url.protocol}`)
    const remote = await dial(state, url.hostname, Number(url.port) || 80)
    const headers = Object.fromEntries(Object.entries(message.headers).filter(([name]) => !HOP_BY_HOP.includes(name)))
    const onward = request({
      method: message.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host, connection: 'close' },
      setHost: false,
      createConnection: () => remote,
    })
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.statusMessage ?? '', response.rawHeaders)
      response.pipe(answer)
      response.on('error', () => answer.destroy())
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    message.pipe(onward)
  } catch {
    message.socket.destroy()
  }
}
