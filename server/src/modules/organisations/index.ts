// The only door into organisations: bureaus, the register of platforms, divisions.
export { organisationsRoutes } from './organisations.routes.ts'
