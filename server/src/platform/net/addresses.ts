import { BlockList, isIP } from 'node:net'

// Which addresses are not of the public internet: the IANA special-purpose registries (RFC 6890 and later), and what
// clouds use for themselves inside public ranges. IPv6 is the other way round: only 2000::/3 is handed out at all.

const V4: readonly (readonly [range: string, what: string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared by carriers, cloud metadata'],
  ['127.0.0.0/8', 'this machine'],
  ['169.254.0.0/16', 'link-local, cloud metadata'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112'],
  ['192.52.193.0/24', 'AMT'],
  ['192.88.99.0/24', '6to4 relays'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'AS112'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved and broadcast'],
  ['168.63.129.16/32', 'cloud metadata'],
]

/** Inside 2000::/3; everything outside it is refused as a whole. */
const V6: readonly (readonly [range: string, what: string])[] = [
  ['2001::/23', 'protocol assignments, Teredo'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'AS112'],
  ['3fff::/20', 'documentation'],
]

const listOf = (ranges: readonly (readonly [string, string])[], family: 'ipv4' | 'ipv6') =>
  ranges.map(([range, what]) => {
    const [net, bits] = range.split('/') as [string, string]
    const list = new BlockList()
    list.addSubnet(net, Number(bits), family)
    return { list, range, what }
  })
const v4 = listOf(V4, 'ipv4')
const v6 = listOf(V6, 'ipv6')
const handedOut = new BlockList()
handedOut.addSubnet('2000::', 3, 'ipv6')

/**
 * Why an address is not of the public internet, or null when it is.
 * @example whyNotPublic('10.1.2.3') // '10.0.0.0/8 private'
 */
export const whyNotPublic = (address: string): string | null => {
  const family = isIP(address)
  if (family === 4) {
    const hit = v4.find(({ list }) => list.check(address, 'ipv4'))
    return hit ? `${hit.range} ${hit.what}` : null
  }
  // A scope (fe80::1%eth0) is about this machine's own links, whatever it says before the sign.
  if (family !== 6 || address.includes('%')) return 'no address'
  if (!handedOut.check(address, 'ipv6'))
    return 'outside 2000::/3: loopback, mapped, NAT64, link-local, unique local, multicast'
  const hit = v6.find(({ list }) => list.check(address, 'ipv6'))
  return hit ? `${hit.range} ${hit.what}` : null
}
