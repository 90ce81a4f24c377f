// The one thing server, web, cli and integrators share: shapes, words, codes, permissions.
export * from './divisions.ts'
export * from './identity-report.ts'
export * from './states.ts'
