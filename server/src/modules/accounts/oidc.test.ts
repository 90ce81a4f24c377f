import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { accountsRoutes, configureAccounts, createUserDirect, type OidcProvider, readAccountsConfig } from './index.ts'
import { loginFromClaims, safeReturnTo } from './oidc.service.ts'
import { type Browser, type Desk, openDesk, PASSWORD } from './testing.ts'

const SECRET = 'a client secret of the single sign-on'
let desk: Desk
let server: Server
let issuer = ''
let providers: OidcProvider[] = []

/** A real provider whose interaction pages a script answers: who signs in there, and as what. */
const startProvider = async (): Promise<void> => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'redbridge',
        client_secret: SECRET,
        redirect_uris: [
          'http://localhost/api/session/oidc/sso/callback',
          'http://localhost/api/session/oidc/open/callback',
        ],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, preferred_username: sub.split('|').at(-1), name: `单点·${sub}` }),
    }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a key of the test'] },
  })
  server.on('request', provider.callback())
}

beforeAll(async () => {
  // The provider warns that it keeps everything in memory, which is what a test wants.
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
  desk = await openDesk(accountsRoutes)
  await startProvider()
  const one = (id: string): OidcProvider => ({
    id,
    name: '机关单点登录',
    issuer,
    clientId: 'redbridge',
    clientSecret: SECRET,
    loginClaim: 'preferred_username',
  })
  providers = [
    one('sso'),
    { ...one('open'), autoCreate: { organisationId: 'org_chaoyang', roles: ['bureau_analyst'] } },
    { ...one('wrong'), clientSecret: 'not the secret' },
    { ...one('down'), issuer: 'http://127.0.0.1:9' },
  ]
  configureAccounts(desk.work.platform, { oidc: providers })
  desk.work.setNow(new Date().toISOString())
}, 60_000)
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await desk?.[Symbol.asyncDispose]()
})
beforeEach(() => desk.work.setNow(new Date().toISOString()))

/** What a person's browser does at the provider: follow, fill the login page, agree, until the way back to us. */
const atProvider = async (start: string, sub: string): Promise<string> => {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step++) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    form = undefined
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next) {
      url = new URL(next, url).toString()
      if (url.startsWith('http://localhost/')) return url
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
    if (!prompt) throw new Error(page.slice(0, 500))
    url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url).toString()
    form = new URLSearchParams(prompt === 'login' ? { prompt, login: sub, password: 'x' } : { prompt })
  }
  throw new Error('the provider did not send back')
}
const roundTrip = async (browser: Browser, sub: string, id = 'sso', way = '?return=/periods') => {
  const begun = await browser.call('GET', `/api/session/oidc/${id}${way}`)
  const back = new URL(await atProvider(String(begun.headers.location), sub))
  return browser.call('GET', `${back.pathname}${back.search}`)
}

