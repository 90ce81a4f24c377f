import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  type CDPSession,
  chromium,
  type Page,
  type Request,
  type Response,
} from 'playwright-core'
import type { FilterProxy } from './proxy.ts'

/** What the browser saw. */
export interface Sight {
  readonly finalUrl: string
  readonly title: string
  readonly status: number
  /** from the address given to the page that came, in order */
  readonly chain: readonly Hop[]
  /** everything else the page asked for */
  readonly resources: readonly Resource[]
  /** false: the page went on loading until its time was over; what had come was captured */
  readonly complete: boolean
  readonly png: Uint8Array
  readonly mhtml: string
  readonly html: string
  readonly size: { readonly width: number; readonly height: number; readonly captured: number }
  readonly browserCertificates: readonly string[]
  readonly browser: { readonly version: string; readonly userAgent: string; readonly sandbox: boolean }
  readonly dateHeader: string | undefined
  readonly answeredAt: { readonly sent: number; readonly received: number }
}
export interface Hop {
  readonly url: string
  readonly status: number
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}
interface Resource {
  readonly url: string
  readonly method: string
  readonly type: string
  readonly status: number | null
  readonly failure: string | null
}

export interface Browse {
  readonly url: string
  readonly executablePath: string
  readonly proxy: FilterProxy
  readonly signal: AbortSignal
  readonly now: () => number
  readonly onStage: (stage: 'saving') => Promise<void>
}

/** The page could not be opened; `message` says why in the browser's words. */
export class NotOpened extends Error {}

const VIEWPORT = { width: 1280, height: 900 }
/** Chromium paints at most 16,384 pixels in one piece. */
const MAX_HEIGHT = 16_000
const LOAD_MS = 25_000
const MAX_RESOURCES = 2_000

/**
 * Nothing of ours and nobody else's in the browser: no calls home, no QUIC or WebRTC past the proxy, no name looked up
 * but by the proxy. A page that finds a way to name an address directly meets a resolver that knows none.
 */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-features=MediaRouter,OptimizationHints,WebRtcHideLocalIpsWithMdns',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--no-first-run',
  '--no-pings',
  '--dns-prefetch-disable',
]

/** Opens the address in a browser of its own with a profile of its own, both gone afterwards. */
export const browse = async (task: Browse): Promise<Sight> => {
  const home = await mkdtemp(join(tmpdir(), 'redbridge-capture-'))
  let server: BrowserServer | undefined
  // A page can keep its browser too busy to close: at the end of its time the processes are killed.
  const stop = (): void => void server?.kill().catch(() => {})
  task.signal.addEventListener('abort', stop, { once: true })
  try {
    server = await launch(task, home)
    if (task.signal.aborted) throw new NotOpened('aborted')
    const browser = await chromium.connect(server.wsEndpoint())
    const context = await browser.newContext(CONTEXT)
    return await look(task, context)
  } finally {
    task.signal.removeEventListener('abort', stop)
    await server?.kill().catch(() => {})
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** As root Chromium has no sandbox; anybody else gets it. */
const sandbox = process.getuid?.() !== 0

const launch = ({ executablePath, proxy }: Browse, home: string): Promise<BrowserServer> =>
  chromium.launchServer({
    executablePath,
    chromiumSandbox: sandbox,
    args: FLAGS,
    host: '127.0.0.1',
    proxy: { server: proxy.server, username: proxy.username, password: proxy.password, bypass: '<-loopback>' },
    timeout: 20_000,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      TMPDIR: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      LANG: 'zh_CN.UTF-8',
      TZ: 'Asia/Shanghai',
    },
  })

const CONTEXT: BrowserContextOptions = {
  viewport: VIEWPORT,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  serviceWorkers: 'block',
  acceptDownloads: false,
  permissions: [],
  // Recorded by `readTls`: what an untrusted site shows is evidence too.
  ignoreHTTPSErrors: true,
}

const look = async (task: Browse, context: BrowserContext): Promise<Sight> => {
  const page = await context.newPage()
  // Pages it opens, dialogs and downloads are not part of the page that was asked for.
  context.on('page', (other) => void (other === page ? undefined : other.close().catch(() => {})))
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
  const resources = watch(page)
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const { response, complete, sent, received } = await goTo(task, page)
  await settle(page)
  await task.onStage('saving')
  const chain = await chainOf(response)
  const image = await paint(session)
  const mhtml = await session.send('Page.captureSnapshot', { format: 'mhtml' })
  return {
    finalUrl: page.url(),
    title: await page.title().catch(() => ''),
    status: response.status(),
    chain,
    resources,
    complete,
    png: image.png,
    size: image.size,
    mhtml: mhtml.data,
    html: await page.content(),
    browserCertificates: await certificates(session, page.url()),
    browser: {
      version: context.browser()?.version() ?? (await session.send('Browser.getVersion')).product,
      userAgent: await page.evaluate(() => navigator.userAgent),
      sandbox,
    },
    dateHeader: chain.at(-1)?.headers.find(({ name }) => name.toLowerCase() === 'date')?.value,
    answeredAt: { sent, received },
  }
}

const goTo = async ({ url, now, signal }: Browse, page: Page) => {
  let sent = now()
  let received = now()
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) sent = now()
  })
  const answered = page.waitForResponse(
    (response) => {
      if (!response.request().isNavigationRequest() || response.frame() !== page.mainFrame()) return false
      received = now()
      return response.status() < 300 || response.status() >= 400
    },
    { timeout: LOAD_MS },
  )
  answered.catch(() => {})
  let complete = true
  try {
    const response = await page.goto(url, { waitUntil: 'load', timeout: LOAD_MS })
    if (response) return { response, complete, sent, received }
  } catch (error) {
    const message = firstLine(error)
    // The main document came but its parts did not all: what there is, is what people saw.
    if (signal.aborted || !/Timeout/.test(message)) throw new NotOpened(message)
    complete = false
  }
  try {
    return { response: await answered, complete, sent, received }
  } catch (error) {
    throw new NotOpened(firstLine(error))
  }
}

