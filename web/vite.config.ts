import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompressed } from './precompressed.ts'
import { withoutNodeCrypto } from './without-node-crypto.ts'

// The server serves dist/ itself; in development Vite hands /api and the sign-in redirects to it.
const api = process.env.REDBRIDGE_URL ?? 'http://127.0.0.1:7300'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('./staff'),
  plugins: [react(), withoutNodeCrypto(), precompressed(here('./dist'))],
  build: { outDir: here('./dist'), emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': api, '/oauth': api } },
})
