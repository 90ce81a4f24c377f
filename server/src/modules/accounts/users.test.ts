import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '../../platform/db/pool.ts'
import { ACTORS } from '../../testing/seed.ts'
import { accountsRoutes } from './index.ts'
import { type Browser, type Desk, openDesk, PASSWORD } from './testing.ts'

let desk: Desk
const as: Record<string, Browser> = {}
beforeAll(async () => {
  desk = await openDesk(accountsRoutes)
  for (const login of [
    'beijing-admin',
    'beijing-head',
    'beijing-analyst',
    'chaoyang-admin',
    'zhejiang-admin',
    'pingou-admin',
    'pingou-staff',
    'lejia-admin',
  ])
    as[login] = await desk.signedIn(login)
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())

const by = (login: string): Browser => as[login] as Browser
const idOf = async (login: string) =>
  (
    await desk.work.platform.workerDb
      .selectFrom('user_account')
      .select('id')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
  ).id
const create = (login: string, who: string, organisationId: string, roles: string[]) =>
  by(login).call('POST', '/api/users', { body: { organisationId, login: who, name: `新人${who}`, roles } })
const change = async (login: string, who: string, body: object) =>
  by(login).call('PATCH', `/api/users/${await idOf(who)}`, { body })

describe('listing users', () => {
  it.each([
    [
      'beijing-admin',
      [
        'beijing-admin',
        'beijing-analyst',
        'beijing-head',
        'chaoyang-admin',
        'lejia-admin',
        'pingou-admin',
        'pingou-staff',
      ],
    ],
    ['chaoyang-admin', ['chaoyang-admin', 'pingou-admin', 'pingou-staff']],
    ['zhejiang-admin', ['xihu-admin', 'zhejiang-admin']],
    ['pingou-admin', ['pingou-admin', 'pingou-staff']],
  ])('%s sees the own organisation and the jurisdiction', async (login, expected) => {
    const { body } = await by(login).call('GET', '/api/users?size=200')
    expect(body.items.map((one: { login: string }) => one.login).sort()).toEqual(expected)
    expect(body.total).toBe(expected.length)
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash/)
  })

  it.each(['beijing-head', 'beijing-analyst', 'pingou-staff'])('%s may not', async (login) => {
    expect((await by(login).call('GET', '/api/users')).status).toBe(403)
  })

  it('filters and pages', async () => {
    const logins = async (query: string) =>
      (await by('beijing-admin').call('GET', `/api/users?${query}`)).body.items.map(
        (one: { login: string }) => one.login,
      )
    expect(await logins('organisationId=org_pingou&role=platform_admin')).toEqual(['pingou-admin'])
    expect(await logins('q=HEAD')).toEqual(['beijing-head'])
    expect(await logins('q=%25')).toEqual([])
    expect(await logins('size=2&page=2')).toHaveLength(2)
  })
})

describe('creating a user', () => {
  it('gives a one-time password that must be replaced at the first sign-in', async () => {
    const made = await create('pingou-admin', 'pingou-new', 'org_pingou', ['platform_staff'])
    expect(made.status).toBe(201)
    expect(made.body.user).toMatchObject({
      login: 'pingou-new',
      state: 'active',
      mustChangePassword: true,
      totp: false,
      passkeys: 0,
    })
    const browser = desk.browser()
    expect((await browser.signIn('pingou-new', made.body.oneTimePassword)).body.state).toBe('new_password')
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
    const replace = (newPassword: string) =>
      browser.call('POST', '/api/session/new-password', { body: { newPassword } })
    expect((await replace('pingou-new-2026')).body.code).toBe('password_weak')
    expect((await replace(made.body.oneTimePassword)).body.code).toBe('password_weak')
    expect((await replace('桥头的第十一只白鹭飞走了')).body).toMatchObject({
      state: 'signed_in',
      me: { login: 'pingou-new' },
    })
    expect((await browser.call('GET', '/api/session')).status).toBe(200)
    expect((await desk.browser().signIn('pingou-new', made.body.oneTimePassword)).status).toBe(401)
    expect((await desk.browser().signIn('pingou-new', '桥头的第十一只白鹭飞走了')).body.state).toBe('signed_in')
  })

  it('refuses a one-time password after a week', async () => {
    const made = await create('lejia-admin', 'lejia-late', 'org_lejia', ['platform_staff'])
    desk.pass(7 * 24 * 60)
    expect((await desk.browser().signIn('lejia-late', made.body.oneTimePassword)).body.code).toBe('sign_in_failed')
    for (const login of Object.keys(as)) as[login] = await desk.signedIn(login)
  })

  it.each([
    ['beijing-admin', 'org_chaoyang', ['bureau_admin'], 201],
    ['beijing-admin', 'org_lejia', ['platform_admin'], 201],
    ['beijing-admin', 'org_zhejiang', ['bureau_admin'], 404],
    ['beijing-admin', 'org_xihu', ['platform_admin'], 404],
    ['chaoyang-admin', 'org_beijing', ['bureau_admin'], 404],
    ['pingou-admin', 'org_lejia', ['platform_staff'], 404],
    ['pingou-admin', 'org_beijing', ['bureau_head'], 404],
    ['pingou-admin', 'org_pingou', ['bureau_head'], 422],
    ['pingou-admin', 'org_pingou', ['platform_staff', 'platform_api'], 422],
    ['beijing-admin', 'org_beijing', ['platform_admin'], 422],
    ['beijing-head', 'org_beijing', ['bureau_analyst'], 403],
  ] as const)('by %s in %s as %j: %i', async (login, organisationId, roles, status) => {
    const before = await desk.work.platform.workerDb.selectFrom('user_account').select('id').execute()
    expect((await create(login, `u-${Math.random().toString(36).slice(2)}`, organisationId, [...roles])).status).toBe(
      status,
    )
    const after = await desk.work.platform.workerDb.selectFrom('user_account').select('id').execute()
    expect(after.length - before.length).toBe(status === 201 ? 1 : 0)
  })

  it('refuses a login that is taken, also by somebody out of sight', async () => {
    expect((await create('pingou-admin', 'zhejiang-admin', 'org_pingou', ['platform_staff'])).body.code).toBe(
      'login_taken',
    )
  })
})

