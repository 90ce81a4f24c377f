import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { whyNotPublic } from '../../../platform/net/addresses.ts'

/** Where a name may be connected to: exactly these addresses, looked up once. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly addresses: readonly string[]
}

/** A destination that a capture must not reach. */
export class Refused extends Error {
  readonly host: string
  readonly why: string
  constructor(host: string, why: string) {
    super(`${host}: ${why}`)
    this.host = host
    this.why = why
  }
}

export interface Guard {
  /** @throws Refused for what is not of the public internet */
  resolve(host: string, port: number): Promise<Target>
}

export interface GuardOptions {
  /** hosts (`host` or `host:port`) a deployer lets captures reach although they are not public */
  readonly allow: readonly string[]
  readonly lookUp?: (host: string) => Promise<readonly string[]>
}

const lookUpAll = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address)

/**
 * Decides about destinations for one capture. A name is looked up once and every one of its addresses must be public;
 * the connection then goes to what was looked up, so that a name that changes its mind in between gains nothing.
 */
export const openGuard = ({ allow, lookUp = lookUpAll }: GuardOptions): Guard => {
  const known = new Map<string, Promise<readonly string[]>>()
  const addressesOf = (host: string): Promise<readonly string[]> => {
    const found = known.get(host) ?? lookUp(host)
    known.set(host, found)
    found.catch(() => {})
    return found
  }
  return {
    async resolve(given, port) {
      const host = canonicalHost(given)
      if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refused(given, 'no port')
      const bare = host.replace(/^\[|\]$/g, '')
      let addresses: readonly string[]
      try {
        addresses = isIP(bare) ? [bare] : await addressesOf(host)
      } catch (error) {
        throw new Refused(host, `name not found (${(error as NodeJS.ErrnoException).code ?? 'error'})`)
      }
      if (addresses.length === 0) throw new Refused(host, 'name not found')
      if (!allow.includes(host) && !allow.includes(`${host}:${port}`))
        for (const address of addresses) {
          const why = whyNotPublic(address)
          if (why) throw new Refused(host, `${address} (${why})`)
        }
      return { host, port, addresses }
    },
  }
}

/** The host as browsers write it: `0x7f.1`, `2130706433` and full-width digits become what they mean. */
const canonicalHost = (host: string): string => {
  try {
    const url = new URL(`http://${isIP(host) === 6 ? `[${host}]` : host}/`)
    if (url.username || url.password || url.port || url.pathname !== '/' || url.search || url.hash) throw new Error()
    return url.hostname.replace(/\.$/, '')
  } catch {
    throw new Refused(host, 'no host name')
  }
}

/**
 * The address a person gave, as it will be asked for.
 * @throws Refused for other schemes, and for names and passwords in the address
 */
export const pageUrl = (text: string): URL => {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    throw new Refused(text, 'no address')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused(text, `scheme ${url.protocol}`)
  if (url.username || url.password) throw new Refused(url.host, 'name or password in the address')
  return url
}

export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
