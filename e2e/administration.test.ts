import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS, PLATFORM_STATUS_TEXT, ROLE_TEXT } from '@redbridge/contract'
import { createMarket } from '@redbridge/engine/market'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { choose, openUserMenu, setNewPassword, signOut } from './support/forms.ts'
import { signInByForm, useHouse } from './support/house.ts'
import { drawerOf, navigate, rowsOf, seeHeading, seeMessage } from './support/see.ts'
import { handIn } from './support/sheets.ts'
import { totpOf } from './support/totp.ts'
import { fill, zh } from './support/words.ts'

// An empty installation is set up by its first administrator: organisations, people, a register, and how one signs in.
const house = useHouse({ from: 'nothing', chain: true })
const people: Record<string, string> = {}
let recovery: string[] = []

const signedIn = async (login: string): Promise<Page> => {
  const page = await house.visitor()
  await page.goto('/sign-in')
  await signInByForm(page, login, people[login] as string)
  return page
}
const atDesk = async (login: string): Promise<Page> => {
  const page = await signedIn(login)
  await seeHeading(page, zh.todo.title)
  return page
}

/** What is shown this once, under its label. */
const shownOnce = (drawer: Locator, label: string): Promise<string> =>
  drawer.locator('dl > div').filter({ hasText: label }).locator('code').innerText()

test('the first administrator replaces the password that was printed at the start', async () => {
  const [, login, password] = /administrator: (\S+) .*password: (\S+)/.exec(house.server.printed()) ?? []
  people.admin = password as string
  const page = await signedIn(login as string)
  await page.getByRole('heading', { name: zh.signIn.newTitle }).waitFor()
  await setNewPassword(page, '管理员自己的新密码-一', '管理员自己的新密码-二')
  await page.getByText(zh.signIn.repeatDiffers).waitFor()
  await setNewPassword(page, 'password12')
  await page.getByText(ERRORS.password_weak.zh).waitFor()
  people.admin = '管理员自己的新密码-一'
  await setNewPassword(page, people.admin)
  await seeHeading(page, zh.todo.title)
})

test('organisations: a bureau below, a platform that reports', async () => {
  const page = await atDesk('admin')
  await navigate(page, zh.adminTitles.organisations)
  const drawer = drawerOf(page)
  const save = (): Promise<void> => drawer.getByRole('button', { name: zh.organisations.save }).click()
  await page.getByRole('button', { name: zh.organisations.newPlatform }).click()
  await save()
  await drawer.getByText(zh.organisations.missingName).waitFor()
  await drawer.getByLabel(zh.organisations.nameZh, { exact: true }).fill('青禾里商城')
  await choose(drawer, zh.organisations.provinceOf, '北京市')
  await choose(drawer, zh.organisations.foundBy, '网络摸排')
  await choose(drawer, zh.organisations.status, PLATFORM_STATUS_TEXT.reporting.zh)
  await drawer.getByLabel(zh.organisations.uscc).fill('91110108MA00QHL76B')
  await save()
  await drawer.getByText(ERRORS.uscc_invalid.zh).waitFor()
  await drawer.getByLabel(zh.organisations.uscc).fill('')
  await save()
  await seeMessage(page, fill(zh.organisations.saved, { name: '青禾里商城' }))
  await rowsOf(page, zh.organisations.platforms).filter({ hasText: '青禾里商城' }).waitFor()

  await page.getByRole('navigation', { name: zh.organisations.views }).getByText(zh.organisations.bureaus).click()
  await page.getByRole('button', { name: zh.organisations.newBureau }).click()
  await drawer.getByLabel(zh.organisations.nameZh, { exact: true }).fill('北京市市场监督管理局')
  await choose(drawer, zh.organisations.provinceOf, '北京市')
  await save()
  await page.locator('main').getByText('北京市市场监督管理局').first().waitFor()
})