describe('changing a user', () => {
  it('takes effect in running sessions at once, and disabling ends them', async () => {
    const made = await create('beijing-admin', 'changed', 'org_beijing', ['bureau_analyst'])
    const id = made.body.user.id as string
    const browser = desk.browser()
    await browser.signIn('changed', made.body.oneTimePassword)
    await browser.call('POST', '/api/session/new-password', { body: { newPassword: '桥头的第十二只白鹭飞走了' } })
    expect((await browser.call('GET', '/api/audit')).status).toBe(403)
    const changed = await change('beijing-admin', 'changed', { roles: ['bureau_head'], name: '升任' })
    expect(changed.body).toMatchObject({ id, name: '升任', roles: ['bureau_head'] })
    expect((await browser.call('GET', '/api/audit')).status).toBe(200)
    expect((await change('beijing-admin', 'changed', { state: 'disabled' })).body.state).toBe('disabled')
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
    expect((await desk.browser().signIn('changed', '桥头的第十二只白鹭飞走了')).status).toBe(401)
    await change('beijing-admin', 'changed', { state: 'active' })
    expect((await desk.browser().signIn('changed', '桥头的第十二只白鹭飞走了')).status).toBe(200)
  })

  it.each([
    ['pingou-admin', 'lejia-admin', 404],
    ['lejia-admin', 'pingou-staff', 404],
    ['zhejiang-admin', 'beijing-analyst', 404],
    ['chaoyang-admin', 'beijing-analyst', 404],
    ['pingou-admin', 'chaoyang-admin', 404],
    ['beijing-analyst', 'beijing-head', 403],
    ['pingou-staff', 'pingou-admin', 403],
  ])('is denied to %s for %s: %i', async (login, who, status) => {
    const id = await idOf(who)
    const answers = [
      await change(login, who, { name: '改名' }),
      await change(login, who, { state: 'disabled' }),
      await by(login).call('POST', `/api/users/${id}/reset-password`),
      await by(login).call('POST', `/api/users/${id}/reset-second-factor`),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status, status])
    expect((await desk.browser().signIn(who)).status).toBe(200)
  })

  it('does not give roles of the other kind, nor the API role', async () => {
    expect((await change('beijing-admin', 'pingou-staff', { roles: ['bureau_head'] })).body.code).toBe(
      'role_not_allowed',
    )
    expect((await change('pingou-admin', 'pingou-staff', { roles: ['platform_api'] })).body.code).toBe(
      'role_not_allowed',
    )
  })

  it('keeps the last administrator', async () => {
    expect((await change('pingou-admin', 'pingou-admin', { state: 'disabled' })).body.code).toBe('last_administrator')
    expect((await change('zhejiang-admin', 'zhejiang-admin', { roles: ['bureau_head'] })).body.code).toBe(
      'last_administrator',
    )
    expect((await change('beijing-admin', 'lejia-admin', { name: '乐家' })).status).toBe(200)
  })

  it('keeps one of two administrators who disable each other at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [`xihu-a${round}`, `xihu-b${round}`]
      for (const login of [a, b]) await create('zhejiang-admin', login, 'org_xihu', ['platform_admin'])
      await desk.work.platform.workerDb
        .updateTable('user_account')
        .set({ state: 'disabled' })
        .where('organisation_id', '=', 'org_xihu')
        .where('login', 'not in', [a, b])
        .execute()
      const answers = await Promise.all([a, b].map((login) => change('zhejiang-admin', login, { state: 'disabled' })))
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    }
  })
})

