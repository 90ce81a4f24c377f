import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { fill, zh } from './words.ts'

/** The screen's own heading. */
export const seeHeading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).first().waitFor()

/** Follows an entry of the navigation. */
export const navigate = async (page: Page, entry: string): Promise<void> => {
  await page
    .getByRole('navigation', { name: zh.shell.navigation })
    .getByRole('link', { name: entry, exact: true })
    .click()
  await seeHeading(page, entry)
}

/** The rows of a table by its name. */
export const rowsOf = (page: Page | Locator, table: string): Locator =>
  page.getByRole('table', { name: table, exact: true }).locator('tbody tr')

/** Waits until a list says that it holds so many. */
export const seeTotal = (page: Page, n: number): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: fill(zh.list.total, { n }) })
    .first()
    .waitFor()

/** How many a list says it holds. */
export const totalOf = async (page: Page): Promise<number> => {
  const pattern = new RegExp(fill(zh.list.total, { n: '([\\d,]+)' }).replaceAll(' ', '\\s*'))
  const status = page.getByRole('status').filter({ hasText: pattern }).first()
  return Number(pattern.exec(await status.innerText())?.[1]?.replaceAll(',', ''))
}

/** The word at the top of the screen that says what was done. */
export const seeMessage = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('.ant-message-notice').filter({ hasText: text }).first().waitFor()

/** Drawer in front. */
export const drawerOf = (page: Page): Locator => page.getByRole('dialog')

/** Selects the whole page of a list and moves it: preview, what the form asks for, done, closed. */
export const moveAll = async (
  page: Page,
  event: string,
  n: number,
  fillIn: (drawer: Locator) => Promise<unknown> = async () => {},
): Promise<void> => {
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  const button = { name: event, exact: true }
  await page.getByRole('region', { name: zh.bulk.bar }).getByRole('button', button).click()
  const drawer = drawerOf(page)
  await drawer.getByText(fill(zh.bulk.willAffect, { n })).waitFor()
  await fillIn(drawer)
  await drawer.getByRole('button', button).click()
  await drawer.getByText(fill(zh.bulk.done, { n })).waitFor()
  await drawer.getByRole('button', { name: zh.bulk.close }).last().click()
}

/** The figures of a sum such as 报送 98 = 接收 98 + 拒收 0, in their order. */
export const figuresOf = async (page: Page | Locator, name: string, nth = 0): Promise<number[]> => {
  const values = page.getByRole('group', { name, exact: true }).nth(nth).locator('.rb-term-value')
  await values.first().waitFor()
  return (await values.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
}

/** A sum whose first figure is that of the others together. */
export const expectBalance = ([whole, ...parts]: readonly number[]): void => {
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
}