test('people: each gets a one-time password, shown once', async () => {
  const page = await atDesk('admin')
  await navigate(page, zh.adminTitles.users)
  const drawer = drawerOf(page)
  const add = async (login: string, name: string, role: string, organisation = ''): Promise<void> => {
    await page.getByRole('button', { name: zh.users.create }).click()
    if (organisation) await choose(drawer, zh.users.organisation, organisation, organisation)
    await drawer.getByLabel(zh.users.name, { exact: true }).fill(name)
    await drawer.getByLabel(zh.users.login, { exact: true }).fill(login)
    await drawer.getByLabel(role, { exact: true }).check()
    await drawer.getByRole('button', { name: zh.users.create }).click()
    await drawer.getByText(zh.users.onceTitle).waitFor()
    expect(await shownOnce(drawer, zh.users.login)).toBe(login)
    people[login] = await shownOnce(drawer, zh.users.oneTimePassword)
    await drawer.getByRole('button', { name: zh.users.kept }).click()
    await rowsOf(page, zh.users.title).filter({ hasText: login }).filter({ hasText: zh.users.oneTime }).waitFor()
  }
  await add('chen.siyuan', '陈思远', ROLE_TEXT.bureau_analyst.zh)
  await add('han.xue', '韩雪', ROLE_TEXT.platform_staff.zh, '青禾里商城')
  expect(await page.getByText(people['han.xue'] as string).count()).toBe(0)
})

test('the first sign-in asks for a password of one’s own; the one-time password has ended', async () => {
  const page = await signedIn('chen.siyuan')
  await page.getByRole('heading', { name: zh.signIn.newTitle }).waitFor()
  // Nothing else is open before: neither the desk nor its data.
  expect((await page.request.get('/api/todo')).status()).toBe(401)
  const once = people['chen.siyuan'] as string
  people['chen.siyuan'] = '监测人员-自己的密码'
  await setNewPassword(page, people['chen.siyuan'])
  await seeHeading(page, zh.todo.title)
  await signOut(page)
  await signInByForm(page, 'chen.siyuan', once)
  await page.getByText(ERRORS.sign_in_failed.zh).waitFor()
})

test('an authenticator is set up; from then on its code is asked for, each once', async () => {
  const page = await atDesk('chen.siyuan')
  await openUserMenu(page, zh.shell.security)
  await seeHeading(page, zh.account.title)
  await page.getByRole('button', { name: zh.account.setUp, exact: true }).click()
  await page.getByRole('img', { name: zh.account.qr }).waitFor()
  const secret = (await page.locator('.rb-totp .rb-groups').innerText()).replaceAll(/\s/g, '')
  const code = page.getByLabel(zh.account.code)
  await code.fill('12')
  await page.getByRole('button', { name: zh.account.confirm, exact: true }).click()
  await page.getByText(zh.account.codeWrong).waitFor()
  await code.fill(totpOf(secret, 40))
  await page.getByRole('button', { name: zh.account.confirm, exact: true }).click()
  await page.getByText(ERRORS.second_factor_failed.zh).waitFor()
  await code.fill(totpOf(secret))
  await page.getByRole('button', { name: zh.account.confirm, exact: true }).click()
  await page.getByText(zh.account.codesTitle).waitFor()
  recovery = await page.locator('.rb-codes li').allInnerTexts()
  expect(new Set(recovery).size).toBeGreaterThanOrEqual(8)
  await page.getByRole('button', { name: zh.account.codesKept }).click()
  await page.getByText(zh.account.on, { exact: true }).waitFor()

  await signOut(page)
  await signInByForm(page, 'chen.siyuan', people['chen.siyuan'] as string)
  await page.getByRole('heading', { name: zh.signIn.secondTitle }).waitFor()
  await page.getByLabel(zh.signIn.totp).fill('000000')
  await page.getByRole('button', { name: zh.signIn.verify, exact: true }).click()
  await page.getByText(ERRORS.second_factor_failed.zh).waitFor()
  // The code of the set-up is used up; the next one is good.
  await page.getByLabel(zh.signIn.totp).fill(totpOf(secret, 1))
  await page.getByRole('button', { name: zh.signIn.verify, exact: true }).click()
  await page.getByRole('navigation', { name: zh.shell.navigation }).waitFor()
})

