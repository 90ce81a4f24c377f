export { evidenceJobs } from './evidence.jobs.ts'
export { evidenceRoutes } from './evidence.routes.ts'
export { type BagItem, copyIntoBag, listItemsById, requireOwnItems, shareItems } from './share.ts'
