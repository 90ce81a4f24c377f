import type { HttpProof } from '@redbridge/contract'
import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'

/** Nothing goes over the exchange in the name of an API client that did not sign it, by whichever door it came in. */
export const requireProof = (actor: Actor, proof: HttpProof | null): void => {
  if (actor.roles.includes('platform_api') && !proof) throw new AppError('signature_missing')
}
