import { BATCH_STATE_TEXT, PROBLEM_KIND_TEXT, PROBLEM_STATE_TEXT } from '@redbridge/contract'
import { createMarket } from '@redbridge/engine/market'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import {
  drawerOf,
  expectBalance,
  figuresOf,
  navigate,
  rowsOf,
  seeHeading,
  seeMessage,
  seeTotal,
} from './support/see.ts'
import { fill, zh } from './support/words.ts'

// A bureau analyst and a report that has just been matched: look, decide, push, take back.
const house = useHouse({ chain: true })
const market = createMarket({ seed: 'redbridge', operators: 'tiny' })
const platform = market.platforms[2]?.zh as string
const planted = [...market.answerKey(market.platforms[2]?.key as string, '2026-07')].filter(
  (one) => one.expect === 'problem',
)

const state = (key: keyof typeof PROBLEM_STATE_TEXT): string => PROBLEM_STATE_TEXT[key].zh
const detailOf = (page: Page): Locator => page.getByRole('article')
const problems = (page: Page): Locator => rowsOf(page, zh.problems.title)
const act = (page: Page, name: string): Promise<void> =>
  detailOf(page).getByRole('button', { name, exact: true }).first().click()

/** From the to-do list to the report's operators, as somebody does who has never been here. */
const walkToProblems = async (page: Page): Promise<void> => {
  await navigate(page, zh.shell.periods)
  await rowsOf(page, zh.periods.title).getByRole('link', { name: '2026年7月' }).click()
  await rowsOf(page, zh.periods.dutiesOf).getByRole('link', { name: platform, exact: true }).click()
  await seeHeading(page, platform)
  await page.getByRole('link', { name: zh.batches.review }).click()
  await seeHeading(page, zh.problems.title)
}

test('a newcomer finds the way from the sign-in page to the evidence', async () => {
  const page = await house.visitor()
  await page.goto('/')
  await seeHeading(page, '红桥')
  await page.getByRole('region', { name: zh.signIn.demo }).getByRole('button', { name: '监测人员' }).click()
  await seeHeading(page, zh.todo.title)
  // Everything that waits opens what it counts.
  await page.getByRole('link', { name: '逾期未报的平台' }).click()
  await seeHeading(page, '2026年7月')
  await rowsOf(page, zh.periods.dutiesOf)
    .getByRole('link', { name: platform, exact: true })
    .waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: new RegExp(`^${zh.periods.all}`) }).click()
  const duty = rowsOf(page, zh.periods.dutiesOf).filter({ hasText: platform })
  expect(await duty.innerText()).toContain(BATCH_STATE_TEXT.matched.zh)
  await duty.getByRole('link', { name: platform, exact: true }).click()
  await seeHeading(page, platform)
  expectBalance(await figuresOf(page, zh.batches.sumIn))
  const [accepted, clear, found, undecided] = await figuresOf(page, zh.batches.sumAccepted)
  expectBalance([accepted, clear, found, undecided] as number[])
  expect(found).toBe(planted.length)
  for (const kind of new Set(planted.map((one) => one.kinds[0] as keyof typeof PROBLEM_KIND_TEXT))) {
    const line = rowsOf(page, zh.batches.byKind).filter({ hasText: PROBLEM_KIND_TEXT[kind].zh })
    const count = planted.filter((one) => one.kinds[0] === kind).length
    expect(await line.getByRole('link').innerText(), kind).toBe(String(count))
  }
  await page.getByRole('link', { name: zh.batches.review }).click()
  await seeTotal(page, planted.length)
  await problems(page).filter({ hasText: PROBLEM_KIND_TEXT.code_invalid.zh }).first().click()
  const evidence = detailOf(page).getByRole('table', { name: zh.evidence.caption })
  const code = evidence.getByRole('row', { name: zh.evidence.uscc })
  const [reported, registered] = [code.getByRole('cell').nth(0), code.getByRole('cell').nth(1)]
  await evidence.locator('mark').first().waitFor()
  // The differing characters are marked, and they do differ; a lost character is marked on the register's side alone.
  const marked = (await reported.locator('mark').allInnerTexts()).join('')
  const other = (await registered.locator('mark').allInnerTexts()).join('')
  expect(`${marked}${other}`).toMatch(/^[^\s]{1,4}$/)
  expect(other).not.toBe(marked)
  expect(await reported.innerText()).not.toBe(await registered.innerText())
  expect(await detailOf(page).innerText()).toContain('GB 32100-2015')
})

