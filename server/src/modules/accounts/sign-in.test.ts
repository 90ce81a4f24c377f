import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../platform/http/app.ts'
import { accountsJobs, accountsRoutes, authenticate, createUserDirect } from './index.ts'
import { type Desk, openDesk, PASSWORD } from './testing.ts'
import { sha256 } from './tokens.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(accountsRoutes)
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.pass(3 * 24 * 60))

const user = (login: string) =>
  createUserDirect(desk.work.platform.workerDb, {
    organisationId: 'org_pingou',
    login,
    name: login,
    roles: ['platform_staff'],
    password: PASSWORD,
  })
const actions = async (userId: string) =>
  (
    await desk.work.platform.workerDb
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', '=', userId)
      .orderBy('id')
      .execute()
  ).map((row) => row.action)

describe('signing in with a password', () => {
  it('gives a session whose token is stored as a digest, in a cookie no script can read', async () => {
    const browser = desk.browser()
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
    const answer = await browser.signIn(' Pingou-Staff ')
    expect(answer.body).toMatchObject({
      state: 'signed_in',
      me: { login: 'pingou-staff', roles: ['platform_staff'], organisation: { id: 'org_pingou', kind: 'platform' } },
    })
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^redbridge=[\w-]{43}; Path=\/; Expires=.*HttpOnly; SameSite=Lax$/,
    )
    expect((await browser.call('GET', '/api/session')).body.login).toBe('pingou-staff')
    const token = browser.cookies.get('redbridge') ?? ''
    const stored = await desk.work.platform.workerDb.selectFrom('user_session').selectAll().execute()
    expect(stored.some((row) => row.token_sha256 === sha256(token))).toBe(true)
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('keeps the cookie to https and to this host where the site is on https', async () => {
    const platform = { ...desk.work.platform, publicUrl: 'https://redbridge.gov.cn' }
    const app = await buildApp({ platform, routes: accountsRoutes, authenticate: authenticate(platform) })
    const sign = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/session',
        headers,
        payload: { login: 'pingou-staff', password: PASSWORD },
      })
    const answer = await sign({ origin: 'https://redbridge.gov.cn' })
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-redbridge=[\w-]{43}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    )
    const forged = await sign({ origin: 'https://evil.cn' })
    expect([forged.json().code, forged.headers['set-cookie']]).toEqual(['csrf_refused', undefined])
    const cookie = `__Host-redbridge=${answer.cookies[0]?.value}`
    const out = (headers: Record<string, string>) =>
      app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie, ...headers } })
    expect((await out({})).json().code).toBe('csrf_refused')
    expect((await app.inject({ url: '/api/session', headers: { cookie } })).statusCode).toBe(200)
    expect((await out({ 'x-redbridge-request': '1' })).statusCode).toBe(200)
    expect((await app.inject({ url: '/api/session', headers: { cookie } })).statusCode).toBe(401)
    await app.close()
  })

  it('answers alike for a wrong password, an unknown and a disabled account, and reveals nothing', async () => {
    const id = await user('gone-away')
    await desk.work.platform.workerDb
      .updateTable('user_account')
      .set({ state: 'disabled' })
      .where('id', '=', id)
      .execute()
    const answers = [
      await desk.browser().signIn('pingou-staff', 'wrong password'),
      await desk.browser().signIn('no-such-person', 'wrong password'),
      await desk.browser().signIn('gone-away'),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(401)
      expect(answer.body).toEqual(answers[0]?.body)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(answers[0]?.body.code).toBe('sign_in_failed')
  })

  it('ends after eight hours without a request, and after twelve in any case', async () => {
    const idle = await desk.signedIn('pingou-staff')
    desk.pass(8 * 60 + 1)
    expect((await idle.call('GET', '/api/session')).status).toBe(401)
    const busy = await desk.signedIn('pingou-staff')
    for (const minutes of [5 * 60, 5 * 60, 119]) {
      desk.pass(minutes)
      expect((await busy.call('GET', '/api/session')).status).toBe(200)
    }
    desk.pass(2)
    expect((await busy.call('GET', '/api/session')).status).toBe(401)
    await accountsJobs(desk.work.platform)[0]?.handle({} as never, new AbortController().signal)
    const left = await desk.work.platform.workerDb.selectFrom('user_session').select('id').execute()
    expect(left).toEqual([])
  })

  it('signs out, and replaces the session when signing in again', async () => {
    const browser = await desk.signedIn('pingou-staff')
    const first = browser.cookies.get('redbridge') ?? ''
    await browser.signIn('pingou-admin')
    const old = desk.browser()
    old.cookies.set('redbridge', first)
    expect((await old.call('GET', '/api/session')).status).toBe(401)
    const second = browser.cookies.get('redbridge') ?? ''
    expect((await browser.call('DELETE', '/api/session')).body).toEqual({ done: true })
    expect(browser.cookies.has('redbridge')).toBe(false)
    old.cookies.set('redbridge', second)
    expect((await old.call('GET', '/api/session')).status).toBe(401)
  })

  it('writes what happened into the audit trail, without what was typed', async () => {
    const id = await user('audited')
    const browser = desk.browser()
    await browser.signIn('audited', 'wrong password')
    await browser.signIn('audited')
    await browser.call('DELETE', '/api/session')
    expect(await actions(id)).toEqual(['session.failed', 'session.start', 'session.end'])
    await browser.signIn('MySecret-typed-as-login', 'x')
    const all = JSON.stringify(await desk.work.platform.workerDb.selectFrom('audit_event').selectAll().execute())
    const kept = JSON.stringify(await desk.work.platform.workerDb.selectFrom('sign_in_attempt').selectAll().execute())
    expect((all + kept).toLowerCase()).not.toContain('mysecret')
  })
})

