import type { FormValues, HttpProof, RequestFault } from '@redbridge/contract'
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
  /** organisations that see the matter after the move */
  readonly seenBy: readonly string[]
  readonly number: string
  readonly title: string
  /** the ledger entry of the move, and the digest of its record that the entry holds */
  readonly entryId: string
  readonly recordSha256: string
}

export interface EffectWork {
  readonly platform: Platform
  /** who moved; null: the system */
  readonly actor: Actor | null
  readonly tx: Tx
  readonly now: Date
  /** how the caller's own key signed the request, where a client sent it */
  readonly proof: HttpProof | null
}

/**
 * What another module does in the transaction of a move, named in the process definition. It gets all matters of a bulk
 * move at once; what it throws undoes the move.
 */
export type Effect = (work: EffectWork, moves: readonly EffectMove[]) => Promise<void>
export type Effects = Readonly<Record<string, Effect>>

/** A matter before a move, as a check is told. */
export interface CheckedMatter {
  readonly matterId: string
  readonly kind: string
  readonly event: string
  readonly parties: ReadonlyMap<string, string>
  /** what the moves so far said, oldest first, as far as the reader sees it */
  readonly told: readonly { readonly event: string; readonly form: FormValues }[]
  /** what the form of this move says; empty where it is only asked whether the move is possible */
  readonly form: FormValues
}
/** What is at fault with each matter, by its id; who is not in the map may move. */
export type Check = (
  work: Omit<EffectWork, 'proof'>,
  matters: readonly CheckedMatter[],
) => Promise<ReadonlyMap<string, readonly RequestFault[]>>
export type Checks = Readonly<Record<string, Check>>
