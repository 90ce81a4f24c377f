// The only door into organisations: bureaus, the register of platforms, divisions.
export { divisionsAbove, levelOf } from './hierarchy.ts'
export { organisationsRoutes } from './organisations.routes.ts'
export { bureausOf } from './organisations.store.ts'
