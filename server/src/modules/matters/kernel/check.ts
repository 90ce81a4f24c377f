import type { FormValues, ProcessTransition } from '@redbridge/contract'
import { GUARDS } from '@redbridge/law'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import type { LoadedMatter, Refusal } from './types.ts'

/** The role of party in which an actor acts in a matter; undefined for who is no party. */
export const partyOf = (matter: LoadedMatter, actor: Actor): string | undefined =>
  [...matter.parties].find(([, organisation]) => organisation === actor.organisation.id)?.[0]

const mayTake = (transition: ProcessTransition, party: string, actor: Actor): boolean =>
  transition.by.some((taker) => taker.party === party && taker.roles.some((role) => actor.roles.includes(role)))

export interface Permitted {
  readonly transition: ProcessTransition
  readonly party: string | null
}

/** The transition that `actor` may take by `event` from where the matter stands, or why not. Null acts as the system. */
export const findTransition = (matter: LoadedMatter, event: string, actor: Actor | null): Permitted | Refusal => {
  const { row, definition } = matter
  const about = { id: row.id, number: row.number, state: row.state, version: row.version }
  const party = actor ? partyOf(matter, actor) : null
  const named = definition.transitions.filter((one) => one.event === event && one.from.length > 0)
  const allowed = named.filter((one) =>
    actor ? party !== undefined && mayTake(one, party as string, actor) : one.system === true,
  )
  if (allowed.length === 0)
    return { ...about, code: 'forbidden', zh: '您无权对该事项进行此操作', en: 'You may not do this with this matter' }
  const transition = allowed.find((one) => one.from.includes(row.state))
  if (!transition)
    return {
      ...about,
      code: 'move_not_allowed',
      zh: '当前状态不能进行此操作',
      en: 'Not possible in its present state',
    }
  return { transition, party: party ?? null }
}

/** Every move that `actor` may make from where the matter stands. */
export const transitionsFor = (matter: LoadedMatter, actor: Actor): ProcessTransition[] => {
  const party = partyOf(matter, actor)
  if (party === undefined) return []
  return matter.definition.transitions.filter(
    (one) => one.from.includes(matter.row.state) && mayTake(one, party, actor),
  )
}

export interface Told {
  readonly event: string
  readonly form: FormValues
}

/** What the moves of matters said, oldest first, as far as the reader may see it. */
export const loadTold = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Told[]>> => {
  const { rows } = await sql<{ matter_id: string; event: string; form: FormValues }>`
    SELECT matter_id, event, form FROM matter_event WHERE matter_id = ANY (${[...ids]}::text[]) AND type = 'move'
    ORDER BY id`.execute(tx)
  return Map.groupBy(rows, (row) => row.matter_id)
}

/** Whether the guard of a transition holds for what was told so far. */
export const guardHolds = (transition: ProcessTransition, told: readonly Told[]): boolean => {
  if (!transition.guard) return true
  const guard = GUARDS[transition.guard.name]
  if (!guard) throw new Error(`No guard ${transition.guard.name}`)
  return guard({ facts: factsOf(told), events: told })
}

/** The last form of each event. */
export const factsOf = (told: readonly Told[]): Record<string, FormValues> =>
  Object.fromEntries(told.map(({ event, form }) => [event, form]))
