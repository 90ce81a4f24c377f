import type { ProcessDefinition } from '@redbridge/contract'
import { PROCESSES } from '../processes/index.ts'

/**
 * The definition of a kind of matter in a version, or undefined.
 * @example findProcess('problem_push', 1)?.numberWord // 'WT'
 */
export const findProcess = (kind: string, version: number): ProcessDefinition | undefined =>
  PROCESSES.find((one) => one.kind === kind && one.version === version)

/**
 * The newest definition of a kind: what a matter opened today follows. Undefined for an unknown kind.
 * @example currentProcess('problem_push')?.version // 1
 */
export const currentProcess = (kind: string): ProcessDefinition | undefined =>
  PROCESSES.filter((one) => one.kind === kind).reduce<ProcessDefinition | undefined>(
    (newest, one) => (newest && newest.version > one.version ? newest : one),
    undefined,
  )