describe('lockout', () => {
  const fail = async (login: string, times: number) => {
    for (let i = 0; i < times; i++)
      expect((await desk.browser().signIn(login, 'wrong password')).body.code).toBe('sign_in_failed')
  }

  it.each(['lejia-admin', 'nobody-here'])(
    'begins with the fifth failure of %s, known or not, and grows',
    async (login) => {
      await fail(login, 5)
      const locked = await desk.browser().signIn(login)
      expect(locked.status).toBe(429)
      expect(locked.body).toMatchObject({ code: 'sign_in_locked', retryAfterSeconds: 900 })
      desk.pass(15)
      await fail(login, 5)
      expect((await desk.browser().signIn(login)).body.retryAfterSeconds).toBe(1800)
    },
  )

  it('lets the right password in again afterwards, and forgets', async () => {
    await fail('xihu-admin', 5)
    desk.pass(15)
    expect((await desk.browser().signIn('xihu-admin')).status).toBe(200)
    await fail('xihu-admin', 4)
    expect((await desk.browser().signIn('xihu-admin')).status).toBe(200)
  })

  it('counts guesses made at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.browser().signIn('pingou-admin', 'wrong password')),
    )
    expect(answers.filter((answer) => answer.body.code === 'sign_in_failed')).toHaveLength(5)
    expect(answers.filter((answer) => answer.body.code === 'sign_in_locked')).toHaveLength(15)
  })

  it('leaves other people and running sessions alone', async () => {
    const browser = await desk.signedIn('chaoyang-admin')
    await fail('chaoyang-admin', 5)
    expect((await browser.call('GET', '/api/session')).status).toBe(200)
    expect((await desk.browser().signIn('beijing-admin')).status).toBe(200)
  })
})

describe('changing the password', () => {
  it('needs the present one, follows the rules and ends other sessions', async () => {
    await user('changer')
    const [here, there] = [await desk.signedIn('changer'), await desk.signedIn('changer')]
    const change = (password: string, newPassword: string) =>
      here.call('POST', '/api/account/password', { body: { password, newPassword } })
    expect((await change('wrong password', '新的桥上有第八只鹭呀飞走了')).body.code).toBe('password_wrong')
    expect((await change(PASSWORD, 'password123')).body.code).toBe('password_weak')
    expect((await change(PASSWORD, PASSWORD)).body.code).toBe('password_weak')
    expect((await change(PASSWORD, '新的桥上有第八只鹭呀飞走了')).body).toEqual({ done: true })
    expect((await here.call('GET', '/api/session')).status).toBe(200)
    expect((await there.call('GET', '/api/session')).status).toBe(401)
    expect((await desk.browser().signIn('changer')).status).toBe(401)
    expect((await desk.browser().signIn('changer', '新的桥上有第八只鹭呀飞走了')).status).toBe(200)
  })

  it('is guessed no more often than at sign-in', async () => {
    await user('guessed')
    const browser = await desk.signedIn('guessed')
    const guess = () =>
      browser.call('POST', '/api/account/password', {
        body: { password: 'wrong', newPassword: '新的桥上有第八只鹭呀飞走了' },
      })
    for (let i = 0; i < 5; i++) expect((await guess()).body.code).toBe('password_wrong')
    expect((await guess()).body.code).toBe('sign_in_locked')
  })
})

describe('sessions of one account', () => {
  it('are listed and ended by their owner, and by nobody else', async () => {
    await user('two-places')
    const [here, there] = [await desk.signedIn('two-places'), await desk.signedIn('two-places')]
    const stranger = await desk.signedIn('pingou-admin')
    const list = (await here.call('GET', '/api/account/sessions')).body as { id: string; current: boolean }[]
    expect(list.map((one) => one.current).sort()).toEqual([false, true])
    const other = list.find((one) => !one.current)?.id
    expect((await stranger.call('DELETE', `/api/account/sessions/${other}`)).status).toBe(404)
    expect((await there.call('GET', '/api/session')).status).toBe(200)
    expect((await here.call('DELETE', `/api/account/sessions/${other}`)).status).toBe(200)
    expect((await there.call('GET', '/api/session')).status).toBe(401)
    await there.signIn('two-places')
    await here.call('DELETE', '/api/account/sessions')
    expect((await there.call('GET', '/api/session')).status).toBe(401)
    expect((await here.call('GET', '/api/session')).status).toBe(200)
    expect(JSON.stringify((await stranger.call('GET', '/api/account/sessions')).body)).not.toContain(other)
  })

  it('end everywhere within seconds when another process ends them', async () => {
    await user('revoked')
    const browser = await desk.signedIn('revoked')
    expect((await browser.call('GET', '/api/session')).status).toBe(200)
    await desk.work.platform.workerDb
      .deleteFrom('user_session')
      .where('token_sha256', '=', sha256(browser.cookies.get('redbridge') ?? ''))
      .execute()
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect((await browser.call('GET', '/api/account/sessions')).status).toBe(401)
  })
})
