import type { Role } from '@redbridge/contract'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../platform/http/app.ts'
import type { Route } from '../../platform/http/route.ts'
import { seedOrganisations } from '../../testing/seed.ts'
import { type Answer, openWork, type Work } from '../../testing/work.ts'
import { authenticate } from './authenticate.ts'
import { createUserDirect } from './direct.ts'

export interface Call {
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly form?: Record<string, string>
}
/** A browser: keeps its cookies and sends our header, as the web does. */
export interface Browser {
  readonly cookies: Map<string, string>
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, call?: Call): Promise<Answer>
  signIn(login: string, password?: string): Promise<Answer>
}
export interface Desk extends AsyncDisposable {
  readonly work: Work
  readonly app: FastifyInstance
  browser(): Browser
  /** moves the clock on */
  pass(minutes: number): void
  signedIn(login: string): Promise<Browser>
}

export const PASSWORD = '红桥下的第七只白鹭鸶'
export const START = '2026-07-10T02:00:00Z'

/** Everybody of ORGS, named <organisation>-<role>, with the password PASSWORD. */
export const PEOPLE: readonly [login: string, organisation: string, role: Role][] = [
  ['beijing-admin', 'org_beijing', 'bureau_admin'],
  ['beijing-head', 'org_beijing', 'bureau_head'],
  ['beijing-analyst', 'org_beijing', 'bureau_analyst'],
  ['chaoyang-admin', 'org_chaoyang', 'bureau_admin'],
  ['zhejiang-admin', 'org_zhejiang', 'bureau_admin'],
  ['pingou-admin', 'org_pingou', 'platform_admin'],
  ['pingou-staff', 'org_pingou', 'platform_staff'],
  ['lejia-admin', 'org_lejia', 'platform_admin'],
  ['xihu-admin', 'org_xihu', 'platform_admin'],
]

export const openDesk = async (routes: readonly Route[]): Promise<Desk> => {
  const work = await openWork([])
  let now = new Date(START)
  work.setNow(START)
  await seedOrganisations(work)
  for (const [login, organisationId, role] of PEOPLE)
    await createUserDirect(work.platform.workerDb, {
      organisationId,
      login,
      name: `${login}·名`,
      roles: [role],
      password: PASSWORD,
      now,
    })
  const app = await buildApp({ platform: work.platform, routes, authenticate: authenticate(work.platform) })
  return {
    work,
    app,
    browser: () => openBrowser(app),
    pass: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000)
      work.setNow(now.toISOString())
    },
    signedIn: async (login) => {
      const browser = openBrowser(app)
      const answer = await browser.signIn(login)
      if (answer.body.state !== 'signed_in') throw new Error(JSON.stringify(answer.body))
      return browser
    },
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await work[Symbol.asyncDispose]()
    },
  }
}

const openBrowser = (app: FastifyInstance): Browser => {
  const cookies = new Map<string, string>()
  const browser: Browser = {
    cookies,
    call: async (method, url, { body, headers = {}, form } = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await app.inject({
        method,
        url,
        headers: {
          'x-redbridge-request': '1',
          ...(cookie ? { cookie } : {}),
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...headers,
        },
        ...(form
          ? { payload: new URLSearchParams(form).toString() }
          : body === undefined
            ? {}
            : { payload: body as object }),
      })
      for (const { name, value } of answer.cookies) value ? cookies.set(name, value) : cookies.delete(name)
      const json = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        body: json ? answer.json() : null,
        raw: answer.rawPayload,
        headers: answer.headers,
      }
    },
    signIn: (login, password = PASSWORD) => browser.call('POST', '/api/session', { body: { login, password } }),
  }
  return browser
}