describe('single sign-on with OpenID Connect', () => {
  it('is offered by name', async () => {
    const { body } = await desk.browser().call('GET', '/api/sign-in-options')
    expect(body).toMatchObject({
      oidc: [{ id: 'sso', name: '机关单点登录' }, {}, {}, {}],
      passkey: true,
      demoLogins: [],
    })
    expect(JSON.stringify(body)).not.toContain(SECRET)
  })

  it('goes to the provider with code, PKCE, state and nonce', async () => {
    const { status, headers } = await desk.browser().call('GET', '/api/session/oidc/sso')
    expect(status).toBe(302)
    const to = new URL(String(headers.location))
    expect(to.origin).toBe(issuer)
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost/api/session/oidc/sso/callback',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(to.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
    expect(String(headers['set-cookie'])).toMatch(/^redbridge-oidc=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
  })

  it('signs in the account of the login, and afterwards by the provider’s own id of the person', async () => {
    const browser = desk.browser()
    const back = await roundTrip(browser, 'beijing-head')
    expect(back.headers.location).toBe('/periods')
    expect((await browser.call('GET', '/api/session')).body).toMatchObject({ login: 'beijing-head' })
    await desk.work.platform.workerDb
      .updateTable('user_account')
      .set({ login: 'beijing-head-renamed' })
      .where('login', '=', 'beijing-head')
      .execute()
    const again = desk.browser()
    await roundTrip(again, 'beijing-head')
    expect((await again.call('GET', '/api/session')).body.login).toBe('beijing-head-renamed')
  })

  it('does not hand a linked account to another person who got the same login at the provider', async () => {
    await roundTrip(desk.browser(), 'first|beijing-analyst')
    const browser = desk.browser()
    expect((await roundTrip(browser, 'second|beijing-analyst')).headers.location).toBe('/sign-in?error=oidc_not_linked')
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
  })

  it('lets nobody in who has no account, or a disabled one', async () => {
    expect((await roundTrip(desk.browser(), 'stranger')).headers.location).toBe('/sign-in?error=oidc_not_linked')
    const id = await createUserDirect(desk.work.platform.workerDb, {
      organisationId: 'org_beijing',
      login: 'gone',
      name: '离职',
      roles: ['bureau_analyst'],
      password: PASSWORD,
    })
    await desk.work.platform.workerDb
      .updateTable('user_account')
      .set({ state: 'disabled' })
      .where('id', '=', id)
      .execute()
    const browser = desk.browser()
    expect((await roundTrip(browser, 'gone')).headers.location).toBe('/sign-in?error=oidc_not_linked')
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
  })

  it('creates accounts only where that is configured, with the role configured', async () => {
    const browser = desk.browser()
    await roundTrip(browser, 'newcomer', 'open')
    expect((await browser.call('GET', '/api/session')).body).toMatchObject({
      login: 'newcomer',
      roles: ['bureau_analyst'],
      organisation: { id: 'org_chaoyang', division: '110105' },
    })
  })

  it('refuses a way back in another browser, a second time, with another state, and too late', async () => {
    const failed = '/sign-in?error=oidc_failed'
    const begin = async (browser: Browser) => {
      const begun = await browser.call('GET', '/api/session/oidc/sso')
      const back = new URL(await atProvider(String(begun.headers.location), 'beijing-admin'))
      return `${back.pathname}${back.search}`
    }
    const [mine, victim] = [desk.browser(), desk.browser()]
    const link = await begin(mine)
    expect((await victim.call('GET', link)).headers.location).toBe(failed)
    const state = await begin(mine)
    expect((await mine.call('GET', state.replace(/state=[^&]+/, 'state=forged'))).headers.location).toBe(failed)
    const once = await begin(mine)
    const cookie = mine.cookies.get('redbridge-oidc') ?? ''
    expect((await mine.call('GET', once)).headers.location).toBe('/')
    mine.cookies.set('redbridge-oidc', cookie)
    expect((await mine.call('GET', once)).headers.location).toBe(failed)
    const late = await begin(victim)
    desk.work.setNow(new Date(Date.now() + 11 * 60_000).toISOString())
    expect((await victim.call('GET', late)).headers.location).toBe(failed)
    expect((await victim.call('GET', '/api/session')).status).toBe(401)
  })

  it('comes back with a reason when the provider is down or unknown', async () => {
    expect((await desk.browser().call('GET', '/api/session/oidc/down')).headers.location).toBe(
      '/sign-in?error=oidc_failed',
    )
    expect((await desk.browser().call('GET', '/api/session/oidc/none')).status).toBe(404)
  })
})

describe('settings of single sign-on', () => {
  it('are read from the environment, and a broken one stops the start', () => {
    const env = {
      OIDC_ISSUER: 'https://id.gov.cn',
      OIDC_CLIENT_ID: 'c',
      OIDC_CLIENT_SECRET: 's',
      OIDC_NAME: '统一认证',
    }
    expect(readAccountsConfig(env).oidc).toMatchObject([
      { id: 'sso', name: '统一认证', loginClaim: 'preferred_username' },
    ])
    expect(readAccountsConfig({}).oidc).toEqual([])
    expect(() => readAccountsConfig({ OIDC_ISSUER: 'https://id.gov.cn' })).toThrow()
    const email = JSON.stringify([{ issuer: 'https://a.cn', clientId: 'c', clientSecret: 's', loginClaim: 'email' }])
    expect(() => readAccountsConfig({ OIDC_PROVIDERS: email })).toThrow('emailDomain')
  })

  it('take an address as login only when it is verified and of the right domain', () => {
    const provider = { ...(providers[0] as OidcProvider), loginClaim: 'email' as const, emailDomain: 'scjgj.gov.cn' }
    const login = (email: unknown, email_verified: unknown) => loginFromClaims(provider, { email, email_verified })
    expect(login('Li.Wei@scjgj.gov.cn', true)).toBe('li.wei')
    expect(login('li.wei@scjgj.gov.cn', 'true')).toBeUndefined()
    expect(login('li.wei@evil.cn', true)).toBeUndefined()
    expect(login('li.wei@evil.cn@scjgj.gov.cn', true)).toBeUndefined()
    expect(login(undefined, true)).toBeUndefined()
  })

  it.each([
    ['/periods?x=1', '/periods?x=1'],
    ['//evil.cn', '/'],
    ['/\\evil.cn', '/'],
    ['https://evil.cn', '/'],
    ['/api/session/oidc/sso', '/'],
    ['/a\n/b', '/'],
    [undefined, '/'],
  ])('return to %j as %j', (path, expected) => expect(safeReturnTo(path)).toBe(expected))
})
