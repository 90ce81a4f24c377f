import { HOSTILE_ADDRESSES, HOSTILE_POSTS } from '../../../../platform/net/hostile-addresses.ts'
import type { HostileCase } from './case.ts'

/** Where webhooks must not go. Over https, so that it is the address that is refused; names that tests invent are left out. */
export const ADDRESSES: readonly HostileCase[] = [...HOSTILE_ADDRESSES, ...HOSTILE_POSTS]
  .filter(([url]) => !url.includes('.test'))
  .map(([url, what], i): HostileCase => {
    const address = url.replace(/^http:\/\/(?=.)/, 'https://')
    return {
      name: `endpoint-${String(i + 1).padStart(2, '0')}`,
      what: `a webhook to \`${address}\`: ${what}`,
      code: URL.canParse(address) ? 'endpoint_refused' : 'bad_request',
      send: ({ work, admin }) =>
        work.call(admin, 'POST', '/api/exchange/endpoints', { url: address, name: '回调', types: [] }),
    }
  })
