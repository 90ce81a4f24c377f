import { createHash } from 'node:crypto'
import { arch, type as osType, release } from 'node:os'
import { canonicalJson, writeZip } from '@redbridge/ledger'
import type { CaptureConfig } from '../../../platform/capture-config.ts'
import { AppError } from '../../../platform/errors.ts'
import { browse, NotOpened, type Sight } from './browse.ts'
import { type ClockReading, readPageClock, readTimeSource } from './clock.ts'
import { getBrowserPath } from './find-browser.ts'
import { openGuard, pageUrl, portOf, Refused } from './guard.ts'
import { startFilterProxy, type Visit } from './proxy.ts'
import { pemOf, readTls, type TlsRecord } from './tls.ts'

export interface CaptureTask {
  readonly url: string
  readonly config: CaptureConfig
  readonly now: () => number
  readonly signal: AbortSignal
  /** who asked for it and why, as it goes into the record */
  readonly order: Readonly<Record<string, unknown>>
  readonly onStage: (stage: 'resolving' | 'loading' | 'saving') => Promise<void>
}
export interface Captured {
  readonly zip: Uint8Array
  readonly record: Record<string, unknown>
  readonly title: string
}

const MAX_MS = 60_000
const MAX_BYTES = 50 << 20

/**
 * Captures one page of the public web: what it looked like, what it was made of, where it came from, when, and with
 * what. LAW d2 "Evidence capture" lists what the record must say.
 * @throws AppError capture_refused, capture_failed, capture_limit, capture_unavailable
 */
export const capturePage = async (task: CaptureTask): Promise<Captured> => {
  const executablePath = getBrowserPath(task.config.chromePath ? { CHROME_PATH: task.config.chromePath } : process.env)
  const tooMuch = new AbortController()
  const signal = AbortSignal.any([task.signal, tooMuch.signal, AbortSignal.timeout(MAX_MS)])
  const guard = openGuard({ allow: task.config.allowPrivate })
  const startedAt = new Date(task.now())
  try {
    await task.onStage('resolving')
    const url = pageUrl(task.url)
    const target = await guard.resolve(url.hostname, portOf(url))
    await using proxy = await startFilterProxy({ guard, maxBytes: MAX_BYTES, onTooMuch: () => tooMuch.abort() })
    const time = task.config.timeSource ? [await readTimeSource(task.config.timeSource, guard, task.now)] : []
    await task.onStage('loading')
    const sight = await seen(browse({ ...task, url: url.href, executablePath, proxy, signal }), proxy.visits, signal)
    const final = new URL(sight.finalUrl)
    const secure = final.protocol === 'https:'
    const finalTarget = final.host === url.host ? target : await guard.resolve(final.hostname, portOf(final))
    const tls = secure ? await readTls(finalTarget, signal).catch((error: Error) => error.message) : null
    const clock = [readPageClock(sight.finalUrl, sight.dateHeader, sight.answeredAt), ...time]
    return assemble({
      task,
      sight,
      tls,
      clock,
      visits: proxy.visits,
      bytes: proxy.bytes(),
      startedAt,
      address: finalTarget.addresses,
    })
  } catch (error) {
    if (error instanceof Refused) throw new AppError('capture_refused', { detail: error.message })
    if (signal.aborted && !task.signal.aborted)
      throw new AppError('capture_limit', {
        detail: tooMuch.signal.aborted ? `> ${MAX_BYTES >> 20} MB` : `> ${MAX_MS / 1000} s`,
      })
    if (error instanceof NotOpened) throw new AppError('capture_failed', { detail: error.message })
    throw error
  }
}

/** A page that could not be opened because it, or where it led, was refused is a refusal, whatever the browser calls it. */
const seen = async (looking: Promise<Sight>, visits: readonly Visit[], signal: AbortSignal): Promise<Sight> => {
  try {
    return await looking
  } catch (error) {
    const refused = visits.findLast((visit) => visit.refused)
    if (error instanceof NotOpened && refused && !signal.aborted) throw new Refused(refused.host, refused.refused ?? '')
    if (error instanceof NotOpened || signal.aborted) throw error
    // The browser was closed under the work or crashed: its own words say which.
    throw new NotOpened(String((error as Error).message).split('\n')[0] ?? '')
  }
}

