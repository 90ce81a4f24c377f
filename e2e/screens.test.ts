import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectFaults, openContext } from './support/browser.ts'
import { enter, type Login, useHouse } from './support/house.ts'
import { findRecords, SCREENS, type Screen, screensOf } from './support/screens.ts'
import { blockersOf, clearSheet, photograph, settled, sidewaysOf, writeIndex } from './support/sheet.ts'

// Every screen as a designer and an assistive tool see it: no barriers in light and dark, nothing wider than a phone or
// than 200 % zoom leaves, and photographs of all into one contact sheet.
const house = useHouse()
/** SHEET=all photographs every screen in every variant; what is checked is the same without. */
const ALL = process.env.SHEET === 'all'
let screens: Readonly<Record<string, Omit<Screen, 'name'>>>
beforeAll(async () => {
  clearSheet()
  screens = screensOf(await findRecords(house))
  return writeIndex
})

// One person's browser for all screens of that person: what it has loaded once it need not load for each.
const people = new Map<Login | null, BrowserContext>()
afterAll(() => Promise.all([...people.values()].map((context) => context.close())))
const pageOf = async (login: Login | null): Promise<Page> => {
  const known = people.get(login)
  if (known) return known.newPage()
  const context = await openContext(house.browser, house.address)
  people.set(login, context)
  const page = await context.newPage()
  if (login) await enter(page, house.address, login)
  return page
}

const fits = async (page: Page, width: number): Promise<void> => {
  await page.setViewportSize({ width, height: 844 })
  await settled(page)
  // What floats over the page finds its place again a moment after the width has changed.
  await expect.poll(() => sidewaysOf(page), { message: `at ${width} px`, timeout: 5_000 }).toEqual([])
}

test.each(SCREENS)('%s', async (name) => {
  const { login, path, open, main = false, brief } = screens[name] as Omit<Screen, 'name'>
  const page = await pageOf(login)
  const faults = collectFaults(page)
  try {
    await page.goto(path)
    await settled(page)
    await open?.(page)
    await settled(page)
    await photograph(page, name, '1280-zh-light')
    expect(await blockersOf(page), 'light').toEqual([])
    if (brief) await fits(page, 390)
    else await lookEverywhere(page, name, { main, opened: open !== undefined })
    expect(faults, 'what the page complained about').toEqual([])
  } finally {
    await page.evaluate("localStorage.removeItem('redbridge.lang')")
    await page.close()
  }
})

const lookEverywhere = async (page: Page, name: string, is: { main: boolean; opened: boolean }): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  expect(await blockersOf(page, ['color-contrast']), 'dark').toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  if (ALL && is.main) await photograph(page, name, '1920-zh-light')
  // 640 px is what 200 % zoom leaves of 1280.
  for (const width of [640, 390]) await fits(page, width)
  if (!ALL) return
  await photograph(page, name, '390-zh-light')
  // Another language takes a reload, which closes what was opened: that would be the screen below once more.
  if (is.opened) return
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate("localStorage.setItem('redbridge.lang', 'en')")
  await page.reload()
  await settled(page)
  await photograph(page, name, '1280-en-dark')
}
