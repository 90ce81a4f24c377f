import { hash } from 'node:crypto'
import { type AnswerContent, type AnswerFault, type AnswerSummary, FIELD_GROUP_TEXT } from '@redbridge/contract'
import { canonicalJson } from '@redbridge/ledger'
import { AppError } from '../../platform/errors.ts'
import { type AskedField, fieldOf } from './answer-asked.ts'

// What an answer may hold: the requested fields, within the memorandum, and nothing else.

/** Most bytes of an answer's canonical JSON. */
const MOST_BYTES = 8 << 20
/** Faults that are named at once: whoever reads more corrects the first ones anyway. */
export const MOST_FAULTS = 200

export interface Allowed {
  readonly asked: readonly AskedField[]
  /** ids of the fields that the memorandum in force covers; null: there is none */
  readonly covered: readonly string[] | null
}
type FaultCode = 'field_not_requested' | 'outside_memorandum' | 'bad_request'
export interface ContentFault extends AnswerFault {
  readonly code: FaultCode
  readonly pointer: string
}
export type Said = Pick<AnswerSummary, 'groups' | 'none' | 'withheld'>

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

type Words = { readonly zh: string; readonly en: string }
const notRequested = (id: string, asked: readonly AskedField[]): Words => {
  const { zh, en } = fieldOf(id, asked)?.text ?? { zh: id, en: id }
  return { zh: `协查函未请求：${zh}（${id}）`, en: `Not asked for: ${en} (${id})` }
}
const outside = (id: string, asked: readonly AskedField[]): Words => {
  const { zh, en } = fieldOf(id, asked)?.text ?? { zh: id, en: id }
  return { zh: `备忘录约定以外：${zh}（${id}）`, en: `Outside the memorandum: ${en} (${id})` }
}

/** Why a field may have no value in an answer. */
const refusal = (id: string, { asked, covered }: Allowed): (Words & { code: FaultCode }) | null => {
  if (!asked.some((field) => field.id === id)) return { code: 'field_not_requested', ...notRequested(id, asked) }
  if (covered && !covered.includes(id)) return { code: 'outside_memorandum', ...outside(id, asked) }
  return null
}

/** U+FFFD: the file that it came from was damaged, or of another encoding than it says. */
const isText = (text: string): boolean => text.isWellFormed() && !/[\0\uFFFD]/.test(text)
const NO_TEXT: Words = { zh: '含有无法识别的字符', en: 'Characters that are no text' }

type Group = AnswerContent['groups'][number]

/** Columns of a group that may not be there, each once, at the first row that has it; texts that are no text. */
const faultsOfRows = ({ group, rows }: Group, at: number, allowed: Allowed): ContentFault[] => {
  const faults: ContentFault[] = []
  const judged = new Set<string>()
  for (const [i, row] of rows.entries())
    for (const [name, value] of Object.entries(row)) {
      const pointer = `/content/groups/${at}/rows/${i}/${escaped(name)}`
      const where = { group, row: i + 1, field: `${group}.${name}`, pointer }
      if (!isText(value)) faults.push({ ...where, code: 'bad_request', ...NO_TEXT })
      if (judged.has(name)) continue
      judged.add(name)
      const refused = refusal(where.field, allowed)
      if (refused) faults.push({ ...where, ...refused })
    }
  return faults
}

const faultsOfGroups = ({ groups, none }: AnswerContent, { asked }: Allowed): ContentFault[] => {
  const requested = new Set(asked.map((field) => field.group))
  const named = [
    ...groups.map((one, i) => ({ group: one.group, pointer: `/content/groups/${i}` })),
    ...none.map((group, i) => ({ group, pointer: `/content/none/${i}` })),
  ]
  return named.flatMap(({ group, pointer }, i): ContentFault[] => {
    const where = { group, row: null, field: null, pointer }
    const { zh, en } = FIELD_GROUP_TEXT[group]
    if (!requested.has(group))
      return [{ ...where, code: 'field_not_requested', zh: `协查函未请求：${zh}`, en: `Not asked for: ${en}` }]
    if (named.findIndex((one) => one.group === group) !== i)
      return [{ ...where, code: 'bad_request', zh: `重复：${zh}`, en: `Said twice: ${en}` }]
    return []
  })
}

const faultsOfWithheld = ({ withheld }: AnswerContent, { asked }: Allowed): ContentFault[] =>
  withheld.flatMap(({ field, note }, i): ContentFault[] => {
    const where = { group: null, row: null, field, pointer: `/content/withheld/${i}/field` }
    if (note !== undefined && !isText(note)) return [{ ...where, code: 'bad_request', ...NO_TEXT }]
    if (!asked.some((one) => one.id === field))
      return [{ ...where, code: 'field_not_requested', ...notRequested(field, asked) }]
    if (withheld.findIndex((one) => one.field === field) !== i)
      return [{ ...where, code: 'bad_request', zh: `重复：${field}`, en: `Said twice: ${field}` }]
    return []
  })

/** Everything in an answer that may not be there; empty: it may be taken. */
export const faultsOfContent = (content: AnswerContent, allowed: Allowed): ContentFault[] => [
  ...faultsOfGroups(content, allowed),
  ...content.groups.flatMap((group, at) => faultsOfRows(group, at, allowed)),
  ...faultsOfWithheld(content, allowed),
]

/** Refuses an answer as a whole, with a pointer to each fault of the gravest kind: nothing of it is taken. */
export const refuseContent = (faults: readonly ContentFault[]): void => {
  const code = (['field_not_requested', 'outside_memorandum', 'bad_request'] as const).find((one) =>
    faults.some((fault) => fault.code === one),
  )
  if (!code) return
  const errors = faults
    .filter((fault) => fault.code === code)
    .slice(0, MOST_FAULTS)
    .map(({ pointer, zh, en }) => ({ pointer, message: `${zh} / ${en}` }))
  throw new AppError(code, { errors })
}

/** What an answer says without its values. A field counts as answered where some row has a value for it. */
export const summaryOf = ({ groups, none, withheld }: AnswerContent): Said => ({
  groups: groups.map(({ group, rows }) => {
    const fields = new Set<string>()
    for (const row of rows) for (const [name, value] of Object.entries(row)) if (value !== '') fields.add(name)
    return { group, rows: rows.length, fields: [...fields] }
  }),
  none,
  withheld: withheld.map(({ field, reason, note }) => ({ field, reason, ...(note ? { note } : {}) })),
})

export const rowsOf = ({ groups }: Pick<Said, 'groups'>): number => groups.reduce((sum, one) => sum + one.rows, 0)

/** The bytes that are sealed and whose digest is signed. */
export const packed = (content: AnswerContent): { text: string; bytes: number; sha256: string } => {
  const text = canonicalJson(content)
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST_BYTES) throw new AppError('too_large')
  return { text, bytes, sha256: hash('sha256', text) }
}
