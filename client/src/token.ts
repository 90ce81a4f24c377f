import { setTimeout as sleep } from 'node:timers/promises'
import { errorOfAnswer } from './errors.ts'
import type { ClientOptions } from './transport.ts'

/** Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4): kept until a minute before they end. */
export interface Tokens {
  get(): Promise<string>
  /** the server no longer takes the one at hand */
  forget(): void
}

interface Held {
  readonly token: string
  readonly until: number
}

export const tokensOf = (options: ClientOptions): Tokens => {
  let held: Promise<Held> | null = null
  const fresh = (): Promise<Held> => {
    const asked = ask(options)
    held = asked
    // A failed attempt is not remembered.
    asked.catch(() => {
      if (held === asked) held = null
    })
    return asked
  }
  return {
    get: async () => {
      const known = await (held ?? fresh())
      return known.until > Date.now() ? known.token : (await fresh()).token
    },
    forget: () => {
      held = null
    },
  }
}

const ask = async (options: ClientOptions): Promise<Held> => {
  const { clientId, clientSecret, baseUrl } = options
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
  for (let attempt = 1; ; attempt++) {
    const response = await (options.fetch ?? fetch)(`${baseUrl.replace(/\/+$/, '')}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeout ?? 30_000),
    })
    if (response.ok) {
      const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number }
      return { token: access_token, until: Date.now() + Math.max(expires_in - 60, 30) * 1000 }
    }
    const busy = response.status === 429 || response.status >= 500
    // A fault here leaves the repeating to the call that needed the token.
    if (!busy) throw errorOfAnswer(response.status, await response.text(), 'POST /oauth/token')
    if (attempt >= 3) throw new Error(`POST /oauth/token: ${response.status}`)
    await sleep(Number(response.headers.get('retry-after') ?? attempt) * 1000)
  }
}
