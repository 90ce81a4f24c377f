import type { ErrorCode } from '@redbridge/contract'
import type { Answer } from '../../../../testing/work.ts'
import type { World } from './world.ts'

/** An attempt and the refusal it must get, with nothing changed. The test and docs/hostile-exchange.md both read this. */
export interface HostileCase {
  /** short stable name */
  readonly name: string
  /** what is sent */
  readonly what: string
  readonly code: ErrorCode
  /** what was there before, made by rightful requests */
  readonly before?: (world: World) => Promise<unknown>
  readonly send: (world: World) => Promise<Answer>
}
export interface HostileGroup {
  readonly title: string
  readonly cases: readonly HostileCase[]
}
