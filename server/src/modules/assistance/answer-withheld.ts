import {
  type AnswerContent,
  type AnswerFault,
  WITHHELD_REASON_TEXT,
  WITHHELD_REASONS,
  type WithheldReason,
} from '@redbridge/contract'
import { foldHeader } from '@redbridge/tabular'
import type { AskedField } from './answer-asked.ts'
import { groupOfSheet } from './answer-headings.ts'
import { fieldWords, NONE_WORD } from './answer-template.ts'

// The sheet that says of which groups there is nothing, and which fields are withheld and why.

type Said = Pick<AnswerContent, 'none' | 'withheld'>

const reasonOf = (text: string): WithheldReason | undefined =>
  WITHHELD_REASONS.find((reason) =>
    [reason, WITHHELD_REASON_TEXT[reason].zh, WITHHELD_REASON_TEXT[reason].en].some(
      (one) => foldHeader(one) === foldHeader(text),
    ),
  )

const isNone = (text: string): boolean =>
  ['', NONE_WORD.zh, NONE_WORD.en].some((one) => foldHeader(one) === foldHeader(text))

/** The field that a cell names: by id, by group and label, or by a label that only one requested field has. */
const fieldNamed = (cell: string, asked: readonly AskedField[]): AskedField | undefined => {
  const folded = foldHeader(cell)
  const exact = asked.find((field) => foldHeader(field.id) === folded || foldHeader(fieldWords(field)) === folded)
  const labelled = asked.filter((field) => [field.text.zh, field.text.en].some((one) => foldHeader(one) === folded))
  return exact ?? (labelled.length === 1 ? labelled[0] : undefined)
}

/** Reads the rows of that sheet: content, reason, remark. */
export const readWithheld = (
  rows: readonly (readonly string[])[],
  asked: readonly AskedField[],
): { said: Said; faults: AnswerFault[] } => {
  const said: Said = { none: [], withheld: [] }
  const faults: AnswerFault[] = []
  for (const [i, [what = '', why = '', note = '']] of rows.entries()) {
    if (what === '' && why === '') continue
    const at = { group: null, row: i + 1, field: what }
    const group = groupOfSheet(what)
    const field = fieldNamed(what, asked)
    const reason = reasonOf(why)
    if (group && isNone(why)) said.none.push(group)
    else if (group)
      faults.push({ ...at, group, zh: `整类只能填“${NONE_WORD.zh}”`, en: 'Of a whole group one can only say “none”' })
    else if (!field)
      faults.push({ ...at, zh: `协查函未请求，或者不能确定所指：${what}`, en: `Not asked for, or not clear: ${what}` })
    else if (!reason) faults.push({ ...at, zh: `理由不在所列范围：${why}`, en: `Not one of the reasons: ${why}` })
    else if (note.length > 500) faults.push({ ...at, zh: '说明过长', en: 'The remark is too long' })
    else said.withheld.push({ field: field.id, reason, ...(note ? { note } : {}) })
  }
  return { said, faults }
}
