import { ERRORS } from '@redbridge/contract'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PASSWORD, signInByForm, useHouse } from './support/house.ts'
import { navigate, rowsOf, seeHeading, seeTotal } from './support/see.ts'
import { zh } from './support/words.ts'

// Who may not see what: said in words, and nothing of it is on the screen.
const house = useHouse()

const idOf = async (page: Page, path: string): Promise<string> => {
  const { items } = (await (await page.request.get(path)).json()) as { items: { id: string }[] }
  return items[0]?.id as string
}

test.each(['/audit', '/registers', '/organisations', '/transfers', '/figures'])(
  'a platform’s person has no permission for %s',
  async (path) => {
    const page = await house.desk('platform', path)
    await seeHeading(page, zh.states.noPermissionTitle)
    expect(await page.getByRole('table').count()).toBe(0)
    const entries = page.getByRole('navigation', { name: zh.shell.navigation }).getByRole('link')
    expect(await entries.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).not.toContain(path)
  },
)

test('a stranger’s record does not exist: other platform, other bureau', async () => {
  const analyst = await house.desk('analyst', 'about:blank')
  const { items } = (await (await analyst.request.get('/api/problems?state=pushed&size=200')).json()) as {
    items: { id: string; name: string; platformName: string; batchId: string }[]
  }
  const foreign = items.find((one) => !one.platformName.startsWith('青禾里'))
  expect(foreign).toBeDefined()
  for (const [login, path] of [
    ['platform', `/answers/${foreign?.id}`],
    ['platform', `/reports/${foreign?.batchId}`],
    ['shanghai', `/problems/${foreign?.id}`],
    ['shanghai', `/batches/${foreign?.batchId}`],
  ] as const) {
    const page = await house.desk(login, path)
    await page.getByText(ERRORS.not_found.zh).waitFor()
    expect(await page.getByText(foreign?.name as string).count()).toBe(0)
  }
})

test('an address that is none says so', async () => {
  const page = await house.desk('analyst', '/no-such-page')
  await seeHeading(page, zh.shell.notFoundTitle)
  await page.getByRole('link', { name: zh.shell.toStart }).click()
  await seeHeading(page, zh.todo.title)
})

test('without a session one signs in and comes back to where one wanted to go', async () => {
  const page = await house.visitor()
  await page.goto('/problems?state=found')
  await page.getByText(zh.signIn.sessionEnded).waitFor()
  await signInByForm(page, 'analyst', PASSWORD)
  await seeHeading(page, zh.problems.title)
  expect(new URL(page.url()).search).toContain('state=found')
})

test('a session that ends at work leads to the sign-in page and back, and shows nothing meanwhile', async () => {
  const page = await house.desk('analyst', '/problems?state=found')
  await rowsOf(page, zh.problems.title).first().waitFor()
  const id = await idOf(page, '/api/problems?state=found')
  const ended = await page.request.delete('/api/session', { headers: { 'x-redbridge-request': '1' } })
  expect(ended.ok()).toBe(true)
  await rowsOf(page, zh.problems.title).first().click()
  await page.getByLabel(zh.signIn.login).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  await signInByForm(page, 'analyst', PASSWORD)
  await page.getByRole('article').getByText(zh.detail.evidence).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/problems/${id}`)
})

test('after signing out nothing is left, not by the way back either', async () => {
  const page = await house.desk('analyst')
  await navigate(page, zh.shell.problems)
  await rowsOf(page, zh.problems.title).first().waitFor()
  await page.getByRole('button', { name: '陈思远' }).click()
  await page.getByRole('menuitem', { name: zh.shell.signOut }).click()
  await page.getByLabel(zh.signIn.login).waitFor()
  await page.goBack()
  await page.getByLabel(zh.signIn.login).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
})

test.each(['//evil.example/x', '/\\evil.example', 'https://evil.example'])(
  'nobody is led away to %s',
  async (there) => {
    const page = await house.visitor()
    await page.goto(`/sign-in?return=${encodeURIComponent(there)}`)
    await signInByForm(page, 'analyst', PASSWORD)
    await seeHeading(page, zh.todo.title)
    expect(new URL(page.url()).host).toBe(new URL(house.address).host)
  },
)

test('what one sees is one’s own: filters in the address do not widen it', async () => {
  const page = await house.desk('platform', '/answers?state=verified')
  const mine = await page.request.get('/api/problems?state=verified&size=200')
  const { items, total } = (await mine.json()) as { items: { platformName: string }[]; total: number }
  expect(new Set(items.map((one) => one.platformName))).toEqual(new Set(['青禾里商城']))
  await seeTotal(page, total)
})
