import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { buildApp } from './app.ts'
import { publicRoute, type Route, route } from './route.ts'

const webDir = mkdtempSync(join(tmpdir(), 'redbridge-web-'))
mkdirSync(join(webDir, 'assets'))
writeFileSync(join(webDir, 'index.html'), '<title>红桥</title>')
writeFileSync(join(webDir, 'assets', 'a-1234.js'), 'export {}')
afterAll(() => rmSync(webDir, { recursive: true, force: true }))

const logged: unknown[] = []
const platform = {
  publicUrl: 'https://redbridge.example',
  log: { info: () => {}, error: (...line: unknown[]) => logged.push(line) },
} as unknown as Platform
const build = (routes: Route[]) => buildApp({ platform, routes, authenticate: async () => null, webDir })

/** For heads of bureaus alone, of all whose permission it is; the header says who calls. */
const narrowed = route({
  method: 'GET',
  url: '/api/narrowed',
  summary: 'x',
  permission: 'problem.read',
  roles: ['bureau_head'],
  handle: async () => ({ ok: true }),
})
const say = publicRoute({
  method: 'GET',
  url: '/api/say',
  summary: 'x',
  query: z.object({ n: z.coerce.number() }),
  handle: async ({ query }) => ({ n: query.n }),
})
const fail = publicRoute({
  method: 'GET',
  url: '/api/fail',
  summary: 'x',
  handle: async () => {
    throw new Error('secret path /var/lib')
  },
})
const refuse = publicRoute({
  method: 'GET',
  url: '/api/refuse',
  summary: 'x',
  handle: async () => {
    throw new AppError('conflict', { detail: 'state' })
  },
})

describe('the application', () => {
  it('does not start with a route that nobody is named to use', async () => {
    await expect(build([{ ...say, permission: 'made.up' } as unknown as Route])).rejects.toThrow(
      'declares no known permission',
    )
  })

  it('lets in the roles that both the permission and the route name, and does not start where they contradict', async () => {
    const app = await buildApp({
      platform,
      routes: [narrowed, { ...narrowed, url: '/api/wide', roles: undefined } as unknown as Route],
      authenticate: async ({ headers }) =>
        ({ roles: String(headers['x-roles']).split(','), organisation: { kind: 'bureau' } }) as unknown as Actor,
    })
    const status = async (url: string, roles: string) =>
      (await app.inject({ url, headers: { 'x-roles': roles } })).statusCode
    expect(await status('/api/narrowed', 'bureau_head')).toBe(200)
    expect(await status('/api/narrowed', 'bureau_analyst')).toBe(403)
    expect(await status('/api/narrowed', 'bureau_admin,platform_staff')).toBe(403)
    expect(await status('/api/wide', 'bureau_analyst')).toBe(200)
    await app.close()
    await expect(build([{ ...narrowed, roles: ['bureau_head', 'bureau_admin'] }])).rejects.toThrow(
      'names bureau_admin, whom its permission does not',
    )
    await expect(build([{ ...say, roles: ['bureau_head'] } as Route])).rejects.toThrow('names bureau_head')
  })

  it('answers errors as problem details, in the caller’s language, and tells strangers nothing of its inside', async () => {
    const app = await build([say, fail, refuse])
    const bad = await app.inject({ url: '/api/say?n=x', headers: { 'accept-language': 'en' } })
    expect(bad.statusCode).toBe(400)
    expect(bad.headers['content-type']).toContain('application/problem+json')
    expect(bad.json()).toMatchObject({
      type: 'urn:redbridge:error:bad_request',
      code: 'bad_request',
      errors: [{ pointer: '/n' }],
    })
    const broken = await app.inject('/api/fail')
    expect(broken.statusCode).toBe(500)
    expect(broken.body).not.toContain('/var/lib')
    expect(JSON.stringify(logged)).toContain('/var/lib')
    const zh = await app.inject('/api/refuse')
    expect(zh.json()).toMatchObject({ status: 409, title: '记录已被他人更新，请刷新后查看最新状态', detail: 'state' })
    expect((await app.inject('/api/nowhere')).json()).toMatchObject({ status: 404, code: 'not_found' })
    await app.close()
  })

  it('serves the page for every address of the desk, files by name, and lets nobody keep what is personal', async () => {
    const app = await build([say])
    const page = await app.inject('/problems/prb_1')
    expect(page.body).toContain('红桥')
    expect(page.headers['cache-control']).toBe('no-cache')
    const asset = await app.inject('/assets/a-1234.js')
    expect(asset.headers['cache-control']).toContain('immutable')
    expect((await app.inject('/assets/gone.js')).statusCode).toBe(404)
    const answer = await app.inject('/api/say?n=1')
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(answer.headers['strict-transport-security']).toBeTruthy()
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
    await app.close()
  })
})
