import { fileURLToPath } from 'node:url'
import { ERRORS, type Role } from '@redbridge/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { type OpenApi, openApiOf } from './openapi.ts'
import type { Route } from './platform/http/route.ts'
import { allRoutes } from './routes.ts'

const FILE = fileURLToPath(new URL('../../openapi.json', import.meta.url))
let document: OpenApi
beforeAll(async () => {
  document = await openApiOf(allRoutes())
})

describe('openapi.json', () => {
  it('is what the routes say; `npm test -- openapi -u` writes it anew', async () => {
    await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot(FILE)
  })

  it('has every route, with its permission, who may come in, and what an error looks like', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(operations).toHaveLength(allRoutes().length)
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length)
    for (const operation of operations) {
      expect(operation).toHaveProperty('x-permission')
      expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Problem' })
    }
    expect(document.paths['/api/session']?.post?.security).toEqual([])
    expect(document.paths['/api/problems/review']?.post?.security).toEqual([{ session: [] }])
    expect(document.paths['/api/admission-checks']?.post?.security).toEqual([{ session: [] }, { client: [] }])
  })

  it('tells programs from people where a route narrows its permission', async () => {
    const check = allRoutes().find((one) => one.url === '/api/admission-checks') as Route
    const security = async (roles: Role[]) =>
      (await openApiOf([{ ...check, roles }])).paths['/api/admission-checks']?.post?.security
    expect(await security(['bureau_head'])).toEqual([{ session: [] }])
    expect(await security(['bureau_head', 'platform_api'])).toEqual([{ session: [] }, { client: [] }])
    expect(await security(['platform_api'])).toEqual([{ client: [] }])
  })

  it('refers to nothing that is not there and carries nothing that nobody refers to', () => {
    const text = JSON.stringify(document)
    const named = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]))
    expect([...named].sort()).toEqual(Object.keys(document.components.schemas).sort())
    expect(named).toContain('ProblemOperator')
    expect(named).toContain('AdmissionAnswer')
  })

  it('documents every error code', () => {
    const details = document.components.schemas.ProblemDetails as { properties: { code: { enum: string[] } } }
    expect(details.properties.code.enum).toEqual(Object.keys(ERRORS))
  })
})
