export { lawRoutes } from './law.routes.ts'
export { loadLaw } from './load-law.ts'
