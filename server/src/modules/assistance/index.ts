import type { Route } from '../../platform/http/route.ts'
import { requestRoutes } from './assistance.routes.ts'

// The only door into requests for assistance 协查: what may be asked, what was answered, what binds both sides.
export { checkLawful } from './lawful.ts'
export { noteTargets } from './targets.ts'

export const assistanceRoutes = (): Route[] => [...requestRoutes]
