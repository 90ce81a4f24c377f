// A process of its own that asks admission checks over HTTP: at an offered rate (latency counted from the moment a request
// was due, so that a stall is not hidden), then as fast as answers come.
import { Agent, request } from 'node:http'

export interface LoadOrder {
  readonly url: string
  readonly token: string
  readonly bodies: readonly string[]
  readonly rate: number
  readonly seconds: number
  readonly ceilingSeconds: number
}
export interface LoadResult {
  readonly offered: number
  readonly answered: number
  readonly failed: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
  readonly ceiling: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

const ask = (order: LoadOrder, i: number): Promise<boolean> =>
  new Promise((resolve) => {
    const body = order.bodies[i % order.bodies.length] as string
    const sent = request(
      `${order.url}/api/admission-checks`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          authorization: `Bearer ${order.token}`,
        },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode === 200))
      },
    )
    sent.on('error', () => resolve(false))
    sent.end(body)
  })

const atRate = async (order: LoadOrder) => {
  const latencies: number[] = []
  const waiting: Promise<void>[] = []
  let failed = 0
  const total = order.rate * order.seconds
  const start = performance.now()
  for (let i = 0; i < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * order.rate) + 1)
    for (; i < due; i++) {
      const dueAt = start + (i / order.rate) * 1000
      waiting.push(
        ask(order, i).then((ok) => {
          if (ok) latencies.push(performance.now() - dueAt)
          else failed++
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(waiting)
  latencies.sort((a, b) => a - b)
  const at = (q: number) =>
    Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN).toFixed(2))
  return { offered: total, answered: latencies.length, failed, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
}

const asFastAsPossible = async (order: LoadOrder): Promise<number> => {
  const end = performance.now() + order.ceilingSeconds * 1000
  let answered = 0
  await Promise.all(
    Array.from({ length: 64 }, async (_, lane) => {
      for (let i = lane; performance.now() < end; i += 64) if (await ask(order, i)) answered++
    }),
  )
  return Math.round(answered / order.ceilingSeconds)
}

const run = async (order: LoadOrder): Promise<LoadResult> => {
  await atRate({ ...order, rate: Math.min(200, order.rate), seconds: 2 })
  const measured = await atRate(order)
  return { ...measured, ceiling: await asFastAsPossible(order) }
}

process.on('message', async (order: LoadOrder) => {
  process.send?.(await run(order))
  process.exit(0)
})
