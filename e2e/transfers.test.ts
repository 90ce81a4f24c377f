import { PROBLEM_STATE_TEXT, TRANSFER_FINDING_TEXT, TRANSFER_STATE_TEXT } from '@redbridge/contract'
import { createMarket } from '@redbridge/engine/market'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import { drawerOf, moveAll, navigate, rowsOf, seeHeading, seeTotal } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// Operators registered in Shanghai and reported in Beijing: sent, received, answered from the own register, closed.
const house = useHouse({ chain: true })
const market = createMarket({ seed: 'redbridge', operators: 'tiny' })
const platform = market.platforms[1]
const key = [...market.answerKey(platform?.key as string, '2026-07')]
const shanghai = key.filter((row) => row.expect === 'undecided' && row.province === '31')
let packageNo = ''

const openReport = async (page: Page): Promise<void> => {
  await navigate(page, zh.shell.periods)
  await rowsOf(page, zh.periods.title).getByRole('link', { name: '2026年7月' }).click()
  await rowsOf(page, zh.periods.dutiesOf)
    .getByRole('link', { name: platform?.zh as string, exact: true })
    .click()
  await seeHeading(page, platform?.zh as string)
}
const packages = (page: Page) => rowsOf(page, zh.transfers.packages)

test('the sender sends operators of one province home', async () => {
  const page = await house.desk('analyst')
  await openReport(page)
  const row = rowsOf(page, zh.batches.outside).filter({ hasText: '上海' }).first()
  expect(await row.innerText()).toContain(String(shanghai.length))
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: fill(zh.batches.sendChosen, { n: 1 }) }).click()
  const drawer = drawerOf(page)
  await drawer.getByText(fill(zh.batches.packages, { n: 1 })).waitFor()
  await drawer.getByText(fill(zh.batches.operators, { n: shanghai.length })).waitFor()
  await drawer.getByRole('button', { name: zh.batches.send, exact: true }).click()
  await drawer.getByText(fill(zh.batches.packagesSent, { n: 1 })).waitFor()
  packageNo = (/\S*〔\d{4}〕\d+号/.exec(await drawer.innerText()) ?? [''])[0]
  expect(packageNo).not.toBe('')
  await drawer.getByRole('link', { name: zh.batches.toTransfers }).click()
  await page.getByText(zh.transfers.packages, { exact: true }).click()
  const sent = packages(page).filter({ hasText: packageNo })
  await sent.filter({ hasText: TRANSFER_STATE_TEXT.sent.zh }).waitFor()
  expect(await sent.innerText()).toContain(zh.transfers.notReceived)
})

test('the other province finds it in its to-do list, receives it and answers as its register says', async () => {
  const page = await house.desk('shanghai')
  await page.getByRole('link', { name: /签收/ }).first().click()
  await seeHeading(page, zh.transfers.title)
  await page.getByText(zh.transfers.packages, { exact: true }).click()
  const row = packages(page).filter({ hasText: packageNo })
  await row.getByRole('button', { name: zh.transfers.receiveAll }).click()
  const drawer = drawerOf(page)
  await drawer.getByText(fill(zh.transfers.affected, { n: shanghai.length })).waitFor()
  await drawer.getByRole('button', { name: zh.transfers.receive, exact: true }).click()
  await drawer.getByText(fill(zh.transfers.done, { n: shanghai.length })).waitFor()
  await drawer.getByRole('button', { name: zh.transfers.closeWindow }).last().click()
  // The receipt: when, and by whom.
  await row.getByText('沈嘉').waitFor()

  await row.getByRole('button', { name: zh.transfers.answerAll }).click()
  await drawer.getByRole('radio', { name: zh.transfers.asProposed }).check()
  await drawer.getByText(fill(zh.transfers.affected, { n: shanghai.length })).waitFor()
  const good = shanghai.filter((one) => one.home.expect === 'clear').length
  const findings = drawer.getByRole('table', { name: zh.transfers.byFinding })
  const line = findings.getByRole('row').filter({ hasText: TRANSFER_FINDING_TEXT.in_good_standing.zh })
  expect(await line.getByRole('cell').innerText()).toBe(String(good))
  await drawer.getByRole('button', { name: zh.transfers.answer, exact: true }).click()
  await drawer.getByText(fill(zh.transfers.done, { n: shanghai.length })).waitFor()
})

test('the sender sees each finding and closes; what is amiss there is a problem operator here', async () => {
  const page = await house.desk('analyst', `/transfers?box=out&packageNo=${encodeURIComponent(packageNo)}`)
  await seeTotal(page, shanghai.length)
  const rows = rowsOf(page, zh.transfers.out)
  expect(await rows.filter({ hasText: TRANSFER_STATE_TEXT.answered.zh }).count()).toBe(shanghai.length)
  const amiss = shanghai.filter((one) => one.home.expect === 'problem')
  expect(amiss.length).toBeGreaterThan(0)
  await moveAll(page, zh.transfers.close, shanghai.length)
  await rows
    .filter({ hasText: TRANSFER_STATE_TEXT.closed.zh })
    .nth(shanghai.length - 1)
    .waitFor()
  await page.goto('/problems?state=found&province=31&period=2026-07')
  await seeTotal(page, amiss.length)
  await rowsOf(page, zh.problems.title).filter({ hasText: PROBLEM_STATE_TEXT.found.zh }).first().waitFor()
})

test('what no bureau claims comes back at once', async () => {
  const page = await house.desk('analyst')
  await openReport(page)
  await page.getByText(/没有已接入的接收部门/).click()
  await page.getByRole('button', { name: zh.batches.sendUnclaimed }).click()
  await drawerOf(page).getByRole('button', { name: zh.batches.send, exact: true }).click()
  await drawerOf(page).getByRole('link', { name: zh.batches.toTransfers }).click()
  await page.goto('/transfers?box=out&state=returned')
  await rowsOf(page, zh.transfers.out).filter({ hasText: TRANSFER_STATE_TEXT.returned.zh }).first().waitFor()
})

test('a bureau that is not the right one returns an operator with its reason', async () => {
  const page = await house.desk('shanghai', '/transfers?box=in&state=sent')
  const row = rowsOf(page, zh.transfers.in).first()
  const name = await row.getByRole('rowheader').innerText()
  await row.click()
  const drawer = drawerOf(page)
  await drawer.getByRole('button', { name: zh.transfers.return, exact: true }).click()
  await drawer.getByText(fill(zh.transfers.affected, { n: 1 })).waitFor()
  await drawer.getByRole('button', { name: zh.transfers.return, exact: true }).click()
  await drawer.getByText(zh.transfers.reasonMissing).waitFor()
  await drawer.getByLabel(zh.transfers.reason, { exact: true }).fill('该主体已迁往浙江')
  await drawer.getByRole('button', { name: zh.transfers.return, exact: true }).click()
  await drawer.getByText(fill(zh.transfers.done, { n: 1 })).waitFor()
  const sender = await house.desk('analyst', `/transfers?box=out&state=returned&q=${encodeURIComponent(name)}`)
  await rowsOf(sender, zh.transfers.out).filter({ hasText: name }).click()
  await drawerOf(sender).getByText('该主体已迁往浙江').waitFor()
})
