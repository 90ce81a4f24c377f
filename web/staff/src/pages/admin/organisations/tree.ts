import type { Organisation, Page } from '@redbridge/contract'
import { api } from '../../../lib/api.ts'

export interface TreeRow {
  bureau: Organisation
  depth: number
  children: number
}

/** Every bureau, page by page; about 3,400 where the whole country is entered. */
export async function listAllBureaus(signal: AbortSignal): Promise<Organisation[]> {
  const size = 200
  const found: Organisation[] = []
  for (let page = 1; ; page++) {
    const next = await api.get<Page<Organisation>>('/api/organisations', { kind: 'bureau', page, size }, signal)
    found.push(...next.items)
    if (next.items.length < size || found.length >= next.total) return found
  }
}

const byDivision = (a: Organisation, b: Organisation) =>
  a.division.localeCompare(b.division) || a.nameZh.localeCompare(b.nameZh)

/** Bureaus below each bureau; one whose superior is not entered stands at the top. */
export function childrenOf(bureaus: readonly Organisation[]): Map<string | null, Organisation[]> {
  const known = new Set(bureaus.map((b) => b.id))
  const children = new Map<string | null, Organisation[]>()
  for (const bureau of [...bureaus].sort(byDivision)) {
    const parent = bureau.parentId && known.has(bureau.parentId) ? bureau.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), bureau])
  }
  return children
}

/** Rows of the tree as they stand below each other: what is closed hides what is under it. */
export function treeRows(bureaus: readonly Organisation[], isOpen: (id: string) => boolean): TreeRow[] {
  const children = childrenOf(bureaus)
  const rows: TreeRow[] = []
  const walk = (parent: string | null, depth: number) => {
    for (const bureau of children.get(parent) ?? []) {
      const below = children.get(bureau.id)?.length ?? 0
      rows.push({ bureau, depth, children: below })
      if (below > 0 && isOpen(bureau.id)) walk(bureau.id, depth + 1)
    }
  }
  walk(null, 0)
  return rows
}

/** Bureaus whose name or division holds `q`, with all their superiors, so that the way to them can be seen. */
export function withSuperiors(bureaus: readonly Organisation[], q: string): Organisation[] {
  const byId = new Map(bureaus.map((b) => [b.id, b]))
  const kept = new Set<Organisation>()
  for (const bureau of bureaus) {
    if (![bureau.nameZh, bureau.nameEn, bureau.divisionName, bureau.division].some((text) => text.includes(q))) continue
    for (let at: Organisation | undefined = bureau; at && !kept.has(at); at = byId.get(at.parentId ?? '')) kept.add(at)
  }
  return bureaus.filter((b) => kept.has(b))
}
