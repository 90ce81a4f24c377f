import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Lays a .br and a .gz beside every text file, so that the server compresses nothing while it serves. */
export const precompressed = (fallback: string): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir = fallback }) {
    for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      const path = join(dir, file)
      // Files are named by their content, but for pages: what an earlier build into this folder laid there is done.
      if (!/\.(js|css|html|svg)$/.test(file) || existsSync(`${path}.br`)) continue
      const text = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    }
  },
})
