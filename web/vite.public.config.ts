import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { precompressed } from './precompressed.ts'

// Pages for everybody: plain HTML and TypeScript, no component library. Built into the same folder after the staff
// pages; each page is an HTML file of this folder, served under its name (/verify).
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A library asks Node for random numbers where there is no `crypto` of browsers; here there always is. */
const withoutNodeCrypto = (): Plugin => ({
  name: 'without-node-crypto',
  enforce: 'pre',
  resolveId: (id) => (id === 'crypto' ? '\0no-crypto' : null),
  load: (id) => (id === '\0no-crypto' ? 'export const webcrypto = globalThis.crypto' : null),
})

export default defineConfig({
  root: here('./public'),
  publicDir: false,
  plugins: [withoutNodeCrypto(), precompressed(here('./dist'))],
  worker: { format: 'es', plugins: () => [withoutNodeCrypto()] },
  build: {
    outDir: here('./dist'),
    emptyOutDir: false,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { verify: here('./public/verify.html'), 'service-levels': here('./public/service-levels.html') },
    },
  },
})
