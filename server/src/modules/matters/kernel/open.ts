import type { FormValues, ProcessDefinition } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { openingOf, ownerOf } from '../definitions.ts'
import { fillForms } from './forms.ts'
import { takeSteps } from './move.ts'
import type { Act, LoadedMatter, MatterRow, Step } from './types.ts'

export interface NewMatter {
  readonly form: FormValues
  readonly subject?: { readonly kind: string; readonly id: string }
}
export interface Opened {
  readonly id: string
  readonly number: string
}

/** Opens matters of one kind, each with its own form, in the caller's transaction: rows, then the opening transition. */
export const openMatters = async (
  act: Act & { readonly actor: Actor },
  tx: Tx,
  input: { definition: ProcessDefinition; matters: readonly NewMatter[] },
): Promise<Opened[]> => {
  const { definition, matters } = input
  if (matters.length === 0) return []
  const opening = openingOf(definition)
  const owner = ownerOf(definition)
  const may = opening.by.some(
    (taker) => taker.party === owner && taker.roles.some((role) => act.actor.roles.includes(role)),
  )
  if (!may) throw new AppError('forbidden', { detail: definition.kind })
  const filled = await fillForms(
    act,
    tx,
    matters.map(({ form }) => ({ fields: opening.form, form })),
  )
  const numbers = await takeNumbers(tx, definition.numberWord, dayOf(act.now).slice(0, 4), matters.length)
  const steps = filled.map(({ form, files }, i): Step => {
    const matter = newMatter(act, definition, { form, number: numbers[i] as string, subject: matters[i]?.subject })
    return { matter, transition: opening, party: owner, form, files }
  })
  await insertRows(
    tx,
    steps.map((step) => step.matter),
  )
  await takeSteps(act, tx, steps)
  return steps.map(({ matter: { row } }) => ({ id: row.id, number: row.number }))
}

const newMatter = (
  act: Act & { readonly actor: Actor },
  definition: ProcessDefinition,
  given: { form: FormValues; number: string; subject: NewMatter['subject'] },
): LoadedMatter => {
  const own = act.actor.organisation
  const parties = new Map(
    definition.parties.flatMap((party): [string, string][] => {
      const id = party.owner ? own.id : (given.form[party.from ?? ''] as string | undefined)
      return id ? [[party.role, id]] : []
    }),
  )
  if (new Set(parties.values()).size < parties.size)
    throw new AppError('bad_request', {
      errors: definition.parties
        .filter((party) => party.from && given.form[party.from] === own.id)
        .map((party) => ({ pointer: `/form/${party.from}`, message: '不能是本单位 / not your own organisation' })),
    })
  const row: MatterRow = {
    id: newId('mat', act.now.getTime()),
    kind: definition.kind,
    definition_version: definition.version,
    number: given.number,
    title: String(given.form[definition.titleField] ?? '').slice(0, 200),
    state: openingOf(definition).to,
    version: 1,
    owner_id: own.id,
    division: own.division,
    party_ids: [...new Set(parties.values())],
    seen_by: [own.id],
    holder: null,
    holder_id: null,
    outcome: false,
    subject_kind: given.subject?.kind ?? null,
    subject_id: given.subject?.id ?? null,
    opened_at: act.now,
    updated_at: act.now,
    closed_at: null,
  }
  return { row, definition, parties }
}

/** Numbers in order, e.g. 'YS-2026-000012'; whoever opens next waits for this transaction. */
const takeNumbers = async (tx: Tx, word: string, year: string, count: number): Promise<string[]> => {
  const { rows } = await sql<{ last: number }>`
    INSERT INTO matter_number (word, year, last) VALUES (${word}, ${Number(year)}, ${count})
    ON CONFLICT (word, year) DO UPDATE SET last = matter_number.last + ${count} RETURNING last`.execute(tx)
  const first = (rows[0]?.last ?? 0) - count + 1
  return Array.from({ length: count }, (_, i) => `${word}-${year}-${String(first + i).padStart(6, '0')}`)
}

const insertRows = async (tx: Tx, matters: readonly LoadedMatter[]): Promise<void> => {
  await sql`
    INSERT INTO matter (id, kind, definition_version, number, title, state, owner_id, division, party_ids, seen_by,
      subject_kind, subject_id, opened_at, updated_at)
    SELECT id, kind, definition_version, number, title, state, owner_id, division,
      ARRAY(SELECT jsonb_array_elements_text(party_ids)), ARRAY(SELECT jsonb_array_elements_text(seen_by)),
      subject_kind, subject_id, opened_at, updated_at
    FROM jsonb_to_recordset(${JSON.stringify(matters.map((one) => one.row))}::jsonb) AS n(id text, kind text,
      definition_version integer, number text, title text, state text, owner_id text, division text, party_ids jsonb,
      seen_by jsonb, subject_kind text, subject_id text, opened_at timestamptz, updated_at timestamptz)`.execute(tx)
  const parties = matters.flatMap(({ row, parties }) =>
    [...parties].map(([role, organisation_id]) => ({ matter_id: row.id, role, organisation_id })),
  )
  await sql`
    INSERT INTO matter_party (matter_id, role, organisation_id)
    SELECT matter_id, role, organisation_id FROM jsonb_to_recordset(${JSON.stringify(parties)}::jsonb)
      AS n(matter_id text, role text, organisation_id text)`.execute(tx)
}
