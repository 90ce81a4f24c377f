import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The user a database process runs as; `undefined` means: as we are. */
export type RunAs = { uid: number; gid: number; name: string }

/**
 * PostgreSQL refuses to run as root. As root (containers, a clone under /root) we hand it to the
 * first of these system users; an existing data directory keeps the owner it has.
 */
export function chooseRunAs(existingDataDir: string | undefined): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = systemUsers()
  if (existingDataDir !== undefined) {
    const { uid, gid } = statSync(existingDataDir)
    if (uid !== 0) return { uid, gid, name: users.find((user) => user.uid === uid)?.name ?? String(uid) }
  }
  for (const name of ['redbridge', 'postgres', 'nobody']) {
    const user = users.find((candidate) => candidate.name === name)
    if (user) return user
  }
  throw new Error(
    'Running as root, and no user "redbridge", "postgres" or "nobody" exists to run PostgreSQL as. Create one (useradd --system redbridge) or start Redbridge as an ordinary user.',
  )
}

/** True when `user` can reach `path`: every directory on the way lets it through. */
export function canReach(user: RunAs, path: string): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at)
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
    if ((bits & 1) === 0) return false
    if (at === dirname(at)) return true
  }
}

function systemUsers(): RunAs[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
}
