import { DUTY_STATE_TEXT } from '@redbridge/contract'
import { createMarket } from '@redbridge/engine/market'
import { expect, test } from 'vitest'
import { type Login, useHouse } from './support/house.ts'
import { drawerOf, expectBalance, figuresOf, navigate, rowsOf, seeHeading, seeMessage, totalOf } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// The head of the bureau: figures that open their records, and a platform that has not reported.
const house = useHouse()
const late = createMarket({ seed: 'redbridge', operators: 'tiny' }).platforms.at(-1)?.zh as string

test('every figure opens as many records as it says', async () => {
  const page = await house.desk('head')
  await navigate(page, zh.figureTitles.figures)
  expectBalance(await figuresOf(page, zh.figures.sumIn))
  expectBalance(await figuresOf(page, zh.figures.sumAccepted))
  // A tile of the map says in words how many problem operators it opens; other links are the number itself.
  const links = await page.locator('main a[href^="/problems"]').evaluateAll((found) =>
    found.map((link) => ({
      href: link.getAttribute('href') as string,
      says: (link.getAttribute('aria-label') ?? link.textContent ?? '').replaceAll(',', ''),
    })),
  )
  const claims = new Map(links.map(({ href, says }) => [`${href} ${says}`, { href, says }]))
  expect(claims.size).toBeGreaterThan(30)
  const wrong: string[] = []
  for (const { href, says: text } of claims.values()) {
    const says = Number(/(\d+)\D*$/.exec(text)?.[1])
    expect(says, `${href} ${text}`).not.toBeNaN()
    if (says === 0) continue
    await page.goto(href)
    const found = await totalOf(page)
    if (found !== says) wrong.push(`${href}: says ${says}, opens ${found}`)
  }
  expect(wrong).toEqual([])
})

test.each<Login>(['analyst', 'head', 'platform', 'late-platform', 'shanghai'])(
  'every item of the to-do list of %s opens as many records as it says',
  async (login) => {
    const page = await house.desk(login)
    await seeHeading(page, zh.todo.title)
    await page.locator('.rb-todo').first().waitFor()
    const items = await page.locator('.rb-todo-link:has(.rb-todo-count)').evaluateAll((found) =>
      found.map((link) => ({
        href: link.getAttribute('href') as string,
        text: (link as HTMLElement).innerText.replaceAll(/\s+/g, ' '),
        count: Number.parseInt((link.querySelector('.rb-todo-count') as HTMLElement).innerText.replaceAll(',', ''), 10),
      })),
    )
    expect(items.length).toBeGreaterThan(0)
    const wrong: string[] = []
    for (const { href, count, text } of items) {
      await page.goto(href)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      const lost = await page.getByText(zh.shell.notFoundTitle).or(page.getByText(zh.states.noPermissionTitle)).count()
      if (lost > 0) wrong.push(`${text} leads nowhere: ${href}`)
      if (!/^\/(problems|answers|transfers)/.test(new URL(page.url()).pathname)) continue
      const found = await totalOf(page)
      if (found !== count) wrong.push(`${text}: opens ${found}`)
    }
    expect(wrong).toEqual([])
  },
)

test('a platform that is late is reminded, then ordered to correct; it sees both', async () => {
  const page = await house.desk('head', '/periods')
  await rowsOf(page, zh.periods.title).getByRole('link', { name: '2026年7月' }).click()
  const duty = rowsOf(page, zh.periods.dutiesOf).filter({ hasText: late })
  expect(await duty.innerText()).toContain(DUTY_STATE_TEXT.overdue.zh)
  await duty.getByRole('button', { name: zh.periods.remind, exact: true }).click()
  await seeMessage(page, fill(zh.periods.reminded, { platform: late }))
  await duty.getByText(/已提醒/).waitFor()

  await duty.getByRole('button', { name: zh.periods.rectify }).click()
  const drawer = drawerOf(page)
  await drawer.getByText('第八十条', { exact: false }).first().waitFor()
  const body = drawer.getByLabel(zh.periods.rectifyBody)
  const text = await body.inputValue()
  expect(text).toContain('第二十八条')
  await body.fill('短')
  await drawer.getByRole('button', { name: zh.periods.rectifySave }).click()
  await drawer.getByText(zh.periods.rectifyShort).waitFor()
  await body.fill(text)
  await drawer.getByRole('button', { name: zh.periods.rectifySave }).click()
  await seeMessage(page, zh.periods.rectified)
  await duty.getByText(/责令 .+ 前改正/).waitFor()
  expect(await duty.getByRole('button', { name: zh.periods.rectify }).count()).toBe(0)

  const platform = await house.desk('late-platform')
  await platform.getByRole('link', { name: zh.reports.rectification }).first().click()
  await seeHeading(platform, zh.reports.title)
  await platform.getByText(text).waitFor()
  await platform.getByText(/催报/).first().waitFor()
})

test('an analyst may remind but not order', async () => {
  const page = await house.desk('analyst', '/periods')
  await rowsOf(page, zh.periods.title).getByRole('link', { name: '2026年7月' }).click()
  const duty = rowsOf(page, zh.periods.dutiesOf).filter({ hasText: late })
  await duty.getByRole('button', { name: zh.periods.remind, exact: true }).waitFor()
  expect(await duty.getByRole('button', { name: zh.periods.rectify }).count()).toBe(0)
})
