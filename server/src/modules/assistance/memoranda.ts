import type { RequestFault } from '@redbridge/contract'
import type { Check, Effect } from '../../platform/effects.ts'

/** The effect `memorandum.apply`: what both accepted is what the gateway enforces from now on. */
export const applyMemorandum: Effect = async () => {}

/** The check `memorandum.complete`: whether a policy can be enforced at all. */
export const checkMemorandum: Check = async () => new Map<string, readonly RequestFault[]>()
