import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Guard } from './guard.ts'
import { portOf } from './guard.ts'

/** How far this machine's clock was from another: other minus ours, in milliseconds. */
export interface ClockReading {
  readonly source: string
  readonly method: string
  readonly theirs: string | null
  readonly ours: string
  readonly offsetMs: number | null
  /** how much the reading may be off by itself */
  readonly uncertaintyMs: number | null
}

const HTTP_DATE = 'HTTP Date header, whole seconds; half of the time between asking and answer is taken as the way back'

/** From the Date header of the captured page itself. */
export const readPageClock = (url: string, header: string | undefined, span: { sent: number; received: number }) =>
  readingOf(`page ${new URL(url).host}`, header, span)

const readingOf = (
  source: string,
  header: string | undefined,
  span: { sent: number; received: number },
): ClockReading => {
  const theirs = header ? Date.parse(header) : Number.NaN
  const way = Math.max(0, (span.received - span.sent) / 2)
  const middle = span.received - way
  const known = Number.isFinite(theirs)
  return {
    source,
    method: HTTP_DATE,
    theirs: known ? new Date(theirs).toISOString() : null,
    ours: new Date(middle).toISOString(),
    // A Date header names the second that has begun: on average half of it is over.
    offsetMs: known ? Math.round(theirs + 500 - middle) : null,
    uncertaintyMs: known ? Math.round(500 + way) : null,
  }
}

/** From a time source of the deployer's choice that answers HTTP (a time authority 授时中心, an own NTP-fed server). */
export const readTimeSource = async (source: string, guard: Guard, now: () => number): Promise<ClockReading> => {
  const none = {
    source,
    method: HTTP_DATE,
    theirs: null,
    ours: new Date(now()).toISOString(),
    offsetMs: null,
    uncertaintyMs: null,
  }
  try {
    const url = new URL(source)
    const target = await guard.resolve(url.hostname, portOf(url))
    const sent = now()
    const header = await dateOf(url, target.addresses[0] as string)
    return readingOf(source, header, { sent, received: now() })
  } catch (error) {
    return { ...none, method: `${HTTP_DATE}; not reached: ${(error as Error).message}` }
  }
}

const dateOf = (url: URL, address: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const asking = request(
      {
        host: address,
        port: portOf(url),
        path: `${url.pathname}${url.search}`,
        method: 'HEAD',
        headers: { host: url.host },
        ...(url.protocol === 'https:' ? { servername: url.hostname } : {}),
        timeout: 5_000,
        agent: false,
      },
      (answer) => {
        answer.resume()
        resolve(answer.headers.date)
      },
    )
    asking.on('timeout', () => asking.destroy(new Error('timeout')))
    asking.on('error', reject)
    asking.end()
  })
