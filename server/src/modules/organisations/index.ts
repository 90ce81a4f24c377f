// The only door into organisations: bureaus, the register of platforms, divisions.
export { divisionsAbove, divisionTitle, NATION } from './hierarchy.ts'
export { organisationsRoutes } from './organisations.routes.ts'