const firstLine = (error: unknown): string =>
  String((error as Error).message ?? error)
    .split('\n')[0]
    ?.slice(0, 300) ?? ''

/** Scrolls once through the page, so that pictures which wait to be seen are there, and lets the network come to rest. */
const settle = async (page: Page): Promise<void> => {
  await page
    .evaluate(async (most) => {
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      for (let y = 0; y < Math.min(document.documentElement.scrollHeight, most); y += window.innerHeight) {
        window.scrollTo(0, y)
        await pause(60)
      }
      window.scrollTo(0, 0)
    }, MAX_HEIGHT)
    .catch(() => {})
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {})
}

const paint = async (session: CDPSession) => {
  const { cssContentSize } = await session.send('Page.getLayoutMetrics')
  const width = Math.min(Math.ceil(cssContentSize.width), 4_000)
  const height = Math.ceil(cssContentSize.height)
  const captured = Math.min(height, MAX_HEIGHT)
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height: captured, scale: 1 },
  })
  return { png: Buffer.from(data, 'base64'), size: { width, height, captured } }
}

const watch = (page: Page): Resource[] => {
  const resources: Resource[] = []
  const add = (request: Request, status: number | null, failure: string | null): void => {
    if (resources.length >= MAX_RESOURCES || (request.isNavigationRequest() && request.frame() === page.mainFrame()))
      return
    resources.push({
      url: request.url().slice(0, 2_000),
      method: request.method(),
      type: request.resourceType(),
      status,
      failure,
    })
  }
  page.on('response', (response) => add(response.request(), response.status(), null))
  page.on('requestfailed', (request) => add(request, null, request.failure()?.errorText ?? 'failed'))
  return resources
}

const chainOf = async (last: Response): Promise<Hop[]> => {
  const requests: Request[] = []
  for (let request: Request | null = last.request(); request; request = request.redirectedFrom())
    requests.unshift(request)
  const chain: Hop[] = []
  for (const request of requests) {
    const response = await request.response()
    chain.push({
      url: request.url(),
      status: response?.status() ?? 0,
      headers: (await response?.headersArray().catch(() => [])) ?? [],
    })
  }
  return chain
}

/** The certificates as the browser holds them (DER, base64): to be held against those of `readTls`. */
const certificates = async (session: CDPSession, url: string): Promise<string[]> => {
  if (!url.startsWith('https:')) return []
  const { tableNames } = await session
    .send('Network.getCertificate', { origin: new URL(url).origin })
    .catch(() => ({ tableNames: [] as string[] }))
  return tableNames
}