describe('resetting', () => {
  it('a password ends sessions, lifts the lock and needs the new password to be replaced', async () => {
    const staff = await desk.signedIn('pingou-staff')
    for (let i = 0; i < 5; i++) await desk.browser().signIn('pingou-staff', 'wrong password')
    const listed = (await by('pingou-admin').call('GET', '/api/users?q=pingou-staff')).body.items[0]
    expect(listed.state).toBe('locked')
    const reset = await by('pingou-admin').call('POST', `/api/users/${listed.id}/reset-password`)
    expect(reset.body.user).toMatchObject({ state: 'active', mustChangePassword: true })
    expect((await staff.call('GET', '/api/session')).status).toBe(401)
    expect((await desk.browser().signIn('pingou-staff')).status).toBe(401)
    const browser = desk.browser()
    expect((await browser.signIn('pingou-staff', reset.body.oneTimePassword)).body.state).toBe('new_password')
    const done = await browser.call('POST', '/api/session/new-password', { body: { newPassword: `${PASSWORD}啊` } })
    expect(done.body.state).toBe('signed_in')
  })

  it('second factors removes them all', async () => {
    const browser = await desk.signedIn('beijing-analyst')
    await browser.call('POST', '/api/account/totp')
    const id = await idOf('beijing-analyst')
    await desk.work.platform.workerDb
      .updateTable('user_totp')
      .set({ confirmed_at: new Date(), sealed: Buffer.from('x') })
      .where('user_id', '=', id)
      .execute()
    expect((await desk.browser().signIn('beijing-analyst')).body.state).toBe('second_factor')
    const reset = await by('beijing-admin').call('POST', `/api/users/${id}/reset-second-factor`)
    expect(reset.body).toMatchObject({ totp: false, passkeys: 0 })
    expect((await desk.browser().signIn('beijing-analyst')).body.state).toBe('signed_in')
  })
})

describe('the role that serves requests', () => {
  it.each([
    'SELECT hash FROM user_password',
    'SELECT sealed FROM user_totp',
    'SELECT digest FROM recovery_code',
    'SELECT token_sha256 FROM user_session',
    'SELECT secret_sha256 FROM api_client',
    'SELECT token_sha256 FROM api_token',
    'SELECT * FROM user_oidc',
    'SELECT * FROM sign_in_challenge',
    'UPDATE audit_event SET actor_name = actor_name',
    'DELETE FROM user_account',
    'INSERT INTO user_session SELECT * FROM user_session',
  ])('cannot: %s', async (statement) => {
    const { db } = desk.work.platform
    await expect(asActor(db, ACTORS.admin, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/)
  })

  it('sees no account without an actor', async () => {
    expect(await desk.work.platform.db.selectFrom('user_account').select('id').execute()).toEqual([])
    expect(
      (await desk.work.platform.workerDb.selectFrom('user_account').select('id').execute()).length,
    ).toBeGreaterThan(5)
  })
})

describe('audit trail', () => {
  it('is read by head and administrator for their jurisdiction, filtered and paged', async () => {
    await create('pingou-admin', 'pingou-audited', 'org_pingou', ['platform_staff'])
    await create('zhejiang-admin', 'zhejiang-audited', 'org_zhejiang', ['bureau_analyst'])
    const read = async (login: string, query: string) => (await by(login).call('GET', `/api/audit?${query}`)).body
    const own = await read('beijing-head', 'action=user.create&size=1')
    expect(own).toMatchObject({
      size: 1,
      items: [{ actorName: 'pingou-admin·名', organisationName: '品购网', subjectKind: 'user' }],
    })
    expect(own.total).toBeGreaterThan(3)
    expect(JSON.stringify(await read('beijing-head', 'size=200'))).not.toContain('zhejiang')
    expect(JSON.stringify(await read('zhejiang-admin', 'size=200'))).not.toContain('pingou')
    const users = await read('beijing-admin', 'action=user&size=200')
    expect(new Set(users.items.map((one: { action: string }) => one.action.split('.')[0]))).toEqual(new Set(['user']))
    expect((await read('beijing-admin', 'from=2001-01-01&to=2001-01-02')).total).toBe(0)
    expect((await read('beijing-admin', `subjectId=${own.items[0].subjectId}`)).total).toBe(1)
    for (const login of ['beijing-analyst', 'pingou-admin', 'pingou-staff'])
      expect(
        (await (await desk.signedIn(login === 'pingou-staff' ? 'pingou-admin' : login)).call('GET', '/api/audit'))
          .status,
      ).toBe(403)
  })
})
