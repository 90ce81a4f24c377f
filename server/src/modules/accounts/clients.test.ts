import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  clientCredentialsGrant,
} from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { route } from '../../platform/http/route.ts'
import { accountsRoutes, createApiClientDirect } from './index.ts'
import { type Desk, openDesk } from './testing.ts'

let desk: Desk
const whoAmI = route({
  method: 'GET',
  url: '/api/test-who',
  summary: 'who calls',
  permission: 'admission.check',
  handle: async ({ ctx }) => ctx.actor,
})
const change = route({
  method: 'POST',
  url: '/api/test-change',
  summary: 'a change',
  permission: 'batch.upload',
  handle: async () => ({ done: true }),
})
beforeAll(async () => {
  desk = await openDesk([...accountsRoutes, whoAmI, change])
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())

const newClient = async (login = 'pingou-admin') => {
  const admin = await desk.signedIn(login)
  const made = await admin.call('POST', '/api/clients', { body: { name: 'ERP 对接' } })
  return { admin, ...(made.body as { client: { id: string; clientId: string }; clientSecret: string }) }
}
const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  desk.browser().call('POST', '/oauth/token', { form: { grant_type: 'client_credentials', ...form }, headers })
const as = (bearer: string, url = '/api/test-who') =>
  desk.browser().call('GET', url, { headers: { authorization: `Bearer ${bearer}` } })
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

describe('API clients', () => {
  it('get a token for an hour and act for their platform with the API role alone', async () => {
    const { client, clientSecret } = await newClient()
    const answer = await token({ client_id: client.clientId, client_secret: clientSecret })
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^rbt_[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
    })
    expect(answer.headers['cache-control']).toBe('no-store')
    const who = await as(answer.body.access_token)
    expect(who.body).toMatchObject({ userId: client.id, roles: ['platform_api'], organisation: { id: 'org_pingou' } })
    for (const url of ['/api/session', '/api/users', '/api/clients', '/api/audit', '/api/account/sessions'])
      expect((await as(answer.body.access_token, url)).status).toBe(403)
    desk.pass(60)
    expect((await as(answer.body.access_token)).status).toBe(401)
  })

  it('speak what a standard OAuth library speaks', async () => {
    const { client, clientSecret } = await newClient()
    const address = await desk.app.listen({ host: '127.0.0.1', port: 0 })
    const configuration = new Configuration(
      { issuer: address, token_endpoint: `${address}/oauth/token` },
      client.clientId,
      undefined,
      ClientSecretBasic(clientSecret),
    )
    allowInsecureRequests(configuration)
    const grant = await clientCredentialsGrant(configuration)
    expect((await as(grant.access_token)).status).toBe(200)
    const wrong = new Configuration(
      configuration.serverMetadata(),
      client.clientId,
      undefined,
      ClientSecretPost('wrong'),
    )
    allowInsecureRequests(wrong)
    await expect(clientCredentialsGrant(wrong)).rejects.toMatchObject({ error: 'invalid_client', status: 401 })
  })

  it('are refused in the form of RFC 6749', async () => {
    const { client, clientSecret } = await newClient()
    const { clientId } = client
    const cases: [Record<string, string>, Record<string, string>, number, string][] = [
      [{ client_id: clientId, client_secret: 'wrong' }, {}, 401, 'invalid_client'],
      [{ client_id: clientId }, {}, 401, 'invalid_client'],
      [{ client_id: 'unknown', client_secret: clientSecret }, {}, 401, 'invalid_client'],
      [{ grant_type: 'password', client_id: clientId, client_secret: clientSecret }, {}, 400, 'unsupported_grant_type'],
      [{ grant_type: '' }, {}, 400, 'invalid_request'],
      [{ client_secret: clientSecret }, basic(clientId, clientSecret), 400, 'invalid_request'],
      [{}, basic(clientId, '%'), 401, 'invalid_client'],
      [{}, { authorization: 'Bearer x' }, 401, 'invalid_client'],
    ]
    for (const [form, headers, status, error] of cases) {
      const answer = await token(form, headers)
      expect([answer.status, answer.body]).toEqual([status, { error }])
    }
    const json = await desk.browser().call('POST', '/oauth/token', { body: { grant_type: 'client_credentials' } })
    expect(json.status).toBe(400)
  })

  it('keep neither secret nor token in the database', async () => {
    const { client, clientSecret, admin } = await newClient()
    const { body } = await token({}, basic(client.clientId, clientSecret))
    const { workerDb } = desk.work.platform
    const stored = JSON.stringify([
      await workerDb.selectFrom('api_client').selectAll().execute(),
      await workerDb.selectFrom('api_token').selectAll().execute(),
      await workerDb.selectFrom('audit_event').selectAll().execute(),
      (await admin.call('GET', '/api/clients')).body,
    ])
    expect(stored).toContain(client.clientId)
    expect(stored).not.toContain(clientSecret)
    expect(stored).not.toContain(body.access_token)
    expect((await admin.call('GET', '/api/clients')).raw.toString()).not.toContain('sha256')
  })

  it('end at once when revoked, with their tokens; a token alone too', async () => {
    const { client, clientSecret, admin } = await newClient()
    const [first, second] = [
      (await token({}, basic(client.clientId, clientSecret))).body.access_token,
      (await token({}, basic(client.clientId, clientSecret))).body.access_token,
    ]
    const other = await newClient('lejia-admin')
    const revoke = (id: string, secret: string) =>
      desk.browser().call('POST', '/oauth/revoke', { form: { token: first }, headers: basic(id, secret) })
    expect((await revoke(other.client.clientId, other.clientSecret)).status).toBe(200)
    expect((await as(first)).status).toBe(200)
    expect((await revoke(client.clientId, clientSecret)).status).toBe(200)
    expect([(await as(first)).status, (await as(second)).status]).toEqual([401, 200])
    expect((await other.admin.call('DELETE', `/api/clients/${client.id}`)).status).toBe(404)
    expect((await as(second)).status).toBe(200)
    expect((await admin.call('DELETE', `/api/clients/${client.id}`)).body).toEqual({ done: true })
    expect((await as(second)).status).toBe(401)
    expect((await token({}, basic(client.clientId, clientSecret))).body).toEqual({ error: 'invalid_client' })
    expect((await admin.call('DELETE', `/api/clients/${client.id}`)).status).toBe(404)
  })

  it('are made for the own platform, or by a bureau for platforms of its jurisdiction; never for a bureau', async () => {
    const make = async (login: string, organisationId?: string) =>
      (await (await desk.signedIn(login)).call('POST', '/api/clients', { body: { name: '对接', organisationId } }))
        .status
    expect(await make('beijing-admin', 'org_lejia')).toBe(201)
    expect(await make('chaoyang-admin', 'org_pingou')).toBe(201)
    expect(await make('chaoyang-admin', 'org_lejia')).toBe(404)
    expect(await make('zhejiang-admin', 'org_lejia')).toBe(404)
    expect(await make('pingou-admin', 'org_lejia')).toBe(404)
    expect(await make('beijing-admin')).toBe(422)
    expect(await make('beijing-admin', 'org_chaoyang')).toBe(422)
    expect(await make('pingou-staff')).toBe(403)
    expect(await make('beijing-analyst', 'org_lejia')).toBe(403)
    const seen = (await (await desk.signedIn('lejia-admin')).call('GET', '/api/clients')).body as {
      organisationId: string
    }[]
    expect(new Set(seen.map((one) => one.organisationId))).toEqual(new Set(['org_lejia']))
  })

  it('can be made with known credentials for a demonstration', async () => {
    const known = {
      organisationId: 'org_lejia',
      name: '演示',
      clientId: 'lejia-demo',
      clientSecret: 'lejia-demo-secret',
    }
    await createApiClientDirect(desk.work.platform.workerDb, known)
    expect((await token({}, basic('lejia-demo', 'lejia-demo-secret'))).status).toBe(200)
    await expect(
      createApiClientDirect(desk.work.platform.workerDb, { ...known, clientId: 'x', organisationId: 'org_beijing' }),
    ).rejects.toThrow()
  })

  it('need no origin, but with their header a browser’s cookie does not count', async () => {
    const { client, clientSecret } = await newClient()
    const { access_token } = (await token({}, basic(client.clientId, clientSecret))).body
    const bearer = { authorization: `Bearer ${access_token}`, 'x-redbridge-request': '' }
    expect((await desk.browser().call('POST', '/api/test-change', { headers: bearer })).status).toBe(200)
    const browser = await desk.signedIn('pingou-staff')
    for (const authorization of ['Bearer wrong-token-of-nobody-at-all', basic('a', 'b').authorization, 'Bearer'])
      expect((await browser.call('POST', '/api/test-change', { headers: { authorization } })).status).toBe(401)
    expect((await browser.call('POST', '/api/test-change')).status).toBe(200)
  })

  it('may not ask for tokens without end', async () => {
    const answers = await Promise.all(Array.from({ length: 130 }, () => token({}, basic('nobody', 'wrong'))))
    const refused = answers.filter((answer) => answer.status === 429)
    expect(refused.length).toBeGreaterThan(9)
    expect(refused[0]?.body.code).toBe('too_many_requests')
    desk.pass(1)
  })
})
