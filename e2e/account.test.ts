import { createHmac } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PASSWORD, signInByForm, useHouse } from './support/house.ts'
import { rowsOf, seeHeading, seeMessage } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// What proves who one is: password, authenticator app, recovery codes, passkey, and where one is signed in.
const house = useHouse({ chain: true })
const LOGIN = 'shanghai'
const t = zh.account

const sectionOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click()
const agree = (page: Page, name: string): Promise<void> => press(page.getByRole('dialog'), name)

/** The code an authenticator app shows for a key now (RFC 6238). */
const totpOf = (secret: string, now = Date.now()): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const digest = createHmac('sha1', key).update(step).digest()
  const at = (digest[19] ?? 0) & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

let secret = ''
let codes: string[] = []
let password = PASSWORD

test('the password is changed with the present one only, and signs out everywhere else', async () => {
  const elsewhere = await house.desk(LOGIN)
  const page = await house.desk(LOGIN, '/account')
  const section = sectionOf(page, t.password)
  await press(section, t.changePassword)
  await section.getByLabel(t.present).fill(PASSWORD)
  await section.getByLabel(t.newPassword, { exact: true }).fill('kurz')
  await section.getByLabel(t.repeat).fill('kurz')
  await press(section, t.changePassword)
  await section.getByRole('alert').getByText(t.passwordShort).waitFor()
  password = 'ein neues langes Wort'
  await section.getByLabel(t.newPassword, { exact: true }).fill(password)
  await section.getByLabel(t.repeat).fill(password)
  await press(section, t.changePassword)
  await seeMessage(page, t.passwordSaved)
  expect(await rowsOf(page, t.sessions).count()).toBe(1)
  const answer = await elsewhere.request.get('/api/session')
  expect(answer.status()).toBe(401)
})

const enter = async (page: Page): Promise<void> => {
  await page.goto('/sign-in')
  await signInByForm(page, LOGIN, password)
}

test('an authenticator app is set up, and recovery codes are shown once', async () => {
  const page = await house.visitor()
  await enter(page)
  await seeHeading(page, zh.todo.title)
  await page.goto('/account')
  const section = sectionOf(page, t.second)
  await press(section, t.setUp)
  await section.getByRole('img', { name: t.qr }).waitFor()
  secret = (await section.locator('.rb-totp .rb-groups').innerText()).replaceAll(/\s/g, '')
  await section.getByLabel(t.code).fill(totpOf(secret))
  await press(section, t.confirm)
  await section.getByText(t.codesTitle).waitFor()
  codes = await section.getByRole('listitem').allInnerTexts()
  expect(new Set(codes).size).toBe(10)
  await press(section, t.codesKept)
  await section.getByText(fill(t.recoveryLeft, { n: 10 })).waitFor()
  await page.reload()
  await section.getByText(t.on, { exact: true }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain(codes[0])
})

test('from then on the password is not enough; a recovery code helps once', async () => {
  const page = await house.visitor()
  await enter(page)
  await page.getByRole('heading', { name: zh.signIn.secondTitle }).waitFor()
  await press(page, zh.signIn.useRecovery)
  await page.getByLabel(zh.signIn.recovery).fill(codes[0] as string)
  await press(page, zh.signIn.verify)
  await seeHeading(page, zh.todo.title)
  await page.goto('/account')
  await sectionOf(page, t.second)
    .getByText(fill(t.recoveryLeft, { n: 9 }))
    .waitFor()
})

test('a passkey is added, signs in without a password, and is removed', async () => {
  const page = await house.visitor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await enter(page)
  await press(page, zh.signIn.useRecovery)
  await page.getByLabel(zh.signIn.recovery).fill(codes[1] as string)
  await press(page, zh.signIn.verify)
  await seeHeading(page, zh.todo.title)
  await page.goto('/account')
  const section = sectionOf(page, t.passkeys)
  await press(section, t.addPasskey)
  await section.getByLabel(t.passkeyName).fill('办公电脑')
  await press(section.locator('form'), t.addPasskey)
  await seeMessage(page, fill(t.passkeyAdded, { name: '办公电脑' }))
  await page.request.delete('/api/session', { headers: { origin: house.address } })
  await page.goto('/sign-in')
  await press(page, zh.signIn.withPasskey)
  await seeHeading(page, zh.todo.title)
  await page.goto('/account')
  await press(section, fill(t.removeOf, { name: '办公电脑' }))
  await agree(page, t.remove)
  await section.getByText(t.noPasskeys).waitFor()
})

test('the other sessions are ended in one step', async () => {
  const page = await house.visitor()
  await enter(page)
  await press(page, zh.signIn.useRecovery)
  await page.getByLabel(zh.signIn.recovery).fill(codes[2] as string)
  await press(page, zh.signIn.verify)
  await seeHeading(page, zh.todo.title)
  await page.goto('/account')
  await rowsOf(page, t.sessions).nth(1).waitFor()
  await press(sectionOf(page, t.sessions), t.endOthers)
  await seeMessage(page, t.othersEnded)
  await rowsOf(page, t.sessions).nth(1).waitFor({ state: 'detached' })
  expect(await rowsOf(page, t.sessions).innerText()).toContain(t.thisDevice)
})
