import type { CatalogueField, FormField, FormValues, MatterDetail, MatterKind, TargetKind } from '@redbridge/contract'
import { type Draft, type DraftFile, type DraftRow, type DraftValue, newRow } from '../../matters/form/draft.ts'

/** What has to be there before a request is sent, though a draft may lack it. */
const NEEDED = new Set(['platformId', 'targets', 'fields', 'basis', 'facts', 'officers'])

/** Fields of the form: the platform from the opening step, the rest from `compose`, as the definition has them. */
export const requestFields = (kind: Pick<MatterKind, 'transitions'>): FormField[] => {
  const formOf = (event: string) => kind.transitions.find((one) => one.event === event)?.form ?? []
  const platform = formOf('draft').filter((field) => field.name === 'platformId')
  return [...platform, ...formOf('compose')].map((field) =>
    NEEDED.has(field.name) ? { ...field, required: true } : field,
  )
}

/** What a new request begins with. */
export const startDraft = (officers: readonly Officer[]): Draft => ({
  purpose: 'case',
  reach: 'single',
  caseStage: 'investigating',
  secrecy: 'internal',
  targets: [targetRow('shop', '')],
  officers: [...officers, {}, {}].slice(0, Math.max(2, officers.length)).map((one) => rowOf({ ...one })),
})

export interface Officer {
  readonly name?: string
  readonly licence?: string
  readonly phone?: string
}

export const rowOf = (values: Draft): DraftRow => ({ ...newRow(), values })
export const targetRow = (kind: TargetKind, value: string): DraftRow => rowOf({ kind, value })
export const rowsOf = (draft: Draft, name: string): readonly DraftRow[] =>
  (draft[name] as readonly DraftRow[] | undefined) ?? []
export const textOf = (draft: Draft, name: string): string => {
  const value = draft[name]
  return typeof value === 'string' ? value : ''
}

const filled = (row: DraftRow, names: readonly string[]): boolean =>
  names.every((name) => textOf(row.values, name).trim() !== '')
/** Rows that are whole: what is begun stays in the draft and does not travel. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  targets: ['kind', 'value'],
  officers: ['name', 'licence'],
  extraFields: ['label', 'why'],
}
/** Rows with nothing in them are no mistake; rows that are begun and lack a part are. */
export const withoutEmptyRows = (draft: Draft): Draft => ({
  ...draft,
  ...Object.fromEntries(
    Object.entries(WHOLE).map(([name, parts]) => [
      name,
      rowsOf(draft, name).filter((row) => parts.some((part) => part !== 'kind' && textOf(row.values, part).trim())),
    ]),
  ),
})
export const withoutPartRows = (draft: Draft): Draft => ({
  ...draft,
  ...Object.fromEntries(
    Object.entries(WHOLE).map(([name, parts]) => [name, rowsOf(draft, name).filter((row) => filled(row, parts))]),
  ),
})

/** The values as the contract takes them (RequestForm): lists that are empty are there, the platform stands apart. */
export const requestBody = ({ platformId, ...values }: FormValues): { platformId: string; form: FormValues } => ({
  platformId: typeof platformId === 'string' ? platformId : '',
  form: { targets: [], fields: [], basis: [], officers: [], facts: '', ...values },
})

/** Puts what a matter says back into a form: files and the platform with their names. */
export const draftOf = (fields: readonly FormField[], matter: MatterDetail, copy = false): Draft => {
  const values = matter.facts.correct ?? matter.facts.compose ?? {}
  const platform = matter.parties.find((party) => party.role === 'platform')
  const draft: Record<string, DraftValue> = {}
  if (platform) draft.platformId = { id: platform.organisationId, name: platform.name }
  for (const field of fields) {
    const value = values[field.name]
    // A copy asks anew: the day to answer by, the consent and the files belonged to the earlier request.
    if (value === undefined || value === null || (copy && NOT_COPIED.has(field.name))) continue
    draft[field.name] = valueFor(field, value, matter)
  }
  return draft
}
const NOT_COPIED = new Set(['dueOn', 'files', 'consentNo', 'consentOn', 'consentFiles', 'forwardedFiles'])

const valueFor = (field: FormField, value: unknown, matter: MatterDetail): DraftValue => {
  if (field.kind === 'files') return (value as string[]).map((id) => fileOf(matter, id))
  if (field.kind === 'rows') return (value as Draft[]).map((row) => rowOf(row))
  return value as DraftValue
}
const fileOf = (matter: MatterDetail, id: string): DraftFile => {
  const found = matter.timeline.flatMap((entry) => entry.files).find((file) => file.id === id)
  return { id, name: found?.name ?? id, bytes: found?.bytes ?? 0 }
}

/** True when something is asked that the standard does not hold. */
export const isBeyond = (draft: Draft, catalogue: readonly CatalogueField[]): boolean => {
  const chosen = new Set((draft.fields as readonly string[] | undefined) ?? [])
  return (
    catalogue.some((field) => !field.standard && chosen.has(field.id)) ||
    rowsOf(draft, 'extraFields').some((row) => textOf(row.values, 'label').trim() !== '')
  )
}

/** Many lines become many targets, each once. @example targetsOfText('a\n\n b ') // ['a', 'b'] */
export const targetsOfText = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n\t]+/)
      .map((line) => line.trim().slice(0, 300))
      .filter((line) => line !== ''),
  ),
]
export const MOST_TARGETS: number = 100

/** `2026-07-31` some days before another day. @example daysBefore('2026-03-01', 1) // '2026-02-28' */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
