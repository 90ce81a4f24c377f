export { openDutiesFor, resolveDuty } from './duties.service.ts'
export { periodsJobs } from './periods.jobs.ts'
export { periodsRoutes } from './periods.routes.ts'
export { type DutyRow, listDuties } from './periods.store.ts'
