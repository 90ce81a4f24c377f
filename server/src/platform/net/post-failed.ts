import type { Text } from '@redbridge/contract'

/** A post that got no status back, with the reason for who owns the address. */
export class PostFailed extends Error {
  readonly reason: Text
  constructor(reason: Text) {
    super(reason.en)
    this.reason = reason
  }
}

const REASONS: readonly (readonly [codes: readonly string[], reason: Text])[] = [
  [['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'], { zh: '域名无法解析', en: 'The name leads nowhere' }],
  [['ECONNREFUSED'], { zh: '连接被拒绝', en: 'The connection was refused' }],
  [
    ['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EINVAL', 'EACCES'],
    { zh: '无法到达该地址', en: 'There is no way to the address' },
  ],
  [['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'], { zh: '连接超时', en: 'No connection within the time allowed' }],
  [
    ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
    { zh: '超过时限未应答', en: 'No answer within the time allowed' },
  ],
  [
    ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED'],
    { zh: '对方中断了连接', en: 'The connection was cut by the other side' },
  ],
]

/** What an error of the network means, in words that tell nothing but what the owner of the address may know. */
export const reasonOf = (error: unknown): Text => {
  if (error instanceof PostFailed) return error.reason
  const { cause, errors, name } = error as { cause?: unknown; errors?: unknown[]; name?: string }
  if (cause instanceof PostFailed) return cause.reason
  const codes = [error, cause, ...(errors ?? [])].map((one) => String((one as { code?: string } | undefined)?.code))
  for (const code of codes) {
    const known = REASONS.find(([of]) => of.includes(code))
    if (known) return known[1]
    if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code))
      return { zh: `加密连接失败（${code}）`, en: `The encrypted connection failed (${code})` }
  }
  if (name === 'HTTPParserError') return { zh: '应答不符合 HTTP', en: 'The answer is not HTTP' }
  return { zh: '发送失败', en: 'Sending failed' }
}

/** Ports of other services, which must not get to read our posts as theirs (as browsers refuse them, and databases). */
const BAD_PORTS = new Set([
  1719, 1720, 1723, 2049, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 6000, 6379, 6566, 6665, 6666, 6667,
  6668, 6669, 6679, 6697, 9042, 9200, 9300, 10080, 11211, 27017,
])

/** Below 1024 only those of the web itself; above, none that is known to be something else. */
export const badPort = ({ port }: URL): boolean => {
  if (port === '') return false
  const number = Number(port)
  return number < 1024 ? ![80, 443].includes(number) : BAD_PORTS.has(number)
}
