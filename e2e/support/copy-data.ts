import { chmodSync, chownSync, cpSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A copy of a stopped server's data, with owners and modes: PostgreSQL insists on both. */
export const copyData = (from: string, to: string): void => {
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  const root = process.getuid?.() === 0
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const { uid, gid, mode } = statSync(join(from, name))
    chmodSync(join(to, name), mode)
    if (root) chownSync(join(to, name), uid, gid)
  }
}
