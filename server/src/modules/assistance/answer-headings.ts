import { type AnswerFault, FIELD_GROUP_TEXT, FIELD_GROUPS, type FieldGroup } from '@redbridge/contract'
import { foldHeader, type KnownColumn } from '@redbridge/tabular'
import { type AskedField, CATALOGUE } from './answer-asked.ts'

// Headings are the Chinese or English labels of fields, or their ids. A column that was not asked for is at fault by its
// name, and nothing of the file is taken.

/** Every name under which a field may stand as a heading, folded. */
const namesOf = ({ id, text }: AskedField): string[] => [id, text.zh, text.en].map(foldHeader)

/** Headings by which a table is recognised: of the request, and of what it might have asked for. */
export const knownColumns = (asked: readonly AskedField[]): KnownColumn[] =>
  [...asked, ...CATALOGUE.filter((field) => !asked.some((one) => one.id === field.id))].map(({ id, text }) => ({
    key: id,
    zh: text.zh,
    synonyms: [text.en],
  }))

const fieldIn = (cell: string, group: FieldGroup, fields: readonly AskedField[]): AskedField | undefined =>
  fields.find((field) => field.group === group && namesOf(field).includes(foldHeader(cell)))

/** The group that a sheet's name says. */
export const groupOfSheet = (name: string): FieldGroup | undefined =>
  FIELD_GROUPS.find((group) =>
    [group, FIELD_GROUP_TEXT[group].zh, FIELD_GROUP_TEXT[group].en].some((one) => foldHeader(one) === foldHeader(name)),
  )

/** The group whose fields most headings name, requested ones first; undefined: none, or two as well as each other. */
export const groupOfHeader = (header: readonly string[], asked: readonly AskedField[]): FieldGroup | undefined => {
  const score = (group: FieldGroup, fields: readonly AskedField[]): number =>
    header.filter((cell) => cell !== '' && fieldIn(cell, group, fields)).length
  const ranked = FIELD_GROUPS.map((group) => ({
    group,
    // What was not asked for breaks no tie, but tells what a sheet is that holds nothing else.
    points: score(group, asked) + score(group, CATALOGUE) / 1000,
  })).toSorted((a, b) => b.points - a.points)
  const [best, second] = ranked
  return best && best.points > 0 && best.points !== second?.points ? best.group : undefined
}

export interface Headings {
  /** the field of each column that is taken, by its place */
  readonly fields: ReadonlyMap<number, AskedField>
  readonly faults: readonly AnswerFault[]
}

/** Which column holds which requested field of a group, and which may not be there. */
export const readHeadings = (header: readonly string[], group: FieldGroup, asked: readonly AskedField[]): Headings => {
  const fields = new Map<number, AskedField>()
  const faults: AnswerFault[] = []
  for (const [place, cell] of header.entries()) {
    if (cell === '') continue
    const field = fieldIn(cell, group, asked)
    const other = fieldIn(cell, group, CATALOGUE)
    const where = { group, row: null, field: field?.id ?? other?.id ?? cell }
    if (!field) faults.push({ ...where, zh: `协查函未请求的列：${cell}`, en: `Column that was not asked for: ${cell}` })
    else if ([...fields.values()].includes(field))
      faults.push({ ...where, zh: `列重复：${cell}`, en: `Column that is there twice: ${cell}` })
    else fields.set(place, field)
  }
  return { fields, faults }
}
