import { beforeAll, expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import { findRecords, SCREENS, type Screen, screensOf } from './support/screens.ts'
import { blockersOf, clearSheet, photograph, settled, sidewaysOf, writeIndex } from './support/sheet.ts'

// Every screen as a designer and an assistive tool see it: no barriers in light and dark, nothing wider than a phone or
// than 200 % zoom leaves, and photographs of all into one contact sheet.
const house = useHouse()
let screens: Readonly<Record<string, Omit<Screen, 'name'>>>
beforeAll(async () => {
  clearSheet()
  screens = screensOf(await findRecords(house))
  return writeIndex
})

test.each(SCREENS)('%s', async (name) => {
  const { login, path, open, main } = screens[name] as Omit<Screen, 'name'>
  const page = login ? await house.desk(login, path) : await house.visitor()
  if (!login) await page.goto(path)
  const show = async (): Promise<void> => {
    await settled(page)
    await open?.(page)
    await settled(page)
  }
  await show()
  await photograph(page, name, '1280-zh-light')
  expect(await blockersOf(page), 'light').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  expect(await blockersOf(page, ['color-contrast']), 'dark').toEqual([])
  if (main) {
    await page.emulateMedia({ colorScheme: 'light' })
    await photograph(page, name, '1920-zh-light')
  }
  // 640 px is what 200 % zoom leaves of 1280.
  for (const width of [640, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await settled(page)
    // What floats over the page finds its place again a moment after the width has changed.
    await expect.poll(() => sidewaysOf(page), { message: `at ${width} px`, timeout: 5_000 }).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await photograph(page, name, '390-zh-light')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate("localStorage.setItem('redbridge.lang', 'en')")
  await page.reload()
  await settled(page)
  await photograph(page, name, '1280-en-dark')
})