const enterRecoveryCode = async (page: Page, code: string): Promise<void> => {
  await page.getByRole('heading', { name: zh.signIn.secondTitle }).waitFor()
  await page.getByRole('button', { name: zh.signIn.useRecovery }).click()
  await page.getByLabel(zh.signIn.recovery).fill(code)
  await page.getByRole('button', { name: zh.signIn.verify, exact: true }).click()
}

test('a recovery code stands in for the authenticator, once', async () => {
  const page = await signedIn('chen.siyuan')
  await enterRecoveryCode(page, recovery[0] as string)
  await seeHeading(page, zh.todo.title)
  const again = await signedIn('chen.siyuan')
  await enterRecoveryCode(again, recovery[0] as string)
  await again.getByText(ERRORS.second_factor_failed.zh).waitFor()
})

test('a passkey is added and signs in by itself', async () => {
  const page = await signedIn('chen.siyuan')
  await enterRecoveryCode(page, recovery[1] as string)
  await seeHeading(page, zh.todo.title)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await openUserMenu(page, zh.shell.security)
  await page.getByRole('button', { name: zh.account.addPasskey }).click()
  await page.getByLabel(zh.account.passkeyName).fill('办公电脑')
  await page.getByRole('button', { name: zh.account.addPasskey }).click()
  await seeMessage(page, fill(zh.account.passkeyAdded, { name: '办公电脑' }))
  await rowsOf(page, zh.account.passkeys).filter({ hasText: '办公电脑' }).waitFor()
  await signOut(page)
  await page.getByRole('button', { name: zh.signIn.withPasskey }).click()
  await page.getByRole('navigation', { name: zh.shell.navigation }).waitFor()
  // With the finger refused nobody gets in.
  await signOut(page)
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: zh.signIn.withPasskey }).click()
  await page.getByText(zh.signIn.passkeyFailed).waitFor()
})

test('a register is created and filled; what is in it can be looked up, and a wrong file says why', async () => {
  const page = await atDesk('admin')
  await navigate(page, zh.adminTitles.registers)
  await page.getByRole('button', { name: zh.registers.create }).click()
  await drawerOf(page).getByLabel(zh.registers.nameZh, { exact: true }).fill('全国经营主体登记库')
  await drawerOf(page).getByRole('button', { name: zh.registers.create }).click()
  await seeMessage(page, fill(zh.registers.created, { name: '全国经营主体登记库' }))
  await rowsOf(page, zh.registers.title).filter({ hasText: '全国经营主体登记库' }).click()
  await seeHeading(page, '全国经营主体登记库')
  const wrong = join(house.scratch, '会议纪要.csv')
  writeFileSync(wrong, '议题,结论\n采购,同意\n')
  await handIn(page, zh.registers.fileLabel, wrong)
  await rowsOf(page, zh.registers.imports)
    .filter({ hasText: '会议纪要.csv' })
    .filter({ hasText: zh.registers.failed })
    .waitFor()
  const csv = Buffer.concat([...(createMarket({ seed: 'redbridge', operators: 'tiny' }).registers[0]?.csv() ?? [])])
  const path = join(house.scratch, '登记信息.csv')
  writeFileSync(path, csv)
  await handIn(page, zh.registers.fileLabel, path)
  await rowsOf(page, zh.registers.versions).filter({ hasText: zh.registers.inUse }).waitFor({ timeout: 30_000 })
  const [, first] = csv.toString().split('\r\n')
  const code = /[0-9A-Z]{18}/.exec(first as string)?.[0] as string
  await page.getByLabel(zh.registers.lookUpLabel).fill(code)
  await page.getByRole('button', { name: zh.registers.lookUpButton }).click()
  await page.getByText(fill(zh.registers.found, { n: 1 })).waitFor()
  const name = await page.locator('article h3').innerText()
  expect(first).toContain(name)
  await page.getByLabel(zh.registers.lookUpLabel).fill('91110000000000000X')
  await page.getByRole('button', { name: zh.registers.lookUpButton }).click()
  await page.getByText(fill(zh.registers.notFound, { q: '91110000000000000X' })).waitFor()
})

