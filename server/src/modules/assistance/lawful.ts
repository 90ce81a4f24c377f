import type { RequestFault } from '@redbridge/contract'
import type { Check } from '../../platform/effects.ts'

/** The check `assistance.lawful`: what of each request is not lawful, or not whole, before it is sent. */
export const checkLawful: Check = async () => new Map<string, readonly RequestFault[]>()
