import { type TOTP, URI } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountsRoutes, createUserDirect } from './index.ts'
import { type Browser, type Desk, openDesk, PASSWORD } from './testing.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(accountsRoutes)
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.pass(24 * 60))

const user = (login: string) =>
  createUserDirect(desk.work.platform.workerDb, {
    organisationId: 'org_beijing',
    login,
    name: login,
    roles: ['bureau_analyst'],
    password: PASSWORD,
  })
const now = (): number => desk.work.platform.clock.now().getTime()

/** Sets up an authenticator app for a fresh user and returns it with the recovery codes. */
const withApp = async (login: string) => {
  const id = await user(login)
  const browser = await desk.signedIn(login)
  const setup = (await browser.call('POST', '/api/account/totp')).body as { secret: string; uri: string }
  const app = URI.parse(setup.uri) as TOTP
  const confirmed = await browser.call('POST', '/api/account/totp/confirm', {
    body: { code: app.generate({ timestamp: now() }) },
  })
  desk.pass(1)
  return { id, browser, app, setup, codes: confirmed.body.codes as string[] }
}
const prove = (browser: Browser, code: string) => browser.call('POST', '/api/session/second-factor', { body: { code } })

describe('authenticator app', () => {
  it('is set up with an otpauth address, sealed in the database, and confirmed by a code', async () => {
    await user('setter')
    const browser = await desk.signedIn('setter')
    const setup = (await browser.call('POST', '/api/account/totp')).body
    expect(setup.uri).toMatch(/^otpauth:\/\/totp\/.*setter\?.*secret=[A-Z2-7]{32}/)
    const stored = await desk.work.platform.workerDb.selectFrom('user_totp').selectAll().execute()
    expect(stored.some((row) => row.pending?.includes(Buffer.from(setup.secret)))).toBe(false)
    const wrong = await browser.call('POST', '/api/account/totp/confirm', { body: { code: '000000' } })
    expect(wrong.body.code).toBe('second_factor_failed')
    // not confirmed: not asked for
    expect((await desk.browser().signIn('setter')).body.state).toBe('signed_in')
    const code = (URI.parse(setup.uri) as TOTP).generate({ timestamp: now() })
    const confirmed = await browser.call('POST', '/api/account/totp/confirm', { body: { code } })
    expect(confirmed.body.codes).toHaveLength(10)
    expect((await browser.call('GET', '/api/session')).body.secondFactor).toEqual({
      totp: true,
      passkeys: 0,
      recoveryCodes: 10,
    })
  })

  it('is asked for after the password, and until then nothing is allowed', async () => {
    const { app } = await withApp('asked')
    const browser = desk.browser()
    const first = await browser.signIn('asked')
    expect(first.body).toEqual({ state: 'second_factor', factors: ['totp', 'recovery_code'], me: null })
    const pending = browser.cookies.get('redbridge')
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
    expect(
      (await browser.call('POST', '/api/session/new-password', { body: { newPassword: '跨过两步的第九只鹭飞走了' } }))
        .status,
    ).toBe(401)
    expect((await prove(browser, '000000')).body.code).toBe('second_factor_failed')
    const done = await prove(browser, app.generate({ timestamp: now() }))
    expect(done.body).toMatchObject({ state: 'signed_in', me: { login: 'asked' } })
    expect(browser.cookies.get('redbridge')).not.toBe(pending)
    expect((await browser.call('GET', '/api/session')).status).toBe(200)
    const old = desk.browser()
    old.cookies.set('redbridge', pending ?? '')
    expect((await prove(old, app.generate({ timestamp: now() + 30_000 }))).status).toBe(401)
  })

  it('refuses a code that was used, also by somebody who saw it, and an older one', async () => {
    const { app } = await withApp('replayed')
    const [first, second] = [desk.browser(), desk.browser()]
    await first.signIn('replayed')
    await second.signIn('replayed')
    const code = app.generate({ timestamp: now() })
    expect((await prove(first, code)).status).toBe(200)
    expect((await prove(second, code)).body.code).toBe('second_factor_failed')
    expect((await prove(second, app.generate({ timestamp: now() - 30_000 }))).body.code).toBe('second_factor_failed')
    desk.pass(1)
    expect((await prove(second, app.generate({ timestamp: now() }))).status).toBe(200)
  })

  it('lets one of two simultaneous uses of a code through', async () => {
    const { app } = await withApp('raced')
    const browsers = [desk.browser(), desk.browser(), desk.browser()]
    for (const browser of browsers) await browser.signIn('raced')
    const code = app.generate({ timestamp: now() })
    const answers = await Promise.all(browsers.map((browser) => prove(browser, code)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  it('locks after five wrong codes and ends the begun sign-in, however often the password is given', async () => {
    const { app } = await withApp('locker')
    const browser = desk.browser()
    for (let i = 0; i < 5; i++) {
      await browser.signIn('locker')
      expect((await prove(browser, '123456')).body.code).toBe('second_factor_failed')
    }
    expect((await prove(browser, app.generate({ timestamp: now() }))).status).toBe(401)
    await browser.signIn('locker')
    expect((await prove(browser, app.generate({ timestamp: now() }))).body.code).toBe('sign_in_locked')
    desk.pass(15)
    await browser.signIn('locker')
    expect((await prove(browser, app.generate({ timestamp: now() }))).status).toBe(200)
  })

  it('waits ten minutes and no longer', async () => {
    const { app } = await withApp('slow')
    const browser = desk.browser()
    await browser.signIn('slow')
    desk.pass(11)
    expect((await prove(browser, app.generate({ timestamp: now() }))).status).toBe(401)
  })

  it('is removed after a recent sign-in only, and its recovery codes with it', async () => {
    const { browser } = await withApp('remover')
    desk.pass(60)
    expect((await browser.call('DELETE', '/api/account/totp')).body.code).toBe('sign_in_again')
    expect((await browser.call('POST', '/api/account/totp')).body.code).toBe('sign_in_again')
    expect((await browser.call('POST', '/api/account/passkeys/options')).body.code).toBe('sign_in_again')
    const { browser: recent } = await withApp('remover-2')
    expect((await recent.call('DELETE', '/api/account/totp')).status).toBe(200)
    expect((await recent.call('GET', '/api/session')).body.secondFactor).toEqual({
      totp: false,
      passkeys: 0,
      recoveryCodes: 0,
    })
    expect((await desk.browser().signIn('remover-2')).body.state).toBe('signed_in')
  })
})

describe('recovery codes', () => {
  it('work once each, however they are written, for their owner alone', async () => {
    const { codes } = await withApp('lost-phone')
    const { codes: foreign } = await withApp('other-phone')
    const browser = desk.browser()
    await browser.signIn('lost-phone')
    expect((await prove(browser, foreign[0] ?? '')).body.code).toBe('second_factor_failed')
    expect((await prove(browser, (codes[0] ?? '').toUpperCase().replaceAll('-', ' '))).status).toBe(200)
    await browser.signIn('lost-phone')
    expect((await prove(browser, codes[0] ?? '')).body.code).toBe('second_factor_failed')
    expect((await prove(browser, codes[1] ?? '')).status).toBe(200)
    const stored = JSON.stringify(await desk.work.platform.workerDb.selectFrom('recovery_code').selectAll().execute())
    expect(stored).not.toContain(codes[2])
    const renewed = await browser.call('POST', '/api/account/recovery-codes')
    expect(renewed.body.codes).toHaveLength(10)
    await browser.signIn('lost-phone')
    expect((await prove(browser, codes[2] ?? '')).body.code).toBe('second_factor_failed')
  })

  it('are not given without a second factor', async () => {
    await user('no-factor')
    const browser = await desk.signedIn('no-factor')
    expect((await browser.call('POST', '/api/account/recovery-codes')).status).toBe(409)
  })
})
