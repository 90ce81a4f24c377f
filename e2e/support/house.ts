import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { collectFaults, type Look, launchBrowser, openContext } from './browser.ts'
import { copyData } from './copy-data.ts'
import { type RunningServer, startServer } from './server.ts'
import { zh } from './words.ts'

const FAILURES = join(import.meta.dirname, '../failures')
export const PASSWORD = 'redbridge-demo'
export type Login = 'analyst' | 'head' | 'admin' | 'platform' | 'late-platform' | 'shanghai' | 'police'

export interface House {
  readonly address: string
  readonly browser: Browser
  readonly server: RunningServer
  /** the server's data folder */
  readonly data: string
  /** a folder for files of the test */
  readonly scratch: string
  /** a new person at the sign-in page's door */
  visitor(look?: Look): Promise<Page>
  /** a person of the demonstration, signed in, at an address */
  desk(login: Login, path?: string, look?: Look): Promise<Page>
}

interface Start {
  readonly from?: 'demonstration' | 'nothing'
  /** every test goes on where the one before ended: after one that failed the rest is skipped */
  readonly chain?: boolean
}

/**
 * The real server on a copy of the demonstration market (or on nothing) and a browser, for all tests of a file.
 * A test fails when a page threw or wrote an error to the console; what failed is photographed.
 */
export const useHouse = ({ from = 'demonstration', chain = false }: Start = {}): House => {
  let house: Omit<House, 'visitor' | 'desk'>
  const open: { context: BrowserContext; page: Page; faults: string[] }[] = []
  beforeAll(async () => {
    const data = mkdtempSync(join(tmpdir(), 'redbridge-journey-'))
    const scratch = join(data, 'scratch')
    if (from === 'demonstration') copyData(inject('demonstration'), data)
    mkdirSync(scratch)
    const args = from === 'demonstration' ? ['--demo', 'tiny'] : ['--no-demo']
    const [server, browser] = await Promise.all([startServer(data, ...args), launchBrowser()])
    house = { address: server.address, server, browser, data, scratch }
  })
  afterAll(async () => {
    await Promise.all([house?.server.stop(), house?.browser.close()])
    if (house) rmSync(house.data, { recursive: true, force: true })
  })
  let broken = false
  beforeEach(({ skip }) => {
    if (chain && broken) skip('a step before failed')
  })
  afterEach(async ({ task }) => {
    broken ||= task.result?.state === 'fail'
    const faults = open.flatMap((one) => one.faults)
    for (const [i, { context, page }] of open.splice(0).entries()) {
      if (task.result?.state === 'fail') await photograph(page, `${task.name} ${i}`)
      await context.close()
    }
    expect(faults, 'what the pages complained about').toEqual([])
  })
  const visitor = async (look?: Look): Promise<Page> => {
    const context = await openContext(house.browser, house.address, look)
    const page = await context.newPage()
    open.push({ context, page, faults: collectFaults(page) })
    return page
  }
  return {
    get address() {
      return house.address
    },
    get browser() {
      return house.browser
    },
    get server() {
      return house.server
    },
    get data() {
      return house.data
    },
    get scratch() {
      return house.scratch
    },
    visitor,
    desk: async (login, path = '/todo', look) => {
      const page = await visitor(look)
      await enter(page, house.address, login)
      await page.goto(path)
      return page
    },
  }
}

/** Signs in without the form: the journeys that are about something else. */
export const enter = async (page: Page, address: string, login: string): Promise<void> => {
  const answer = await page.request.post('/api/session', {
    data: { login, password: PASSWORD },
    headers: { origin: address },
  })
  expect(answer.status(), `${login} signs in`).toBe(200)
}

const photograph = async (page: Page, name: string): Promise<void> => {
  mkdirSync(FAILURES, { recursive: true })
  const path = join(FAILURES, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`)
  await page.screenshot({ path, fullPage: true }).catch(() => {})
  console.error(`${name}: ${page.url()} → ${path}`)
}

/** Fills in the sign-in form and sends it. */
export const signInByForm = async (page: Page, login: string, password: string): Promise<void> => {
  await page.getByLabel(zh.signIn.login).fill(login)
  await page.getByLabel(zh.signIn.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: zh.signIn.signIn, exact: true }).click()
}
