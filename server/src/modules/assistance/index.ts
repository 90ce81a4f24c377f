import type { Route } from '../../platform/http/route.ts'
import { answerRoutes } from './answers.routes.ts'
import { requestRoutes } from './assistance.routes.ts'
import { bulkRoutes } from './bulk.routes.ts'
import { memorandumRoutes } from './memoranda.routes.ts'
import { serviceLevelRoutes } from './service-levels.routes.ts'

// The only door into requests for assistance 协查: what may be asked, what was answered, what binds both sides.
export { linkAnswers } from './answer-link.ts'
export { sendAnswer } from './answers.service.ts'
export { assistanceJobs } from './assistance.jobs.ts'
export { checkLawful } from './lawful.ts'
export { applyMemorandum, checkMemorandum } from './memoranda.ts'
export { computeServiceLevels } from './service-levels.ts'
export { noteTargets } from './targets.ts'

export const assistanceRoutes = (): Route[] => [
  ...requestRoutes,
  ...bulkRoutes,
  ...answerRoutes,
  ...memorandumRoutes,
  ...serviceLevelRoutes,
]
