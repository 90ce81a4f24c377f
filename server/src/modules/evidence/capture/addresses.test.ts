import { describe, expect, test } from 'vitest'
import { whyNotPublic } from './addresses.ts'
import { openGuard, pageUrl, portOf, Refused } from './guard.ts'

const TRICKS: readonly (readonly [url: string, what: string])[] = [
  ['http://127.0.0.1/', 'loopback'],
  ['http://127.8.9.10:8080/', 'loopback, not .1'],
  ['http://localhost/', 'loopback by name'],
  ['http://localhost./', 'loopback by name with a dot'],
  ['http://0x7f.0x0.0x0.0x1/', 'loopback in hexadecimal'],
  ['http://0x7f000001/', 'loopback as one hexadecimal number'],
  ['http://2130706433/', 'loopback as one number'],
  ['http://0177.0.0.1/', 'loopback in octal'],
  ['http://127.1/', 'loopback cut short'],
  ['http://１２７.０.０.１/', 'loopback in full-width digits'],
  ['http://0.0.0.0/', 'any'],
  ['http://0/', 'any as one number'],
  ['http://10.0.0.8/', 'private 10'],
  ['http://172.16.5.5/', 'private 172.16'],
  ['http://172.31.255.254/', 'private 172.31'],
  ['http://192.168.1.1/', 'private 192.168'],
  ['http://100.64.0.1/', 'carrier'],
  ['http://100.100.100.200/latest/meta-data/', 'metadata of a cloud'],
  ['http://169.254.169.254/latest/meta-data/', 'metadata of a cloud'],
  ['http://168.63.129.16/', 'metadata inside a public range'],
  ['http://198.18.0.1/', 'benchmarking'],
  ['http://192.0.0.192/', 'protocol assignments'],
  ['http://224.0.0.1/', 'multicast'],
  ['http://255.255.255.255/', 'broadcast'],
  ['http://[::1]/', 'loopback 6'],
  ['http://[::]/', 'any 6'],
  ['http://[::127.0.0.1]/', 'IPv4-compatible'],
  ['http://[::ffff:127.0.0.1]/', 'IPv4-mapped'],
  ['http://[::ffff:a9fe:a9fe]/', 'IPv4-mapped metadata in hexadecimal'],
  ['http://[::ffff:0:127.0.0.1]/', 'IPv4-translated'],
  ['http://[64:ff9b::7f00:1]/', 'NAT64'],
  ['http://[64:ff9b:1::a00:1]/', 'local NAT64'],
  ['http://[2002:7f00:1::]/', '6to4 of loopback'],
  ['http://[2001:0:7f00:1::]/', 'Teredo'],
  ['http://[fe80::1]/', 'link-local'],
  ['http://[fc00::1]/', 'unique local'],
  ['http://[fd00:ec2::254]/', 'metadata of a cloud'],
  ['http://[fec0::1]/', 'site-local'],
  ['http://[ff02::1]/', 'multicast 6'],
  ['http://[2001:db8::1]/', 'documentation 6'],
  ['http://private.test/', 'a name that leads to a private address'],
  ['http://mixed.test/', 'a name with one public and one private address'],
  ['http://mapped.test/', 'a name that leads to a mapped address'],
  ['http://nowhere.test/', 'a name that leads nowhere'],
  ['http://user:pw@93.184.216.34/', 'name and password in the address'],
  ['file:///etc/passwd', 'a file of the server'],
  ['ftp://93.184.216.34/', 'another scheme'],
  ['gopher://127.0.0.1:6379/_x', 'another scheme'],
  ['data:text/html,x', 'no place at all'],
  ['javascript:alert(1)', 'a script'],
  ['view-source:http://127.0.0.1/', 'a scheme of browsers'],
  ['chrome://version', 'a scheme of browsers'],
  ['//127.0.0.1/', 'no scheme'],
  ['http://', 'nothing'],
]
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'private.test': ['10.1.1.1'],
  'mixed.test': ['93.184.216.34', '192.168.0.7'],
  'mapped.test': ['::ffff:10.0.0.1'],
  'nowhere.test': [],
  localhost: ['127.0.0.1', '::1'],
  'public.test': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
}
const lookUp = async (host: string): Promise<readonly string[]> => NAMES[host] ?? []
const reach = async (address: string, allow: readonly string[] = []) => {
  const url = pageUrl(address)
  return openGuard({ allow, lookUp }).resolve(url.hostname, portOf(url))
}

describe('a capture', () => {
  test.each(TRICKS)('does not reach %s (%s)', async (address) => {
    await expect(reach(address)).rejects.toBeInstanceOf(Refused)
  })

  test('reaches public addresses, by name and by number', async () => {
    expect(await reach('https://public.test/x?y#z')).toEqual({
      host: 'public.test',
      port: 443,
      addresses: NAMES['public.test'],
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
