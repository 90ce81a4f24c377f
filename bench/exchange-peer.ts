// Not a benchmark of its own: heads of bureaus who approve, and the platform's receiver, in a process of their own.
import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BureauWork } from '@redbridge/server/bench'

export interface ApproveOrder {
  readonly url: string
  readonly secret: string
  readonly keys: Record<string, string>
  readonly work: BureauWork[]
  /** requests of one call */
  readonly bulk: number
  /** messages a second offered; 0: as fast as they go, `bureaus` calls at a time */
  readonly rate: number
  /** the first messages make the keys that the others are verified with */
  readonly unverified?: boolean
}
export interface PlainOrder {
  /** how many plain posts will come */
  readonly expect: number
}
export interface Arrived {
  readonly messages: number
  readonly twice: number
  readonly invalid: number
  /** from the first call to the last arrival */
  readonly seconds: number
  /** from the answer to the call that approved until the webhook was verified, sorted */
  readonly fromAnswer: number[]
  /** from the stamp at the beginning of the approval, its own time included, sorted */
  readonly fromStart: number[]
  readonly callMs: number[]
  readonly cpuSeconds: number
}

const KIND = 'assistance_request'
let keys = new Map<string, KeyObject>()
let secret = Buffer.alloc(0)
/** when each message was whole and verified, by its id; for plain posts by their number */
let arrived = new Map<string, { at: number; matter: string; stamp: number }>()
let [twice, invalid] = [0, 0]
let unverified = false

const publicKey = (raw: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(raw, 'base64')]),
    format: 'der',
    type: 'spki',
  })

/** Standard Webhooks: HMAC-SHA256 over id.timestamp.body; then the sender's Ed25519 signature over the envelope. */
const accept = (request: IncomingMessage, body: string): boolean => {
  const id = String(request.headers['webhook-id'])
  const signed = `${id}.${request.headers['webhook-timestamp']}.${body}`
  const expected = Buffer.from(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
  const given = Buffer.from(String(request.headers['webhook-signature']))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  const { data } = JSON.parse(body)
  const key = keys.get(data.envelope.keyId)
  const { text, signature } = data.envelope
  if (!unverified && (!key || !verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64')))) return false
  const envelope = JSON.parse(text)
  if (envelope.id !== id || envelope.matter.id !== data.matter.id || !data.content?.facts?.compose) return false
  if (arrived.has(id)) twice++
  else arrived.set(id, { at: Date.now(), matter: data.matter.id, stamp: Date.parse(data.at) })
  return true
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    if (request.url === '/plain') {
      const { no, at } = JSON.parse(body)
      arrived.set(String(no), { at: Date.now(), matter: '', stamp: at })
    } else if (!accept(request, body)) {
      invalid++
      return response.writeHead(400).end()
    }
    response.writeHead(204).end()
  })
})

const approve = async (
  url: string,
  call: { cookie: string; ids: { id: string; version: number }[] },
): Promise<{ at: number; ms: number }> => {
  const started = Date.now()
  const answer = await fetch(`${url}/api/matters/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-redbridge-request': '1', cookie: call.cookie },
    body: JSON.stringify({ preview: false, kind: KIND, event: 'approve', ids: call.ids, form: {} }),
  })
  const said = (await answer.json()) as { affected?: number }
  if (said.affected !== call.ids.length) throw new Error(JSON.stringify(said).slice(0, 500))
  const at = Date.now()
  return { at, ms: at - started }
}

const allArrived = async (count: number): Promise<void> => {
  const patience = Date.now() + 60_000
  while (arrived.size < count && Date.now() < patience) await sleep(5)
}
const ascending = (numbers: number[]): number[] => numbers.sort((a, b) => a - b)

const runApproval = async (order: ApproveOrder): Promise<Arrived> => {
  unverified = order.unverified === true
  secret = Buffer.from(order.secret.slice('whsec_'.length), 'base64')
  keys = new Map(Object.entries(order.keys).map(([id, raw]) => [id, publicKey(raw)]))
  const queues = order.work.map(({ cookie, items }) => {
    const calls: { cookie: string; ids: { id: string; version: number }[] }[] = []
    for (let i = 0; i < items.length; i += order.bulk) calls.push({ cookie, ids: items.slice(i, i + order.bulk) })
    return calls
  })
  const answered = new Map<string, number>()
  const callMs: number[] = []
  const one = async (call: { cookie: string; ids: { id: string; version: number }[] }): Promise<void> => {
    const { at, ms } = await approve(order.url, call)
    callMs.push(ms)
    for (const { id } of call.ids) answered.set(id, at)
  }
  const cpu = process.cpuUsage()
  const started = Date.now()
  if (order.rate > 0) {
    // Offered evenly, whether the server keeps up or not: a queue that builds up counts.
    const calls = Array.from({ length: Math.max(...queues.map((one) => one.length)) }, (_, i) =>
      queues.flatMap((queue) => queue[i] ?? []),
    ).flat()
    const running: Promise<void>[] = []
    for (const [i, call] of calls.entries()) {
      const early = started + (i * order.bulk * 1000) / order.rate - Date.now()
      if (early > 0) await sleep(early)
      running.push(one(call))
    }
    await Promise.all(running)
  } else
    await Promise.all(
      queues.map(async (queue) => {
        for (const call of queue) await one(call)
      }),
    )
  await allArrived(answered.size)
  const last = Math.max(...[...arrived.values()].map((each) => each.at))
  const used = process.cpuUsage(cpu)
  return {
    messages: arrived.size,
    twice,
    invalid,
    seconds: (last - started) / 1000,
    fromAnswer: ascending(
      [...arrived.values()].map(({ at, matter }) => Math.max(0, at - (answered.get(matter) ?? at))),
    ),
    fromStart: ascending([...arrived.values()].map(({ at, stamp }) => at - stamp)),
    callMs: ascending(callMs),
    cpuSeconds: (used.user + used.system) / 1e6,
  }
}

const runPlain = async ({ expect }: PlainOrder): Promise<Arrived> => {
  const cpu = process.cpuUsage()
  await allArrived(expect)
  const all = [...arrived.values()]
  const used = process.cpuUsage(cpu)
  const span = Math.max(...all.map((one) => one.at)) - Math.min(...all.map((one) => one.stamp))
  const fromStart = ascending(all.map(({ at, stamp }) => at - stamp))
  const none = { twice: 0, invalid: 0, fromAnswer: [], callMs: [] }
  return { ...none, messages: all.length, seconds: span / 1000, fromStart, cpuSeconds: (used.user + used.system) / 1e6 }
}

process.on('message', async (order: ApproveOrder | PlainOrder) => {
  arrived = new Map()
  twice = 0
  invalid = 0
  try {
    process.send?.('expect' in order ? await runPlain(order) : await runApproval(order))
  } catch (error) {
    process.send?.({ error: String(error) })
  }
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
