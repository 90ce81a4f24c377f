import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { Text } from '@redbridge/contract'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { whyNotPublic } from './addresses.ts'
import { badPort, PostFailed, reasonOf } from './post-failed.ts'

const CONNECT_MS = 5_000
const TOTAL_MS = 15_000
const BODY_BYTES = 64 << 10
/** Connections to one receiver at most. */
export const CONNECTIONS = 32

export interface PostAnswer {
  readonly status: number
  /** the header as it came */
  readonly retryAfter: string | null
}
export interface Post {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}
/** Posts to addresses that others gave us. */
export interface Outgoing extends AsyncDisposable {
  /** Why nothing may be posted to this address, as far as it can be known now; null: it may. */
  refusal(url: string): Promise<Text | null>
  /** @throws PostFailed when no status came back */
  post(post: Post): Promise<PostAnswer>
}
export interface OutgoingOptions {
  /** ranges (CIDR) that may be reached although they are not public, there also by http */
  readonly allow?: readonly string[]
  readonly lookUp?: LookUp
  readonly timeouts?: { readonly connectMs: number; readonly totalMs: number }
}
type LookUp = (host: string) => Promise<readonly string[]>

const lookUpAll: LookUp = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true, order: 'verbatim' }, (error, found) =>
      error ? reject(error) : resolve(found.map((one) => one.address)),
    )
  })

/**
 * A client that posts and reaches nothing but the public internet, over TLS. The check of the addresses is the very
 * look-up that the connection is made with, so a name that answers differently the second time gains nothing. Redirects
 * are answers like others, proxies of the environment are not asked, an answer's body is thrown away.
 */
export const openOutgoing = (options: OutgoingOptions = {}): Outgoing => {
  const { lookUp = lookUpAll, timeouts = { connectMs: CONNECT_MS, totalMs: TOTAL_MS } } = options
  const judge = judgeOf(options.allow ?? [])
  const agent = new Agent({
    connect: guarded(judge, lookUp, timeouts.connectMs),
    connections: CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
    headersTimeout: timeouts.totalMs,
    bodyTimeout: timeouts.totalMs,
    maxResponseSize: BODY_BYTES,
  })
  return {
    async refusal(text) {
      try {
        const url = postUrl(text)
        const host = bare(url.hostname)
        const found = isIP(host) ? [host] : await lookUp(host).catch(() => [])
        judge(url.protocol, host, found)
        return null
      } catch (error) {
        return reasonOf(error)
      }
    },
    async post(post) {
      const started = performance.now()
      try {
        return await send(agent, post, timeouts.totalMs)
      } catch (error) {
        // A kept connection that the other side was just closing: nobody read the request.
        const left = timeouts.totalMs - (performance.now() - started)
        if ((error as { code?: string }).code !== 'UND_ERR_SOCKET' || left < timeouts.totalMs - 1000)
          throw failed(error)
        return await send(agent, post, left).catch((again) => {
          throw failed(again)
        })
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

const failed = (error: unknown): PostFailed => new PostFailed(reasonOf(error))

const send = async (agent: Agent, { url: text, headers, body }: Post, totalMs: number): Promise<PostAnswer> => {
  const url = postUrl(text)
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(new PostFailed(TOO_SLOW)), totalMs)
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers,
      body,
      signal: ended.signal,
    })
    void discard(answer.body, timer)
    const after = answer.headers['retry-after']
    return { status: answer.statusCode, retryAfter: typeof after === 'string' ? after : null }
  } catch (error) {
    clearTimeout(timer)
    throw error
  }
}
const TOO_SLOW = { zh: '超过时限未应答', en: 'No answer within the time allowed' }

/** The status is the answer; the rest is read and thrown away, so that the connection can be used again, up to a limit. */
const discard = async (body: Dispatcher.ResponseData['body'], timer: NodeJS.Timeout): Promise<void> => {
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length
      if (bytes > BODY_BYTES) break
    }
  } catch {
    // cut off by the limit of size or time: the connection is gone, the status was taken
  }
  clearTimeout(timer)
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

/** @throws PostFailed for what is no address to post to, whoever it leads to */
const postUrl = (text: string): URL => {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new PostFailed({ zh: '不是有效的网址', en: 'Not an address of the web' })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new PostFailed({ zh: '只接受 https 网址', en: 'Only https addresses' })
  if (url.username || url.password)
    throw new PostFailed({ zh: '网址中不得含有用户名或者密码', en: 'No name or password in the address' })
  if (url.hash) throw new PostFailed({ zh: '网址中不得含有 # 片段', en: 'No fragment in the address' })
  if (badPort(url)) throw new PostFailed({ zh: `不接受端口 ${url.port}`, en: `Port ${url.port} is not taken` })
  return url
}

type Judge = (protocol: string, host: string, addresses: readonly string[]) => void

/** Throws unless every address of a host may be reached by this protocol. */
const judgeOf = (allow: readonly string[]): Judge => {
  // One list a family: a common one would take ::ffff:127.0.0.1 for 127.0.0.1.
  const allowed = { 4: new BlockList(), 6: new BlockList() }
  for (const range of allow) {
    const [net, bits] = range.split('/') as [string, string]
    const family = isIP(net) === 6 ? 6 : 4
    allowed[family].addSubnet(net, Number(bits), `ipv${family}`)
  }
  return (protocol, host, addresses) => {
    if (addresses.length === 0)
      throw new PostFailed({ zh: `域名 ${host} 无法解析`, en: `The name ${host} leads nowhere` })
    for (const address of addresses) {
      const family = isIP(address) === 6 ? 6 : 4
      if (allowed[family].check(address, `ipv${family}`)) continue
      const why = whyNotPublic(address)
      if (why)
        throw new PostFailed({
          zh: `${host} 不是公共互联网地址（${address}）`,
          en: `${host} is not of the public internet (${address}: ${why})`,
        })
      if (protocol !== 'https:') throw new PostFailed({ zh: '只接受 https 网址', en: 'Only https addresses' })
    }
  }
}

/** Connects to what was judged and to nothing else: the judged answer of the look-up is what the socket connects to. */
const guarded = (judge: Judge, lookUp: LookUp, timeout: number): buildConnector.connector => {
  const lookupFor =
    (protocol: string): LookupFunction =>
    (host, options, done) => {
      lookUp(host).then(
        (addresses) => {
          try {
            judge(protocol, host, addresses)
          } catch (error) {
            return done(error as Error, [])
          }
          const all = addresses.map((address) => ({ address, family: isIP(address) }))
          const [first] = all
          if (options.all) done(null, all)
          else done(null, first?.address as string, first?.family)
        },
        (error: NodeJS.ErrnoException) => done(error, []),
      )
    }
  const connectors = Object.fromEntries(
    ['http:', 'https:'].map((protocol) => [
      protocol,
      buildConnector({ timeout, allowH2: false, lookup: lookupFor(protocol), autoSelectFamily: true }),
    ]),
  )
  return (options, done) => {
    const host = bare(options.hostname)
    try {
      // A number is connected to without a look-up.
      if (isIP(host)) judge(options.protocol, host, [host])
    } catch (error) {
      return done(error as Error, null)
    }
    return (connectors[options.protocol] as buildConnector.connector)(options, done)
  }
}
