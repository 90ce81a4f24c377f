export { transfersJobs } from './transfers.jobs.ts'
export { transfersRoutes } from './transfers.routes.ts'
