import { describe, expect, test } from 'vitest'
import { whyNotPublic } from '../../../platform/net/addresses.ts'
import { HOSTILE_ADDRESSES, HOSTILE_NAMES } from '../../../platform/net/hostile-addresses.ts'
import { openGuard, pageUrl, portOf, Refused } from './guard.ts'

const lookUp = async (host: string): Promise<readonly string[]> => HOSTILE_NAMES[host] ?? []
const reach = async (address: string, allow: readonly string[] = []) => {
  const url = pageUrl(address)
  return openGuard({ allow, lookUp }).resolve(url.hostname, portOf(url))
}

describe('a capture', () => {
  test.each(HOSTILE_ADDRESSES)('does not reach %s (%s)', async (address) => {
    await expect(reach(address)).rejects.toBeInstanceOf(Refused)
  })

  test('reaches public addresses, by name and by number', async () => {
    expect(await reach('https://public.test/x?y#z')).toEqual({
      host: 'public.test',
      port: 443,
      addresses: HOSTILE_NAMES['public.test'],
    })
    expect((await reach('http://93.184.216.34:8080')).port).toBe(8080)
    expect((await reach('http://[2606:4700::1111]/')).addresses).toEqual(['2606:4700::1111'])
  })

  test('reaches what the deployer lets it reach, and nothing beside', async () => {
    expect((await reach('http://private.test/', ['private.test'])).addresses).toEqual(['10.1.1.1'])
    expect((await reach('http://127.0.0.1:81/', ['127.0.0.1:81'])).port).toBe(81)
    await expect(reach('http://127.0.0.1:82/', ['127.0.0.1:81'])).rejects.toBeInstanceOf(Refused)
    await expect(reach('http://sub.private.test/', ['private.test'])).rejects.toBeInstanceOf(Refused)
  })

  test('looks a name up once: a name that changes its mind gains nothing', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']]
    const guard = openGuard({ allow: [], lookUp: async () => answers.shift() ?? [] })
    for (let i = 0; i < 3; i++) expect((await guard.resolve('rebind.test', 80)).addresses).toEqual(['93.184.216.34'])
  })

  test('is not talked into a host by what stands in a proxy request', async () => {
    const guard = openGuard({ allow: [], lookUp })
    for (const host of ['public.test@127.0.0.1', 'public.test/x', 'public.test#', '127.0.0.1%00.public.test', ''])
      await expect(guard.resolve(host, 80), host).rejects.toBeInstanceOf(Refused)
    for (const port of [0, -1, 65_536, Number.NaN, 1.5])
      await expect(guard.resolve('public.test', port)).rejects.toBeInstanceOf(Refused)
  })
})

test('the edges of the ranges are where they belong', () => {
  for (const address of [
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '223.255.255.255',
    '2606::1',
    '240e::1',
    '2001:200::1',
  ])
    expect(whyNotPublic(address), address).toBeNull()
  for (const address of [
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '172.16.0.0',
    '224.0.0.0',
    '4000::1',
    '1fff::1',
    '2001:1ff::1',
    'fe80::1%eth0',
    'x',
    '',
  ])
    expect(whyNotPublic(address), address).not.toBeNull()
})
