import type { AnswerSummary, FieldGroup, RequestForm, Text } from '@redbridge/contract'
import { STANDARD_FIELDS } from '@redbridge/law'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

// What a request asks for, field by field: an answer may hold this and nothing else.

export interface AskedField {
  /** 'identity.uscc', or 'extra.1' for the first field beyond the standard */
  readonly id: string
  readonly group: FieldGroup
  /** its name within the group: what a row of an answer calls it */
  readonly name: string
  readonly text: Text
  /** masked until opened with a purpose; a field in the bureau's own words always is */
  readonly personal: boolean
}

const nameIn = (id: string): string => id.slice(id.indexOf('.') + 1)

/** Every field of the catalogue, as an answer names it. */
export const CATALOGUE: readonly AskedField[] = STANDARD_FIELDS.map(({ id, group, text, personal }) => ({
  id,
  group,
  name: nameIn(id),
  text,
  personal,
}))
const byId = new Map(CATALOGUE.map((field) => [field.id, field]))

/** The part of a request that says which fields are asked for; a draft may not have got there. */
export type Asking = Partial<Pick<RequestForm, 'fields' | 'extraFields'>>

/**
 * Requested fields in the order of the catalogue; those beyond the standard follow as extra.1, extra.2 … in the order in
 * which the request lists them.
 */
export const askedFields = ({ fields, extraFields }: Asking): AskedField[] => [
  ...CATALOGUE.filter((field) => fields?.includes(field.id)),
  ...(extraFields ?? []).map(
    ({ label }, i): AskedField => ({
      id: `extra.${i + 1}`,
      group: 'extra',
      name: `${i + 1}`,
      text: { zh: label, en: label },
      personal: true,
    }),
  ),
]

/** The field with an id, of the catalogue or beyond it; what nobody knows any more is treated as personal. */
export const fieldOf = (id: string, asked: readonly AskedField[]): AskedField | undefined =>
  asked.find((field) => field.id === id) ?? byId.get(id)

/** What a request says now: the newest of `compose` and `correct`, as far as the reader sees them. */
export const findRequestForm = async (tx: Tx, matterId: string): Promise<RequestForm | null> => {
  const { rows } = await sql<{ form: RequestForm }>`
    SELECT form FROM matter_event WHERE matter_id = ${matterId} AND type = 'move' AND event IN ('compose', 'correct')
    ORDER BY id DESC LIMIT 1`.execute(tx)
  return rows[0]?.form ?? null
}

/**
 * Requested fields of which nothing was said so far: neither a value, nor that there is nothing of their group, nor why
 * they are withheld. Drafts do not count.
 */
export const missingFields = (
  form: Asking,
  answers: readonly Pick<AnswerSummary, 'state' | 'groups' | 'none' | 'withheld'>[],
): string[] => {
  const sent = answers.filter((answer) => answer.state === 'sent')
  const said = new Set(
    sent.flatMap(({ groups, withheld }) => [
      ...groups.flatMap(({ group, fields }) => fields.map((name) => `${group}.${name}`)),
      ...withheld.map((one) => one.field),
    ]),
  )
  const none = new Set(sent.flatMap((answer) => answer.none))
  return askedFields(form)
    .filter((field) => !said.has(field.id) && !none.has(field.group))
    .map((field) => field.id)
}
