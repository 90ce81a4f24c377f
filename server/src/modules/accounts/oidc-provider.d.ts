// What our test uses of the provider, which ships no types.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'
  export default class Provider {
    constructor(
      issuer: string,
      settings: {
        findAccount: (context: unknown, sub: string) => { accountId: string; claims: () => Record<string, unknown> }
        [name: string]: unknown
      },
    )
    callback(): RequestListener
  }
}
