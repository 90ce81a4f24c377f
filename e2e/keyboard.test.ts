import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import { rowsOf, seeHeading, seeMessage, seeTotal } from './support/see.ts'
import { en, zh } from './support/words.ts'

// The desk without a mouse, and in the other language.
const house = useHouse()
const rows = (page: Page) => rowsOf(page, zh.problems.title)
const current = (page: Page) => page.locator('tr[aria-current="true"]')
const nameOf = (page: Page, nth: number) =>
  rows(page).nth(nth).getByRole('rowheader').locator('div').first().innerText()
const detail = (page: Page) => page.getByRole('article')

test('a review list is worked through by keys alone', async () => {
  const page = await house.desk('analyst', '/problems?state=found')
  await rows(page).first().waitFor()
  const [first, second, third] = [await nameOf(page, 0), await nameOf(page, 1), await nameOf(page, 2)]
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await current(page).filter({ hasText: second }).waitFor()
  await page.keyboard.press('x')
  await page.getByRole('checkbox', { name: second }).and(page.locator(':checked')).waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await detail(page).getByRole('heading', { name: second }).waitFor()
  await page.keyboard.press('k')
  await detail(page).getByRole('heading', { name: first }).waitFor()
  await page.keyboard.press('a')
  await seeMessage(page, first)
  await detail(page).getByRole('heading', { name: second }).waitFor()
  // A reason is typed where it is asked for, and letters typed there are no commands.
  await page.keyboard.press('d')
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('jjj ka')
  expect(await page.locator('textarea').inputValue()).toBe('jjj ka')
  await page.keyboard.press('Control+Enter')
  await seeMessage(page, second)
  await detail(page).getByRole('heading', { name: third }).waitFor()
  await page.keyboard.press('Escape')
  await detail(page).waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  const help = page.getByRole('dialog')
  for (const text of [zh.list.next, zh.list.previous, zh.list.open, zh.states.showShortcuts])
    await help.getByText(text, { exact: true }).waitFor()
})

/** What the tab key reaches, in its order: name, place, and whether one sees that it is reached. */
const walk = async (page: Page, steps: number) => {
  const reached: { name: string; x: number; y: number; seen: boolean }[] = []
  for (let i = 0; i < steps; i++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate<(typeof reached)[number]>(`(() => {
        const e = document.activeElement
        const box = e.getBoundingClientRect()
        const seen = [e, e.closest('.ant-input-affix-wrapper'), e.closest('label')].filter(Boolean).some((one) => {
          const style = getComputedStyle(one)
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
        })
        return { name: e.getAttribute('aria-label') ?? e.textContent?.trim() ?? '', x: box.x, y: box.y, seen }
      })()`),
    )
  }
  return reached
}

test('the tab key goes as one reads, and one sees where it is', async () => {
  const page = await house.desk('analyst', '/problems?state=found')
  await rows(page).first().waitFor()
  const reached = await walk(page, 28)
  expect(reached[0]?.name).toBe(zh.shell.skip)
  expect(reached.filter((one) => !one.seen)).toEqual([])
  const order = reached.slice(1).map((one) => one.name)
  const at = (name: string): number => order.findLastIndex((one) => one.includes(name))
  // Header, navigation, then the screen's own: heading actions, search, filters.
  const stations = ['English', '陈思远', zh.shell.todo, zh.shell.periods, zh.problems.export, zh.problems.state]
  expect(stations.map(at)).toEqual(stations.map(at).toSorted((a, b) => a - b))
  expect(stations.map(at)).not.toContain(-1)
})

test('the link to skip leads to the content', async () => {
  const page = await house.desk('analyst', '/problems?state=found')
  await rows(page).first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true)
})

test('signing in needs no mouse', async () => {
  const page = await house.visitor()
  await page.goto('/sign-in')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('analyst')
  await page.keyboard.press('Tab')
  await page.keyboard.type('redbridge-demo')
  await page.keyboard.press('Enter')
  await seeHeading(page, zh.todo.title)
})

test('the other language is one click away, everywhere and for the next time', async () => {
  const page = await house.desk('analyst', '/problems?state=found')
  await rows(page).first().waitFor()
  const total = await rows(page).count()
  await page.getByRole('button', { name: zh.shell.otherLanguage }).click()
  await seeHeading(page, en.problems.title)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await rowsOf(page, en.problems.title).count()).toBe(total)
  expect(await page.title()).toContain(en.problems.title)
  await page.reload()
  await seeHeading(page, en.problems.title)
  await page.getByRole('button', { name: en.shell.otherLanguage }).click()
  await seeHeading(page, zh.problems.title)
  await seeTotal(page, total)
})

test('the appearance is chosen and kept', async () => {
  const page = await house.desk('analyst')
  await seeHeading(page, zh.todo.title)
  const scheme = () => page.locator('html').getAttribute('data-scheme')
  expect(await scheme()).toBe('light')
  await page.getByRole('button', { name: '陈思远' }).click()
  await page.getByRole('menuitem', { name: zh.shell.dark }).click()
  await expect.poll(scheme).toBe('dark')
  await page.reload()
  await seeHeading(page, zh.todo.title)
  expect(await scheme()).toBe('dark')
})

test('at phone width the navigation is behind one button', async () => {
  const page = await house.desk('analyst', '/todo', { width: 390, height: 844 })
  await page.getByRole('button', { name: zh.shell.openMenu }).click()
  await page.getByRole('dialog').getByRole('link', { name: zh.shell.problems }).click()
  await seeHeading(page, zh.problems.title)
  await rows(page).first().click()
  await detail(page).getByText(zh.detail.evidence).waitFor()
  await page.getByRole('button', { name: zh.problems.backToList }).click()
  await rows(page).first().waitFor()
})
