import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIELD_GROUP_TEXT, WITHHELD_REASON_TEXT } from '@redbridge/contract'
import { createMarket } from '@redbridge/engine/market'
import { STANDARD_FIELDS } from '@redbridge/law'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { choose } from './support/forms.ts'
import { useHouse } from './support/house.ts'
import { callerOf, readKinds, seeState, take, type Words } from './support/matters.ts'
import { navigate, rowsOf, seeHeading, seeMessage } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// One request for assistance from the officer's form to the confirmed answer, on both sides' screens.
const house = useHouse({ chain: true })
const platform = createMarket({ seed: 'redbridge', operators: 'tiny' }).platforms[0]?.zh as string
const SHOP = 'https://shop.example/qingqing'
const PHONE = '13812345678'
let request: Words
let address = ''

beforeAll(async () => {
  request = (await readKinds(house))('assistance_request')
})

const nameOf = (id: string): string => STANDARD_FIELDS.find((one) => one.id === id)?.text.zh as string
const group = (page: Page, name: 'identity' | 'payment'): Locator =>
  page.locator(`fieldset:has(legend:has-text("${FIELD_GROUP_TEXT[name].zh}"))`)
const officer = (page: Page, n: number): Locator =>
  page.getByRole('group', { name: fill(zh.assistanceForm.officerNth, { n }) })
const check = (page: Page): Locator => page.getByRole('complementary', { name: zh.assistanceForm.check })
const answerForm = (page: Page): Locator => page.getByRole('region', { name: zh.assistancePanel.answer, exact: true })

test('an officer is told what is missing, by rule and at the field; a reload loses nothing', async () => {
  const page = await house.desk('analyst')
  await navigate(page, zh.assistanceTitles.requests)
  await page.getByRole('link', { name: zh.assistance.create }).click()
  await seeHeading(page, zh.assistanceForm.newTitle)
  await check(page).getByText(zh.assistanceForm.checkNoPlatform).waitFor()
  await choose(page, zh.assistanceForm.platform, platform)
  await check(page).getByRole('button').nth(2).waitFor()
  await page.getByRole('button', { name: zh.assistanceForm.submit }).click()
  const target = page.getByLabel(zh.assistanceForm.targetShop)
  await expect.poll(() => target.evaluate((input) => document.activeElement === input)).toBe(true)
  await target.fill(SHOP)
  await page.reload()
  await page.getByText(zh.matterForm.restored).waitFor()
  expect(await page.getByLabel(zh.assistanceForm.targetShop).inputValue()).toBe(SHOP)
})

test('written in one go, checked, and put to the head with the keyboard', async () => {
  const page = await house.desk('analyst', '/assistance/new')
  await choose(page, zh.assistanceForm.platform, platform)
  await page.getByLabel(zh.assistanceForm.targetShop).fill(SHOP)
  for (const id of ['identity.name', 'identity.phone', 'identity.uscc', 'payment.order_no', 'payment.amount'])
    await group(page, id.startsWith('identity') ? 'identity' : 'payment')
      .getByRole('checkbox', { name: nameOf(id) })
      .check()
  // Beyond the standard: asks for consent in place, and is gone with the tick.
  const beyond = page.getByRole('checkbox', { name: nameOf('identity.login_log') })
  await beyond.check()
  await page.getByRole('region', { name: zh.assistanceForm.consent }).waitFor()
  await beyond.uncheck()
  await page.getByRole('button', { name: zh.assistanceForm.days183 }).click()
  await page
    .getByLabel(request.field('compose', 'caseNo').replace(zh.matterForm.optional, ''))
    .fill('市监案〔2026〕99号')
  await choose(page, request.field('compose', 'basis').replace(zh.matterForm.optional, ''), '第二十五条', 'ECL 25')
  await page
    .getByLabel(request.field('compose', 'facts').replace(zh.matterForm.optional, ''), { exact: true })
    .fill('当事人涉嫌销售侵权商品，需核实身份和交易记录。')
  for (const [n, name] of ['李明', '王芳'].entries()) {
    await officer(page, n + 1)
      .getByLabel(zh.assistanceForm.officerName)
      .fill(name)
    await officer(page, n + 1)
      .getByLabel(zh.assistanceForm.officerLicence)
      .fill(`1100000${n}`)
  }
  await check(page).getByText(zh.assistanceForm.checkGood).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/assistance\/mat_/)
  await seeState(page, request.state('approving'))
  address = new URL(page.url()).pathname
  // Kept on this computer for the next request.
  await page.goto('/assistance/new')
  expect(await officer(page, 2).getByLabel(zh.assistanceForm.officerName).inputValue()).toBe('王芳')
})

