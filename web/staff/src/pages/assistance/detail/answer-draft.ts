import type { AnswerContent, FieldGroup, WithheldReason } from '@redbridge/contract'
import type { DraftFile } from '../../matters/form/draft.ts'
import type { Asked } from './asked-fields.ts'

export type AnswerRow = Readonly<Record<string, string>>
export interface Withheld {
  readonly field: string
  readonly reason?: WithheldReason
  readonly note?: string
}
/** An answer while it is filled in. */
export interface AnswerDraftState {
  readonly rows: Readonly<Partial<Record<FieldGroup, readonly AnswerRow[]>>>
  readonly none: readonly FieldGroup[]
  readonly withheld: readonly Withheld[]
  readonly note: string
  readonly files: readonly DraftFile[]
}
export const EMPTY_ANSWER: AnswerDraftState = { rows: {}, none: [], withheld: [], note: '', files: [] }
/** Most rows of a group (AnswerGroup of the contract). */
export const MOST_ROWS = 20_000

export const rowsOfGroup = (draft: AnswerDraftState, group: FieldGroup): readonly AnswerRow[] => draft.rows[group] ?? []

const filledRow = (row: AnswerRow, names: ReadonlySet<string>): AnswerRow =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      names.has(name) && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  )

/** What travels: only what was asked for and not withheld, without empty cells and rows. */
export const contentOf = (draft: AnswerDraftState, asked: readonly Asked[]): AnswerContent => {
  const kept = new Set(draft.withheld.map((one) => one.field))
  const groups = [...Map.groupBy(asked, (field) => field.group)].flatMap(([group, fields]) => {
    if (draft.none.includes(group)) return []
    const names = new Set(fields.filter((field) => !kept.has(field.id)).map((field) => field.name))
    const rows = rowsOfGroup(draft, group)
      .map((row) => filledRow(row, names))
      .filter((row) => Object.keys(row).length > 0)
    return rows.length > 0 ? [{ group, rows }] : []
  })
  const withheld = draft.withheld.flatMap(({ field, reason, note }) =>
    reason ? [{ field, reason, ...(note?.trim() ? { note: note.trim() } : {}) }] : [],
  )
  return { groups, none: [...draft.none], withheld }
}

export const isNothing = ({ groups, none, withheld }: AnswerContent): boolean =>
  groups.length === 0 && none.length === 0 && withheld.length === 0

/** Fields of which neither this content nor an earlier answer says anything. `missing`: those that were open before. */
export const unaccounted = (
  { groups, none, withheld }: AnswerContent,
  missing: readonly string[],
  asked: readonly Asked[],
): Asked[] => {
  const said = new Set([
    ...groups.flatMap(({ group, rows }) => rows.flatMap((row) => Object.keys(row).map((name) => `${group}.${name}`))),
    ...withheld.map((one) => one.field),
  ])
  return asked.filter((field) => missing.includes(field.id) && !said.has(field.id) && !none.includes(field.group))
}

/** A block copied from a spreadsheet, as cells; quoted cells may hold line breaks. */
export const cellsOf = (text: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const end = () => {
    rows.at(-1)!.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += c
      i++
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && c === '\t') end()
    else if (!quoted && c === '\n') {
      end()
      rows.push([])
    } else if (quoted || c !== '\r') cell += c
  }
  end()
  return rows.filter((row) => row.some((one) => one.trim() !== ''))
}

export interface Pasted {
  readonly rows: readonly AnswerRow[]
  readonly taken: number
  /** columns that were not asked for */
  readonly left: readonly string[]
  readonly over: boolean
}

/** Puts a block into the rows of a group, from one cell on; a first line of names of columns says which is which. */
export const pasteInto = (
  rows: readonly AnswerRow[],
  fields: readonly Asked[],
  at: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
): Pasted => {
  const plain = (text: string) => text.trim().toLowerCase()
  const named = (block[0] ?? []).map((head) =>
    fields.find((field) => [field.name, field.id, field.text.zh, field.text.en].map(plain).includes(plain(head))),
  )
  // One match could be a value that happens to read like a name: half of them is a heading.
  const headed =
    named.filter(Boolean).length * 2 >= Math.max(1, named.length) && named.some(Boolean) && block.length > 1
  const columns = headed ? named : (block[0] ?? []).map((_, i) => fields[at.column + i])
  const widest = Math.max(0, ...block.map((row) => row.length))
  const left = headed
    ? (block[0] ?? []).filter((head, i) => !named[i] && head.trim() !== '')
    : Array.from({ length: Math.max(0, at.column + widest - fields.length) }, (_, i) => `${fields.length + i + 1}`)
  const lines = headed ? block.slice(1) : block
  const next = [...rows]
  const room = Math.max(0, MOST_ROWS - at.row)
  for (const [i, line] of lines.slice(0, room).entries()) {
    const cells = line.flatMap((value, j) => (columns[j] ? [[columns[j].name, value.trim()] as const] : []))
    next[at.row + i] = { ...next[at.row + i], ...Object.fromEntries(cells) }
  }
  return { rows: next, taken: Math.min(lines.length, room), left, over: lines.length > room }
}
