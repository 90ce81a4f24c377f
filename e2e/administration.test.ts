import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signInByForm, useHouse } from './support/house.ts'
import { drawerOf, navigate, rowsOf, seeHeading, seeMessage } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// An administrator: a platform comes onto the register, its people get in, a register is imported and taken back.
const house = useHouse({ chain: true })
const NAME = '试验集市'
const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click()
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await drawerOf(page).getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
}

test('a platform is entered, and owes a report as soon as it is a reporting one', async () => {
  const page = await house.desk('admin')
  await navigate(page, zh.adminTitles.organisations)
  await press(page, zh.organisations.newPlatform)
  const drawer = drawerOf(page)
  await press(drawer, zh.organisations.save)
  await drawer.getByText(zh.organisations.missingName).waitFor()
  await drawer.getByLabel(zh.organisations.nameZh, { exact: true }).fill(NAME)
  await choose(page, zh.organisations.provinceOf, '北京市')
  await choose(page, zh.organisations.cityOf, '海淀区')
  await press(drawer, zh.organisations.save)
  await seeMessage(page, fill(zh.organisations.saved, { name: NAME }))
  await page.getByRole('button', { name: NAME }).click()
  await choose(page, zh.organisations.status, '已纳入报送')
  await press(drawer, zh.organisations.save)
  await rowsOf(page, zh.organisations.platforms).filter({ hasText: NAME }).getByText('已纳入报送').waitFor()
})

test('its first person signs in with a one-time password, must replace it, and finds the duty', async () => {
  const admin = await house.desk('admin', '/users')
  await press(admin, zh.users.create)
  const drawer = drawerOf(admin)
  await drawer.getByLabel(zh.users.organisation).fill(NAME)
  await admin.locator('.ant-select-item-option').filter({ hasText: NAME }).click()
  await drawer.getByLabel(zh.users.name, { exact: true }).fill('陈一')
  await drawer.getByLabel(zh.users.login).fill('chen.yi')
  await drawer.getByRole('checkbox', { name: '平台合规人员' }).check()
  await press(drawer, zh.users.create)
  await admin.getByText(zh.users.onceTitle).waitFor()
  const once = await admin.getByRole('dialog').locator('code').nth(1).innerText()
  await press(admin.getByRole('dialog'), zh.users.kept)
  const page = await house.visitor()
  await page.goto('/sign-in')
  await signInByForm(page, 'chen.yi', once)
  await page.getByLabel(zh.signIn.newPassword, { exact: true }).fill('ein langes neues Wort')
  await page.getByLabel(zh.signIn.repeatPassword).fill('ein langes neues Wort')
  await press(page, zh.signIn.setPassword)
  await seeHeading(page, zh.todo.title)
  await navigate(page, zh.platformTitles.reports)
  await page.getByRole('button', { name: zh.reports.upload }).waitFor()
})

test('a disabled user is out at once', async () => {
  const page = await house.visitor()
  await page.goto('/sign-in')
  await signInByForm(page, 'chen.yi', 'ein langes neues Wort')
  await seeHeading(page, zh.todo.title)
  const admin = await house.desk('admin', '/users')
  await press(admin, fill(zh.users.actionsOf, { name: '陈一' }))
  await admin.getByRole('menuitem', { name: zh.users.disable }).click()
  await press(admin.getByRole('dialog'), zh.users.disable)
  await seeMessage(admin, fill(zh.users.disabledDone, { name: '陈一' }))
  expect((await page.request.get('/api/session')).status()).toBe(401)
})

test('a list is imported, used, and taken back', async () => {
  const page = await house.desk('admin', '/registers')
  await rowsOf(page, zh.registers.title).getByRole('link').first().click()
  await page.getByRole('heading', { name: zh.registers.versions }).waitFor()
  const versions = rowsOf(page, zh.registers.versions)
  const before = await versions.count()
  const file = join(house.scratch, '经营异常名录.csv')
  writeFileSync(file, '统一社会信用代码,企业名称,列入原因\n91110108MA00B7CQ4L,试验公司,未依照规定报送年度报告\n')
  await page.getByLabel(zh.registers.kind, { exact: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '经营异常名录' }).click()
  await page.getByRole('radio', { name: zh.registers.add }).check()
  await page.locator('input[type=file]').setInputFiles(file)
  const newest = versions.nth(0)
  await expect.poll(() => versions.count(), { timeout: 30_000 }).toBe(before + 1)
  await newest.getByText(zh.registers.inUse).waitFor()
  await versions.nth(1).getByRole('button').click()
  await press(page.getByRole('dialog'), zh.registers.activate)
  await versions.nth(1).getByText(zh.registers.inUse).waitFor()
  await newest.getByText(zh.registers.ready, { exact: true }).waitFor()
})

test('all of it stands in the audit log', async () => {
  const page = await house.desk('admin', '/audit')
  const entries = rowsOf(page, zh.audit.title)
  await entries.first().waitFor()
  const text = (await entries.allInnerTexts()).join('\n')
  for (const action of ['register.version_activated', 'register.import', 'user.change', 'user.create'] as const)
    expect(text).toContain(zh.auditActions[action])
  await entries.first().click()
  await drawerOf(page).getByText(zh.audit.raw).waitFor()
})
