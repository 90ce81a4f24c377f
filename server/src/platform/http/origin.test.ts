import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import { refuseForeignOrigin } from './origin.ts'

const HTTPS = 'https://redbridge.gov.cn'
const allowed = (headers: Record<string, string>, publicUrl = HTTPS, method = 'POST'): boolean => {
  try {
    refuseForeignOrigin(
      { method, headers: { host: 'redbridge.gov.cn', ...headers } } as unknown as FastifyRequest,
      publicUrl,
    )
    return true
  } catch (error) {
    expect((error as AppError).code).toBe('csrf_refused')
    return false
  }
}
const ours = { cookie: '__Host-redbridge=x', 'x-redbridge-request': '1' }

describe('a changing request is accepted', () => {
  it.each([
    ['from our page', { ...ours, origin: HTTPS, 'sec-fetch-site': 'same-origin' }],
    ['from our page in a browser without Sec-Fetch', { ...ours, origin: HTTPS }],
    ['from a program with cookie and our header', ours],
    ['from a program without a cookie', {}],
    ['with a bearer token, wherever it comes from', { authorization: 'Bearer x', origin: 'https://erp.example' }],
    ['by another name of ours', { ...ours, host: '10.0.0.8:8443', origin: 'https://10.0.0.8:8443' }],
  ])('%s', (_, headers) => expect(allowed(headers)).toBe(true))

  it('when it only reads', () =>
    expect(allowed({ cookie: 'x', 'sec-fetch-site': 'cross-site' }, HTTPS, 'GET')).toBe(true))
  it('at localhost and 127.0.0.1 alike', () =>
    expect(allowed({ ...ours, host: '127.0.0.1:7300', origin: 'http://127.0.0.1:7300' }, 'http://localhost:7300')).toBe(
      true,
    ))
})

describe('a changing request is refused', () => {
  it.each([
    ['a form of another site', { cookie: 'x', origin: 'https://evil.cn', 'sec-fetch-site': 'cross-site' }],
    ['a form of another site without our cookie: signing in as somebody else', { origin: 'https://evil.cn' }],
    ['another site in Sec-Fetch-Site alone', { ...ours, 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of our domain', { ...ours, origin: 'https://shop.gov.cn', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { ...ours, origin: 'null' }],
    ['an unreadable origin', { ...ours, origin: 'http://[' }],
    ['another port', { ...ours, origin: `${HTTPS}:8443` }],
    ['our name on plain http', { ...ours, origin: 'http://redbridge.gov.cn' }],
    ['a cookie without our header', { cookie: 'x', origin: HTTPS }],
    ['a link that carries Basic credentials', { ...ours, authorization: 'Basic eDp5', origin: 'https://evil.cn' }],
    ['Basic credentials with our cookie and without our header', { cookie: 'x', authorization: 'Basic eDp5' }],
  ])('%s', (_, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(allowed(headers, HTTPS, method)).toBe(false)
  })
})
