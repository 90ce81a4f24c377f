import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Held while one process owns an embedded database; `release` is safe to call twice. */
export type DataLock = { release: () => void }

type Owner = { pid: number; started: string }

/**
 * Makes this process the only owner of a data directory, through a lock file beside it.
 * Node has no flock; a hard link is the atomic test-and-set every file system we run on has.
 * The owner is named by pid and start time, so a pid that was given out again does not count.
 *
 * @throws Error when a living process holds the directory.
 */
export async function lockDataDir(dataDir: string, what: string): Promise<DataLock> {
  const file = `${dataDir}.lock`
  const mine = processMark(process.pid)
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (tryLink(draft, file)) return { release: () => releaseIfMine(file, mine) }
      const held = readOrUndefined(file)
      if (held === undefined) continue
      const owner = parseOwner(held)
      if (owner && isAlive(owner)) {
        // A process that was just killed needs a moment to go: a restart must not stumble over it.
        if (owner.pid !== process.pid && attempt < 50) {
          await sleep(20)
          continue
        }
        throw new Error(
          `${what} in ${dataDir} is already in use by process ${owner.pid}. Stop that process first, or choose another data directory.`,
        )
      }
      removeStale(file, held)
    }
    throw new Error(`Could not lock ${dataDir}: ${file} keeps changing hands.`)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Names a process so that a later one with the same pid is told apart. */
export function processMark(pid: number): string {
  return JSON.stringify({ pid, started: startedAt(pid) } satisfies Owner)
}

/** The pid of the marked process while it lives. */
export function isSameProcess(mark: string): number | undefined {
  const owner = parseOwner(mark)
  return owner && isAlive(owner) ? owner.pid : undefined
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two starters may see the same stale lock; whoever moved away a fresh one by mistake puts it back. */
function removeStale(file: string, expected: string): void {
  const aside = `${file}.stale.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readOrUndefined(aside) !== expected) tryLink(aside, file)
  rmSync(aside, { force: true })
}

function releaseIfMine(file: string, mine: string): void {
  if (readOrUndefined(file) === mine) rmSync(file, { force: true })
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const stat = readOrUndefined(`/proc/${owner.pid}/stat`)
  // Z and X: dead, only not yet collected by its parent.
  if (stat && /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return false
  return owner.started === startedAt(owner.pid)
}

/** Boot and start tick on Linux, empty elsewhere (there only the pid is compared). */
function startedAt(pid: number): string {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  if (stat === undefined) return ''
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const boot = readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return `${boot}:${afterName[19] ?? ''}`
}