test('after five wrong passwords the account is locked, for the right one too; the administrator unlocks it', async () => {
  const page = await house.visitor()
  await page.goto('/sign-in')
  const right = people['han.xue'] as string
  for (let i = 0; i < 5; i++) {
    await signInByForm(page, 'han.xue', `wrong-password-${i}`)
    await page.getByRole('alert').first().waitFor()
  }
  await signInByForm(page, 'han.xue', right)
  await page.getByText(ERRORS.sign_in_locked.zh).waitFor()
  const admin = await atDesk('admin')
  await navigate(admin, zh.adminTitles.users)
  const row = rowsOf(admin, zh.users.title).filter({ hasText: 'han.xue' })
  await row.filter({ hasText: zh.users.locked }).waitFor()
  await row.getByRole('button', { name: fill(zh.users.actionsOf, { name: '韩雪' }) }).click()
  await admin.getByRole('menuitem', { name: zh.users.unlock }).click()
  await admin.getByRole('dialog').getByRole('button', { name: zh.users.unlock }).click()
  await admin.getByText(zh.users.onceTitle).waitFor()
  people['han.xue'] = await shownOnce(drawerOf(admin), zh.users.oneTimePassword)
  await signInByForm(page, 'han.xue', people['han.xue'])
  await page.getByRole('heading', { name: zh.signIn.newTitle }).waitFor()
  people['han.xue'] = '平台合规-自己的密码'
  await setNewPassword(page, people['han.xue'])
  await seeHeading(page, zh.todo.title)
})

test('who is disabled is out at once', async () => {
  const theirs = await atDesk('han.xue')
  const admin = await atDesk('admin')
  await navigate(admin, zh.adminTitles.users)
  const row = rowsOf(admin, zh.users.title).filter({ hasText: 'han.xue' })
  await row.getByRole('button', { name: fill(zh.users.actionsOf, { name: '韩雪' }) }).click()
  await admin.getByRole('menuitem', { name: zh.users.disable }).click()
  await admin.getByRole('dialog').getByRole('button', { name: zh.users.disable }).click()
  await seeMessage(admin, fill(zh.users.disabledDone, { name: '韩雪' }))
  await theirs.getByRole('link', { name: zh.platformTitles.reports }).click()
  await theirs.getByLabel(zh.signIn.login).waitFor()
  await signInByForm(theirs, 'han.xue', people['han.xue'] as string)
  await theirs.getByText(ERRORS.sign_in_failed.zh).waitFor()
})

test('the audit log has all of it, and no password', async () => {
  const page = await atDesk('admin')
  await navigate(page, zh.adminTitles.audit)
  const rows = rowsOf(page, zh.audit.title)
  for (const action of [
    'user.create',
    'organisation.create',
    'register.import',
    'account.passkey_added',
    'session.locked',
  ] as const) {
    await rows.filter({ hasText: zh.auditActions[action] }).filter({ hasText: action }).first().waitFor()
  }
  await page.getByRole('button', { name: zh.audit.area, exact: true }).click()
  await page.getByRole('radio', { name: zh.audit.register }).click()
  await rows.filter({ hasText: 'session.' }).first().waitFor({ state: 'detached' })
  await rows.filter({ hasText: '登记信息.csv' }).first().click()
  await drawerOf(page).getByText(zh.audit.subjectId, { exact: true }).waitFor()
  const all = await (await page.request.get('/api/audit?size=200')).text()
  for (const password of Object.values(people)) expect(all).not.toContain(password)
})
