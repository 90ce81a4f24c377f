import { openRegisterIndex, type RegisterIndex } from '@redbridge/engine/identity'
import type { Platform } from '../../platform/platform.ts'

// An index is some hundred bytes an entry; a handful of versions in memory at once is enough for the work at hand.
const KEEP = 6
const caches = new WeakMap<object, Map<string, Promise<RegisterIndex | null>>>()

/** The index of a register version, loaded once per process into shared memory; null when there is none (any more). */
export const registerIndexFor = (platform: Platform, versionId: string): Promise<RegisterIndex | null> => {
  const cache = caches.get(platform.files) ?? new Map<string, Promise<RegisterIndex | null>>()
  caches.set(platform.files, cache)
  const known = cache.get(versionId)
  if (known) {
    cache.delete(versionId)
    cache.set(versionId, known)
    return known
  }
  const loading = load(platform, versionId)
  cache.set(versionId, loading)
  loading.then(
    (index) => index ?? cache.delete(versionId),
    () => cache.delete(versionId),
  )
  for (const oldest of cache.keys()) {
    if (cache.size <= KEEP) break
    cache.delete(oldest)
  }
  return loading
}

const load = async (platform: Platform, versionId: string): Promise<RegisterIndex | null> => {
  const version = await platform.workerDb
    .selectFrom('register_version')
    .select(['index_key', 'bytes', 'state'])
    .where('id', '=', versionId)
    .executeTakeFirst()
  if (!version?.index_key || !version.bytes || version.state !== 'ready') return null
  const buffer = new SharedArrayBuffer(version.bytes)
  const bytes = new Uint8Array(buffer)
  let at = 0
  for await (const piece of await platform.files.get(version.index_key)) {
    bytes.set(piece as Uint8Array, at)
    at += (piece as Uint8Array).length
  }
  return openRegisterIndex(buffer)
}

/** The register a bureau's reports are matched with: its own, or the one of the nearest superior that has one. */
export const registerOfBureau = async (
  platform: Platform,
  division: string,
): Promise<{ registerId: string; versionId: string; coverage: string[]; asOf: string; no: number } | null> => {
  const above = [division, `${division.slice(0, 4)}00`, `${division.slice(0, 2)}0000`, '000000']
  const rows = await platform.workerDb
    .selectFrom('register')
    .innerJoin('register_version', 'register_version.id', 'register.current_version_id')
    .select([
      'register.id',
      'register.division',
      'register.coverage',
      'register_version.id as version_id',
      'register_version.as_of',
      'register_version.no',
    ])
    .where('register.division', 'in', above)
    .orderBy('register.created_at')
    .execute()
  for (const level of above) {
    const row = rows.find((candidate) => candidate.division === level)
    if (row)
      return { registerId: row.id, versionId: row.version_id, coverage: row.coverage, asOf: row.as_of, no: row.no }
  }
  return null
}
