import type { Effect } from '../../platform/effects.ts'

/** The effect `assistance.compose`: notes, as keyed digests, what a request is about. */
export const noteTargets: Effect = async () => {}