test('one by one: confirm, dismiss with a reason, leave undecided', async () => {
  const page = await house.desk('analyst')
  await walkToProblems(page)
  await problems(page).first().click()
  const name = await detailOf(page).getByRole('heading', { level: 2 }).innerText()
  await act(page, zh.problems.confirm)
  await seeMessage(page, fill(zh.problems.moved, { event: zh.problems.confirm, name }))
  // The next one opens by itself; the first is no longer among those to review.
  await seeTotal(page, planted.length - 1)
  const second = await detailOf(page).getByRole('heading', { level: 2 }).innerText()
  expect(second).not.toBe(name)
  await act(page, zh.problems.dismiss)
  const reason = detailOf(page).getByLabel(zh.problems.reason, { exact: true })
  await act(page, zh.problems.dismiss)
  await detailOf(page)
    .getByText(fill(zh.reason.atLeast, { n: 2 }))
    .waitFor()
  await reason.fill('现场核实营业执照原件，名称一致')
  await act(page, zh.problems.dismiss)
  await seeMessage(page, second)
  await seeTotal(page, planted.length - 2)
  const third = await detailOf(page).getByRole('heading', { level: 2 }).innerText()
  await act(page, zh.problems.set_undecided)
  await seeMessage(page, third)
  // Undecided ones stay in this list: it asks for both.
  await problems(page)
    .filter({ hasText: third })
    .filter({ hasText: state('undecided') })
    .waitFor()
  await page.goto('/problems?state=dismissed')
  await problems(page).filter({ hasText: second }).click()
  const history = detailOf(page).getByRole('list', { name: zh.detail.history })
  expect(await history.innerText()).toContain('现场核实营业执照原件，名称一致')
  expect(await history.innerText()).toContain('陈思远')
})

test('many at once: preview, confirm, take back, push, withdraw', async () => {
  const page = await house.desk('analyst')
  await walkToProblems(page)
  const left = planted.length - 2
  await seeTotal(page, left)
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  const bar = page.getByRole('region', { name: zh.bulk.bar })
  expect(await bar.innerText()).toContain(fill(zh.bulk.chosen, { n: left }))
  await bar.getByRole('button', { name: zh.problems.confirm, exact: true }).click()
  const drawer = drawerOf(page)
  await drawer.getByText(fill(zh.bulk.willAffect, { n: left })).waitFor()
  await drawer.getByRole('button', { name: zh.problems.confirm, exact: true }).click()
  await drawer.getByText(fill(zh.bulk.done, { n: left })).waitFor()
  await drawer.getByRole('button', { name: zh.problems.undo }).click()
  await drawer.getByText(fill(zh.bulk.undone, { n: left })).waitFor()
  await drawer.getByRole('button', { name: zh.bulk.close }).last().click()
  await seeTotal(page, left)

  await page.goto(page.url().replace('found,undecided', 'found,confirmed,dismissed'))
  await seeTotal(page, planted.length)
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  await bar.getByRole('button', { name: zh.problems.push, exact: true }).click()
  // Only the one confirmed before can be pushed; the others are left out, and it says why.
  await drawer.getByText(fill(zh.bulk.willAffect, { n: 1 })).waitFor()
  await drawer.getByText(fill(zh.bulk.willExclude, { n: planted.length - 1 })).waitFor()
  await drawer.getByLabel(zh.problems.message).fill('请逐户核实，三日内反馈。')
  await drawer.getByRole('button', { name: zh.problems.push, exact: true }).click()
  await drawer.getByText(fill(zh.bulk.done, { n: 1 })).waitFor()
  await drawer.getByRole('button', { name: zh.problems.undoPush }).click()
  await drawer.getByText(fill(zh.bulk.undone, { n: 1 })).waitFor()
  await drawer.getByRole('button', { name: zh.bulk.close }).last().click()
  await problems(page)
    .filter({ hasText: state('confirmed') })
    .click()
  const history = detailOf(page).getByRole('list', { name: zh.detail.history })
  for (const event of [zh.problems.push, zh.problems.withdraw]) await history.getByText(event).first().waitFor()
  await act(page, zh.problems.push)
  await detailOf(page).getByLabel(zh.problems.dueOn).waitFor()
  await act(page, zh.problems.push)
  await seeMessage(page, zh.problems.push)
  await page.goto('/problems?state=pushed')
  await problems(page).filter({ hasText: platform }).first().waitFor()
})