interface Findings {
  readonly task: CaptureTask
  readonly sight: Sight
  readonly tls: TlsRecord | string | null
  readonly clock: readonly ClockReading[]
  readonly visits: readonly Visit[]
  readonly bytes: number
  readonly startedAt: Date
  readonly address: readonly string[]
}

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8')
const json = (value: unknown): Uint8Array => text(`${JSON.stringify(value, null, 1)}\n`)

const assemble = (found: Findings): Captured => {
  const { sight, tls, visits } = found
  const record = recordOf(found)
  const chain = tls !== null && typeof tls !== 'string' ? tls.chain : []
  const parts = [
    { name: 'page.png', type: 'image/png', bytes: sight.png },
    { name: 'page.mhtml', type: 'multipart/related', bytes: text(sight.mhtml) },
    { name: 'page.html', type: 'text/html', bytes: text(sight.html) },
    {
      name: 'responses.json',
      type: 'application/json',
      bytes: json({ chain: sight.chain, resources: sight.resources }),
    },
    { name: 'connections.json', type: 'application/json', bytes: json(visits) },
    ...(chain.length > 0
      ? [
          {
            name: 'certificates.pem',
            type: 'application/x-pem-file',
            bytes: text(chain.map(({ der }) => pemOf(der)).join('')),
          },
        ]
      : []),
    { name: 'record.json', type: 'application/json', bytes: json(record) },
  ]
  const manifest = {
    format: 'redbridge-capture/1',
    url: record.url,
    parts: parts.map(({ name, type, bytes }) => ({
      name,
      type,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sm3: createHash('sm3').update(bytes).digest('hex'),
    })),
  }
  const zip = writeZip([{ name: 'manifest.json', bytes: text(canonicalJson(manifest)) }, ...parts])
  return { zip, record, title: sight.title }
}

const recordOf = ({
  task,
  sight,
  tls,
  clock,
  visits,
  bytes,
  startedAt,
  address,
}: Findings): Record<string, unknown> => ({
  method: 'web_capture',
  ...task.order,
  tool: { name: 'Redbridge', version: 1, node: process.version },
  url: task.url,
  finalUrl: sight.finalUrl,
  title: sight.title.slice(0, 300),
  status: sight.status,
  redirects: sight.chain.slice(0, -1).map(({ url, status }) => ({ url, status })),
  addresses: address,
  headers: sight.chain.at(-1)?.headers ?? [],
  tls: tlsOf(tls, sight.browserCertificates),
  steps: stepsOf(task, sight),
  times: { startedAt: startedAt.toISOString(), finishedAt: new Date(task.now()).toISOString() },
  clock,
  page: {
    ...sight.size,
    complete: sight.complete,
    bytes,
    connections: visits.length,
    refused: visits.filter((one) => one.refused).length,
  },
  environment: {
    system: `${osType()} ${release()} ${arch()}`,
    browser: sight.browser.version,
    userAgent: sight.browser.userAgent,
    sandbox: sight.browser.sandbox,
    profile: 'made for this capture, empty, deleted afterwards',
    extensions: 'none',
    cookies: 'none at the start',
    proxy: 'a filter on this machine that reaches public addresses only; no other proxy',
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  },
})

const stepsOf = (task: CaptureTask, sight: Sight): { zh: string; en: string }[] => [
  { zh: '新建空白浏览器环境', en: 'Started a browser with an empty profile' },
  { zh: `访问 ${task.url}`, en: `Opened ${task.url}` },
  ...sight.chain.slice(1).map((hop) => ({ zh: `跳转至 ${hop.url}`, en: `Was redirected to ${hop.url}` })),
  { zh: '自上而下浏览页面一次', en: 'Scrolled once through the page' },
  { zh: '截图，保存 MHTML、HTML 和响应信息', en: 'Took a screenshot, saved MHTML, HTML and the responses' },
  { zh: '计算 SHA-256 与 SM3 校验值', en: 'Computed SHA-256 and SM3 digests' },
]

const tlsOf = (tls: TlsRecord | string | null, inBrowser: readonly string[]): unknown => {
  if (tls === null) return null
  if (typeof tls === 'string') return { fault: tls }
  const [leaf] = inBrowser
  const same = leaf
    ? createHash('sha256').update(Buffer.from(leaf, 'base64')).digest('hex') === tls.chain[0]?.sha256
    : null
  return {
    protocol: tls.protocol,
    cipher: tls.cipher,
    trusted: tls.trusted,
    fault: tls.fault,
    sameInBrowser: same,
    chain: tls.chain.map(({ der: _, ...certificate }) => certificate),
  }
}
