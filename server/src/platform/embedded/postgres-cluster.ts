import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { canReach, type RunAs } from './run-as.ts'

export const passwordFile = 'redbridge.password'

export type ClusterPlace = { dataDir: string; binaries: PostgresBinaries; user: RunAs | undefined }

/** Makes the cluster once. Built aside and renamed, so a killed first start leaves no half of one. */
export async function ensureCluster(place: ClusterPlace): Promise<void> {
  const { dataDir, binaries } = place
  const versionFile = join(dataDir, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, 'utf8').trim()
    if (found === binaries.major) return
    throw new Error(
      `${dataDir} was made by PostgreSQL ${found}, this is PostgreSQL ${binaries.major}. Export it with the old version and import it into a new directory.`,
    )
  }
  mkdirSync(dirname(dataDir), { recursive: true })
  const draft = mkdtempSync(`${dataDir}.init-`)
  const password = randomBytes(24).toString('base64url')
  try {
    const pgdata = join(draft, 'pgdata')
    mkdirSync(pgdata, { mode: 0o700 })
    giveTo(place.user, pgdata)
    await runInitdb(place, pgdata, password)
    writeFileSync(join(pgdata, passwordFile), password, { mode: 0o600 })
    giveTo(place.user, join(pgdata, passwordFile))
    renameSync(pgdata, dataDir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * The data directory as the database process should be told it. Where its user cannot walk the path
 * (a clone under /root), it starts inside the directory and reaches it through /proc/self/cwd:
 * the data stays where the operator expects it and no permission above it is changed.
 */
export function pathForProcess(user: RunAs | undefined, directory: string): string {
  if (!user || canReach(user, dirname(directory))) return directory
  if (!existsSync('/proc/self/cwd'))
    throw new Error(`User ${user.name} cannot reach ${directory}: choose another DATA_DIR.`)
  return '/proc/self/cwd'
}

function giveTo(user: RunAs | undefined, path: string): void {
  if (user) chownSync(path, user.uid, user.gid)
}

async function runInitdb(place: ClusterPlace, pgdata: string, password: string): Promise<void> {
  const { binaries, user } = place
  const secret = join(pgdata, '..', 'password')
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  // The draft directory above pgdata is ours; initdb's user needs to reach the password through it.
  chmodSync(dirname(secret), 0o711)
  giveTo(user, secret)
  const where = pathForProcess(user, pgdata)
  const args = [
    `--pgdata=${where}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${where === pgdata ? secret : '../password'}`,
    '--encoding=UTF8',
    // The builtin provider sorts by code point and never changes with a library, unlike ICU or glibc.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]
  const child = spawn(binaries.initdb, args, {
    cwd: pgdata,
    env: { LD_LIBRARY_PATH: binaries.lib, PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`initdb failed (exit ${code}) for ${pgdata}:\n${output.slice(-2000)}`)
}
