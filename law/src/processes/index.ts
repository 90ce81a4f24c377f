import type { ProcessDefinition } from '@redbridge/contract'
import { PROBLEM_PUSH } from './problem-push.ts'

/** Every process definition in every version: a running matter keeps the version it was opened with. */
export const PROCESSES: readonly ProcessDefinition[] = [PROBLEM_PUSH]
