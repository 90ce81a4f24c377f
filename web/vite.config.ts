import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The server serves dist/ itself; in development Vite hands /api and the sign-in redirects to it.
const api = process.env.REDBRIDGE_URL ?? 'http://127.0.0.1:7300'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Lays a .br and a .gz beside every text file, so that the server compresses nothing while it serves. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir }) {
    for (const file of readdirSync(dir ?? here('./dist'), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|html|svg)$/.test(file)) continue
      const path = join(dir ?? here('./dist'), file)
      const text = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    }
  },
})

export default defineConfig({
  root: here('./staff'),
  plugins: [react(), precompressed()],
  build: { outDir: here('./dist'), emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': api, '/oauth': api } },
})
