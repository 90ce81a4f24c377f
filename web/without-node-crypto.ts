import type { Plugin } from 'vite'

/** A library asks Node for random numbers where there is no `crypto` of browsers; here there always is. */
export const withoutNodeCrypto = (): Plugin => ({
  name: 'without-node-crypto',
  enforce: 'pre',
  resolveId: (id) => (id === 'crypto' ? '\0no-crypto' : null),
  load: (id) => (id === '\0no-crypto' ? 'export const webcrypto = globalThis.crypto' : null),
})