test('the head finds it among what waits and sends it', async () => {
  const page = await house.desk('head', '/assistance?state=approving')
  await rowsOf(page, zh.assistance.title).filter({ hasText: SHOP }).click()
  await take(page, request.step('approve'))
  await seeState(page, request.state('sent'))
})

test('the platform receives it by opening it, and answers in part: nothing else fits in', async () => {
  const page = await house.desk('platform', '/assistance')
  await rowsOf(page, zh.assistance.title).filter({ hasText: SHOP }).click()
  await seeState(page, request.state('received'))
  await page.getByText(zh.assistancePanel.received, { exact: true }).first().waitFor()
  const form = answerForm(page)
  expect(await form.getByLabel(nameOf('identity.address'), { exact: true }).count()).toBe(0)
  await form.getByLabel(nameOf('identity.name'), { exact: true }).fill('青青商贸有限公司')
  await form.getByLabel(nameOf('identity.phone'), { exact: true }).fill(PHONE)
  await form.getByRole('button', { name: zh.assistancePanel.sendAll, exact: true }).click()
  await form.getByText(fill(zh.assistancePanel.unaccounted, { n: 3, fields: '' }).slice(0, 8)).waitFor()
  const code = nameOf('identity.uscc')
  await form.getByRole('button', { name: fill(zh.assistancePanel.withholdField, { field: code }) }).click()
  await choose(page, fill(zh.assistancePanel.withheldReason, { field: code }), WITHHELD_REASON_TEXT.not_held.zh)
  await form.getByRole('button', { name: zh.assistancePanel.sendPart, exact: true }).click()
  await seeMessage(page, zh.assistancePanel.sentPart)
  await seeState(page, request.state('partial'))
})

test('the rest comes by file: faults row by row, a preview, then it is sent', async () => {
  const page = await house.desk('platform', address)
  const form = answerForm(page)
  await form.getByRole('tab', { name: zh.assistancePanel.byFile }).click()
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    form.getByRole('link', { name: zh.assistancePanel.template }).click(),
  ])
  expect(
    readFileSync(await template.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  const give = async (content: object) => {
    const path = join(house.scratch, 'answer.json')
    writeFileSync(path, JSON.stringify(content))
    await form.locator('input[type=file]').last().setInputFiles(path)
  }
  const rows = [
    { order_no: 'A1', amount: '12.50' },
    { order_no: 'A2', amount: '99.00' },
  ]
  await give({ groups: [{ group: 'payment', rows: [{ ...rows[0], buyer: '甲' }] }] })
  await form.getByText(fill(zh.assistancePanel.fileFaults, { n: 1 })).waitFor()
  await give({ groups: [{ group: 'payment', rows }] })
  await form.getByText(zh.assistancePanel.filePreview).waitFor()
  await form.getByRole('cell', { name: 'A2' }).waitFor()
  await form.getByRole('button', { name: zh.assistancePanel.sendAll, exact: true }).click()
  await seeMessage(page, zh.assistancePanel.sentAll)
  await seeState(page, request.state('replied'))
})

test('the officer opens masked values for a purpose, exports them, and confirms', async () => {
  const page = await house.desk('analyst', '/assistance?state=replied')
  await rowsOf(page, zh.assistance.title).filter({ hasText: SHOP }).click()
  const answers = page.getByRole('region', { name: zh.assistancePanel.answers })
  const first = answers.getByRole('article').last()
  await first.getByRole('button', { name: zh.assistancePanel.show }).click()
  await first.getByText('138****5678').waitFor()
  expect(await first.getByText(PHONE).count()).toBe(0)
  await first.getByRole('button', { name: zh.assistancePanel.open }).click()
  await first.getByLabel(zh.assistancePanel.openPurpose).fill('制作询问提纲')
  await first.getByRole('button', { name: zh.assistancePanel.openAction }).click()
  await first.getByText(PHONE).waitFor()
  await first.getByRole('button', { name: zh.assistancePanel.export, exact: true }).click()
  await first.getByLabel(zh.assistancePanel.exportPurpose).fill('存入案卷')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    first.getByRole('button', { name: zh.assistancePanel.exportAction }).click(),
  ])
  expect(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  await take(page, request.step('confirm'))
  await seeState(page, request.state('confirmed'))
})

test('asking again shows the answer that is there already', async () => {
  const analyst = await callerOf(house, 'analyst')
  const id = address.split('/').at(-1) as string
  const page = await house.desk('analyst', `/assistance/new?copy=${id}`)
  expect(await page.getByLabel(zh.assistanceForm.targetShop).inputValue()).toBe(SHOP)
  const { number } = await analyst.get<{ number: string }>(`/api/matters/${id}`)
  await check(page).getByRole('link', { name: number }).waitFor()
  await check(page).getByText(zh.assistanceForm.duplicateAnswered).waitFor()
})
