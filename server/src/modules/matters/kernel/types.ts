import type {
  FormValues,
  HttpProof,
  ProcessDefinition,
  ProcessTransition,
  RequestFault,
  Text,
} from '@redbridge/contract'
import type { Selectable } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { MatterClockTable, MatterTable } from '../../../platform/db/schema-matters.ts'
import type { Platform } from '../../../platform/platform.ts'

/** Who acts when: a person or client of an organisation, or the system. */
export interface Act {
  readonly platform: Platform
  readonly actor: Actor | null
  readonly now: Date
  /** how the caller's own key signed the request, where a client sent it */
  readonly proof?: HttpProof | null
}

export type MatterRow = Selectable<MatterTable>
export type ClockRow = Selectable<MatterClockTable>

/** A matter under lock, with what is needed to move it. */
export interface LoadedMatter {
  readonly row: MatterRow
  readonly definition: ProcessDefinition
  /** organisation by role of party */
  readonly parties: ReadonlyMap<string, string>
}

/** A matter on its way through one transition: what is checked before, what is written after. */
export interface Step {
  readonly matter: LoadedMatter
  readonly transition: ProcessTransition
  /** role the actor acts in; null: the system */
  readonly party: string | null
  readonly form: FormValues
  /** evidence items that go with it */
  readonly files: readonly string[]
  /** what was said before, where the step needs it */
  readonly told?: readonly { readonly event: string; readonly form: FormValues }[]
}

/** Why a matter cannot be moved: an error code for who named it alone, words for who moves many. */
export interface Refusal extends Text {
  readonly id: string
  readonly number: string | null
  readonly code: 'not_found' | 'conflict' | 'move_not_allowed' | 'forbidden' | 'not_lawful'
  /** where the matter stands, for who may see it */
  readonly state?: string
  readonly version?: number
  /** what a check found */
  readonly faults?: readonly RequestFault[]
}
