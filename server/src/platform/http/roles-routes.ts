import { PERMISSIONS, ROLE_TEXT, ROLES, type Role } from '@redbridge/contract'
import type { Route } from './route.ts'

/** Roles that may call a route, those of its permission or fewer; null: anybody, signed in or not. */
export const rolesOf = (route: Pick<Route, 'permission' | 'roles'>): readonly Role[] | null => {
  const permitted: readonly Role[] | null = PERMISSIONS[route.permission]
  return permitted && route.roles ? permitted.filter((role) => route.roles?.includes(role)) : permitted
}

/** @example nameOf(route) // 'GET /api/batches/:id' */
export const nameOf = (route: Route): string => `${route.method} ${route.url}`

const byUrl = (a: Route, b: Route): number =>
  a.url === b.url ? a.method.localeCompare(b.method) : a.url < b.url ? -1 : 1

/** Who may call what, as a table for people: made from the routes themselves, so it cannot be out of date. */
export const rolesRoutesTable = (routes: readonly Route[]): string => {
  const head = ['Route', 'What it does', 'Permission', ...ROLES.map((role) => `${ROLE_TEXT[role].zh}<br>${role}`)]
  const rows = [...routes].sort(byUrl).map((route) => {
    const roles = rolesOf(route)
    const marks = ROLES.map((role) => (roles === null || roles.includes(role) ? '●' : ''))
    return [`\`${nameOf(route)}\``, route.summary.replaceAll('|', '\\|'), `\`${route.permission}\``, ...marks]
  })
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    '# Roles and routes',
    '',
    'Generated from the routes (`npm test -- roles-routes -u` writes it anew). ● may call; `public` needs no sign-in.',
    'What a caller then sees is limited further by row-level security: a bureau its jurisdiction, a platform its own.',
    'A test calls every route as every role, as nobody, and as a stranger of the same role.',
    '',
    line(head),
    line(head.map((_, i) => (i < 3 ? '---' : ':-:'))),
    ...rows.map(line),
    '',
  ].join('\n')
}
