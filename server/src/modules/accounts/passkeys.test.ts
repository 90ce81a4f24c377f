import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountsRoutes, createUserDirect } from './index.ts'
import { type Fake, type SoftAuthenticator, softAuthenticator } from './soft-authenticator.ts'
import { type Browser, type Desk, openDesk, PASSWORD } from './testing.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(accountsRoutes)
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.pass(24 * 60))

const SITE = { origin: 'http://localhost', rpId: 'localhost' }

const withPasskey = async (login: string) => {
  const id = await createUserDirect(desk.work.platform.workerDb, {
    organisationId: 'org_beijing',
    login,
    name: login,
    roles: ['bureau_head'],
    password: PASSWORD,
  })
  const browser = await desk.signedIn(login)
  const key = softAuthenticator(SITE)
  const added = await register(browser, key)
  return { id, browser, key, passkey: added.body as { id: string } }
}
const register = async (browser: Browser, key: SoftAuthenticator, fake?: Fake) => {
  const options = (await browser.call('POST', '/api/account/passkeys/options')).body
  return browser.call('POST', '/api/account/passkeys', {
    body: { name: '办公室', response: key.register(options, fake) },
  })
}
const options = async (browser: Browser) => (await browser.call('POST', '/api/session/passkey-options')).body
const enter = (browser: Browser, response: unknown) =>
  browser.call('POST', '/api/session/passkey', { body: { response } })

describe('passkeys', () => {
  it('are registered, listed and removed by their owner', async () => {
    const { browser, passkey } = await withPasskey('keeper')
    expect(passkey).toMatchObject({ name: '办公室', backedUp: false, lastUsedAt: null })
    expect((await browser.call('GET', '/api/account/passkeys')).body).toEqual([passkey])
    const stranger = await desk.signedIn('beijing-analyst')
    expect((await stranger.call('GET', '/api/account/passkeys')).body).toEqual([])
    expect((await stranger.call('DELETE', `/api/account/passkeys/${passkey.id}`)).status).toBe(404)
    expect((await browser.call('DELETE', `/api/account/passkeys/${passkey.id}`)).status).toBe(200)
    expect((await desk.browser().signIn('keeper')).body.state).toBe('signed_in')
  })

  it.each([
    ['from another site', { origin: 'https://redbridge.evil' }],
    ['for another site', { rpId: 'redbridge.evil' }],
    ['for a challenge we did not give', { challenge: 'A'.repeat(43) }],
  ])('are not registered %s', async (_, fake) => {
    const browser = await desk.signedIn('beijing-head')
    expect((await register(browser, softAuthenticator(SITE), fake)).body.code).toBe('passkey_failed')
    expect((await browser.call('GET', '/api/account/passkeys')).body).toEqual([])
  })

  it('are not registered with the challenge of somebody else, nor twice with one challenge', async () => {
    const [mine, other] = [await desk.signedIn('beijing-head'), await desk.signedIn('beijing-analyst')]
    const given = (await other.call('POST', '/api/account/passkeys/options')).body
    const body = { name: '偷', response: softAuthenticator(SITE).register(given) }
    expect((await mine.call('POST', '/api/account/passkeys', { body })).body.code).toBe('passkey_failed')
    expect((await other.call('POST', '/api/account/passkeys', { body })).body.code).toBe('passkey_failed')
  })

  it('are the second step after a password', async () => {
    const { key } = await withPasskey('second')
    const { key: foreign } = await withPasskey('second-other')
    const browser = desk.browser()
    expect((await browser.signIn('second')).body).toEqual({ state: 'second_factor', factors: ['passkey'], me: null })
    expect((await enter(browser, foreign.sign(await options(browser)))).body.code).toBe('passkey_failed')
    const given = await options(browser)
    expect(given.allowCredentials).toHaveLength(1)
    const done = await enter(browser, key.sign(given, { verified: false }))
    expect(done.body).toMatchObject({ state: 'signed_in', me: { login: 'second' } })
    const sessions = (await browser.call('GET', '/api/account/sessions')).body as { current: boolean; method: string }[]
    expect(sessions.find((one) => one.current)?.method).toBe('password+passkey')
  })

  it('sign in alone, without a login, when they have verified their user', async () => {
    const { key } = await withPasskey('alone')
    const browser = desk.browser()
    const given = await options(browser)
    expect(given).toMatchObject({ userVerification: 'required', rpId: 'localhost', allowCredentials: [] })
    expect((await enter(browser, key.sign(given))).body).toMatchObject({ state: 'signed_in', me: { login: 'alone' } })
    const unverified = await enter(desk.browser(), key.sign(await options(desk.browser()), { verified: false }))
    expect(unverified.body.code).toBe('passkey_failed')
  })

  it.each([
    ['from another site', { origin: 'https://redbridge.evil' }],
    ['for another site', { rpId: 'redbridge.evil' }],
    ['for a challenge we did not give', { challenge: 'B'.repeat(43) }],
    ['signed by another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ] satisfies [string, Fake][])('do not sign in %s', async (_, fake) => {
    const { key } = await withPasskey(`forged-${Math.random().toString(36).slice(2)}`)
    const browser = desk.browser()
    expect((await enter(browser, key.sign(await options(browser), fake))).body.code).toBe('passkey_failed')
    expect(browser.cookies.size).toBe(0)
  })

  it('answer a challenge once, in time, and never with a counter that went back', async () => {
    const { key } = await withPasskey('counted')
    const browser = desk.browser()
    const answer = key.sign(await options(browser))
    expect((await enter(browser, answer)).status).toBe(200)
    expect((await enter(desk.browser(), answer)).body.code).toBe('passkey_failed')
    const late = await options(desk.browser())
    desk.pass(11)
    expect((await enter(desk.browser(), key.sign(late))).body.code).toBe('passkey_failed')
    key.counter = 0
    expect((await enter(desk.browser(), key.sign(await options(desk.browser())))).body.code).toBe('passkey_failed')
  })

  it('do not let a disabled account in, and rubbish is refused', async () => {
    const { id, key } = await withPasskey('left')
    await desk.work.platform.workerDb
      .updateTable('user_account')
      .set({ state: 'disabled' })
      .where('id', '=', id)
      .execute()
    expect((await enter(desk.browser(), key.sign(await options(desk.browser())))).body.code).toBe('passkey_failed')
    for (const rubbish of [
      {},
      { id: 1 },
      { id: 'x', response: {} },
      { id: key.sign({}).id, response: { clientDataJSON: '!' } },
    ])
      expect((await enter(desk.browser(), rubbish)).body.code).toBe('passkey_failed')
  })
})
