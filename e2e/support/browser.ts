import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Debian's Chromium: no graphics card, no sandbox as root, and nothing that calls home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

export const launchBrowser = (): Promise<Browser> => {
  const executablePath = process.env.CHROME_PATH
  if (!executablePath) throw new Error('No browser: run the journeys as `npm test -- e2e`, or set CHROME_PATH.')
  return chromium.launch({ executablePath, args: FLAGS })
}

export interface Look {
  readonly width?: number
  readonly height?: number
  readonly lang?: 'zh' | 'en'
  readonly scheme?: 'light' | 'dark'
}

/** A fresh person at a fresh browser: no cookies, a known language and appearance. */
export const openContext = async (
  browser: Browser,
  address: string,
  { width = 1280, height = 900, lang = 'zh', scheme = 'light' }: Look = {},
  options: BrowserContextOptions = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...options,
  })
  context.setDefaultTimeout(15_000)
  if (lang === 'en') await context.addInitScript("localStorage.setItem('redbridge.lang', 'en')")
  return context
}

/** What a page complained about that nobody would see: exceptions and errors on the console. */
export const collectFaults = (page: Page): string[] => {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    // Refusals of the server are part of some journeys; the screen tells them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`)
  })
  return faults
}
