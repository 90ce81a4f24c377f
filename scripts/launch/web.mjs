import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './node24.mjs'

const web = join(ROOT, 'web')
const dist = join(web, 'dist')
const stampFile = join(dist, '.sources')

/** Builds the pages when their sources are not those they were built from. */
export function ensureWeb(node) {
  if (!existsSync(join(web, 'vite.config.ts'))) return
  const stamp = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.error('正在构建网页 / building the web pages …')
  const started = Date.now()
  // Built aside: a build that is stopped half-way must not leave half a page.
  const draft = join(web, `dist.${process.pid}`)
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  // The staff pages first, which empty the folder; then the pages for everybody, into the same.
  const built = ['vite.config.ts', 'vite.public.config.ts'].every((config) => {
    const args = [vite, 'build', '--config', config, '--outDir', draft, '--logLevel', 'warn']
    return spawnSync(node, args, { cwd: web, stdio: ['ignore', 2, 2] }).status === 0
  })
  if (!built) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error('The web pages could not be built; the messages are above.')
  }
  writeFileSync(join(draft, '.sources'), stamp)
  rmSync(dist, { recursive: true, force: true })
  renameSync(draft, dist)
  console.error(`网页已就绪 / web pages ready (${Math.round((Date.now() - started) / 1000)} s)`)
}

/** Everything a page can be made of: the web itself, what it imports of ours, and the locked packages. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = [join(ROOT, 'package-lock.json')]
  for (const folder of ['web', 'contract', 'law', 'ledger']) list(join(ROOT, folder), files)
  for (const file of files.sort())
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function list(folder, files) {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('dist') || /\.test\.tsx?$/.test(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) list(path, files)
    else if (entry.isFile()) files.push(path)
  }
}
