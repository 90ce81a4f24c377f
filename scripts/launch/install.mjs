import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './node24.mjs'

/** Installs the packages when they are missing or are not those of package-lock.json. */
export function ensureInstalled() {
  const why = whatIsMissing()
  if (!why) return
  console.error(`正在安装依赖 / installing packages: ${why}. About 1.5 GB on disk, several minutes the first time.`)
  const started = Date.now()
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of other machines, and npm leaves those
  // out when it writes one where they cannot be fetched. `install --no-save` takes the locked versions and changes no file.
  // Nothing here needs install scripts, and npm 11 blocks them anyway: off, so that every npm does the same.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const viaNpm = process.env.npm_execpath?.endsWith('.js')
  const [command, rest] = viaNpm ? [process.execPath, [process.env.npm_execpath, ...args]] : ['npm', args]
  const shell = !viaNpm && process.platform === 'win32'
  const done = spawnSync(command, rest, { cwd: ROOT, stdio: ['ignore', 2, 'inherit'], shell })
  if (done.error) throw new Error(`npm could not be started: ${done.error.message}`)
  if (done.status !== 0) throw new Error('npm install failed; its messages are above. Nothing was started.')
  console.error(`依赖已就绪 / packages ready (${Math.round((Date.now() - started) / 1000)} s)`)
}

/** Compares what npm says it installed with what the lock file wants: time stamps lie after a checkout. */
function whatIsMissing() {
  const record = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return 'none yet'
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  for (const [path, { version, link, optional, devOptional, peer }] of Object.entries(wanted)) {
    // Optional ones depend on the machine; links are our own workspaces.
    if (!path.includes('node_modules/') || link || optional || devOptional || peer) continue
    if (installed[path]?.version !== version) return `${path.replace(/^.*node_modules\//, '')} ${version} is missing`
  }
  return undefined
}
