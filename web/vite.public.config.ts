import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { precompressed } from './precompressed.ts'
import { withoutNodeCrypto } from './without-node-crypto.ts'

// Pages for everybody: plain HTML and TypeScript, no component library. Built into the same folder after the staff
// pages; each page is an HTML file of this folder, served under its name (/verify).
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

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
