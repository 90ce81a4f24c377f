import type { FormValues } from '@redbridge/contract'
import type { Actor } from './actor.ts'
import type { Tx } from './db/pool.ts'
import type { Platform } from './platform.ts'

/** One matter that has just moved, as an effect is told. */
export interface EffectMove {
  readonly matterId: string
  readonly kind: string
  readonly event: string
  readonly from: string | null
  readonly to: string
  /** the thing the matter is about, e.g. a problem operator */
  readonly subject: { readonly kind: string; readonly id: string } | null
  readonly form: FormValues
  /** organisation by role of party */
  readonly parties: ReadonlyMap<string, string>
}

export interface EffectWork {
  readonly platform: Platform
  /** who moved; null: the system */
  readonly actor: Actor | null
  readonly tx: Tx
  readonly now: Date
}

/**
 * What another module does in the transaction of a move, named in the process definition. It gets all matters of a bulk
 * move at once; what it throws undoes the move.
 */
export type Effect = (work: EffectWork, moves: readonly EffectMove[]) => Promise<void>
export type Effects = Readonly<Record<string, Effect>>
