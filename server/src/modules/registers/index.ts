export { registerIndexFor, registerOfBureau } from './registers.index.ts'
export { registerImportJob } from './registers.jobs.ts'
export { registersRoutes } from './registers.routes.ts'
export * as registersService from './registers.service.ts'
