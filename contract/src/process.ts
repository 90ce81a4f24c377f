import { z } from 'zod'
import { isDay } from './api/common.ts'
import { ROLES, type Role } from './permissions.ts'

/**
 * What a process definition 事项流程 is: a kind of matter as data. One interpreter runs it; API, forms, screens,
 * permissions, statistics and diagrams come from it. Definitions themselves are in `law/src/processes`.
 */
export const Text = z.object({ zh: z.string(), en: z.string() })
export type Text = z.infer<typeof Text>

export const FIELD_KINDS = [
  'text',
  'long_text',
  'date',
  'number',
  'choice',
  'choices',
  'yes_no',
  /** an organisation of the kinds in `organisations` */
  'organisation',
  /** ids of evidence items of one's own: they are handed over to the other parties with the move */
  'files',
  /** citations of provisions that the law data holds, e.g. 'ECL 80(1)(2)' */
  'citations',
  /** a list of rows with `columns` */
  'rows',
  /** position (from 0) in the rows that an earlier form gave: `of` is 'event.field' */
  'row_of',
] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

const fieldParts = {
  name: z.string(),
  kind: z.enum(FIELD_KINDS),
  label: Text,
  help: Text.optional(),
  required: z.boolean().optional(),
  /** most characters of a text; a thousand where nothing is said */
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), text: Text })).optional(),
  organisations: z.array(z.enum(['bureau', 'platform', 'partner'])).optional(),
  /** platforms of the whole country that have joined the bridge; else those of the own jurisdiction alone */
  bridge: z.boolean().optional(),
  of: z.string().optional(),
  /** earliest day a date may be: today */
  notPast: z.boolean().optional(),
}
export const FormColumn = z.object(fieldParts)
export type FormColumn = z.infer<typeof FormColumn>
export const FormField = z.object({ ...fieldParts, columns: z.array(FormColumn).optional() })
export type FormField = z.infer<typeof FormField>

export const ProcessParty = z.object({
  role: z.string(),
  text: Text,
  kinds: z.array(z.enum(['bureau', 'platform', 'partner'])),
  /** the party whose matter it is: it opens it, its jurisdiction covers it; exactly one */
  owner: z.boolean().optional(),
  /** the field of the opening form that names this party; the owner is whoever opens */
  from: z.string().optional(),
})
export type ProcessParty = z.infer<typeof ProcessParty>

export const ProcessState = z.object({
  state: z.string(),
  text: Text,
  /** whose turn it is; nobody's in an outcome */
  holder: z.string().optional(),
  /** parties that do not see the matter while it is here, unless they saw it before */
  hiddenFrom: z.array(z.string()).optional(),
  /** an end: where matters are counted as done, and how they ended */
  outcome: z.boolean().optional(),
  tone: z.enum(['open', 'waiting', 'good', 'bad', 'stopped']),
})
export type ProcessState = z.infer<typeof ProcessState>

export const Taker = z.object({ party: z.string(), roles: z.array(z.enum(ROLES)) })
export const ProcessTransition = z.object({
  event: z.string(),
  text: Text,
  /** what it means and what follows, shown before it is done */
  about: Text.optional(),
  /** empty: this opens a matter */
  from: z.array(z.string()),
  to: z.string(),
  /** who may; the system alone where `system` is set */
  by: z.array(Taker),
  system: z.boolean().optional(),
  form: z.array(FormField),
  /** a condition by name (law/src/process/guards.ts) and what is said where it does not hold */
  guard: z.object({ name: z.string(), text: Text }).optional(),
  /** conditions that other modules know, by name: each says what is at fault, matter by matter */
  checks: z.array(z.string()).optional(),
  /** made by another part of the program, which has its own route and screen for it; no form of its own */
  through: z.string().optional(),
  /** only the acting organisation sees that it happened and what was written */
  internal: z.boolean().optional(),
  /** work of other modules in the same transaction, by name */
  effects: z.array(z.string()).optional(),
  /** the official letter that goes out with it, and to which party */
  letter: z.object({ template: z.string(), to: z.string() }).optional(),
  /** takes something back: withdrawal, return for correction */
  undo: z.boolean().optional(),
  primary: z.boolean().optional(),
  danger: z.boolean().optional(),
})
export type ProcessTransition = z.infer<typeof ProcessTransition>

export const ProcessClock = z.object({
  id: z.string(),
  text: Text,
  /** id of a deadline rule of the law data: amount, unit, article */
  rule: z.string(),
  owedBy: z.string(),
  start: z.array(z.string()),
  stop: z.array(z.string()),
  pause: z.array(z.string()).optional(),
  resume: z.array(z.string()).optional(),
  /** the event that extends it once, as the rule allows; the acting person is the approver */
  extend: z.string().optional(),
  /** a date field that sets the last day instead of the rule: of the starting form, or 'event.field' of an earlier one */
  dueField: z.string().optional(),
  /** days before the last day on which the owing party is reminded */
  remindBefore: z.array(z.number()),
  /** the party whose head is told when the day has passed */
  escalateTo: z.string().optional(),
})
export type ProcessClock = z.infer<typeof ProcessClock>

export const ProcessDefinition = z.object({
  kind: z.string(),
  version: z.number(),
  title: Text,
  about: Text,
  /** letters before the number of a matter, e.g. 'YS' in YS-2026-000012 */
  numberWord: z.string(),
  /** a matter is opened by other parts of the program, not through a form */
  openedBy: z.enum(['people', 'program']),
  /** the field of the opening form whose text names a matter in lists */
  titleField: z.string(),
  /** what other modules do, in the same transaction, with each message that one party writes to the others */
  messageEffects: z.array(z.string()).optional(),
  parties: z.array(ProcessParty),
  states: z.array(ProcessState),
  transitions: z.array(ProcessTransition),
  clocks: z.array(ProcessClock),
})
export type ProcessDefinition = z.infer<typeof ProcessDefinition>

/** Values of a form as they travel and as they are kept. */
export type FormValue = string | number | boolean | readonly string[] | readonly Record<string, FormValue>[] | null
export type FormValues = Record<string, FormValue | undefined>

const fieldSchema = (field: FormField): z.ZodType => {
  const text = z
    .string()
    .trim()
    .max(field.max ?? 1000)
  const filled = field.required ? text.min(1) : text
  const values = (field.options ?? []).map((option) => option.value)
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return filled
    case 'date':
      return z.string().refine(isDay, 'YYYY-MM-DD')
    case 'number':
      return z.number().finite()
    case 'yes_no':
      return z.boolean()
    case 'choice':
      return z.enum(values as [string, ...string[]])
    case 'choices':
      return atLeastOne(z.array(z.enum(values as [string, ...string[]])).max(values.length), field)
    case 'organisation':
      return z.string().min(3).max(64)
    case 'files':
      return atLeastOne(z.array(z.string().min(3).max(64)).max(50), field)
    case 'citations':
      return atLeastOne(z.array(z.string().regex(/^[A-Z]{3} \d+(\(\d+\)){0,2}$/)).max(20), field)
    case 'row_of':
      return z.number().int().min(0)
    case 'rows':
      return atLeastOne(z.array(formSchema(field.columns ?? [])).max(100), field)
  }
}
const atLeastOne = <T extends z.ZodType>(list: z.ZodArray<T>, field: FormField) => (field.required ? list.min(1) : list)

/**
 * The Zod schema of a form: what an API takes and a screen checks. Unknown fields are refused, so that nothing is sent
 * that was not asked for.
 * @example formSchema([{ name: 'reason', kind: 'text', label: { zh: '理由', en: 'Reason' }, required: true }])
 *   .safeParse({}).success // false
 */
export const formSchema = (fields: readonly FormField[]): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      fields.map((field) => [field.name, field.required ? fieldSchema(field) : fieldSchema(field).nullish()]),
    ),
  )

/**
 * Roles that may take a transition for any party, without repetition.
 * @example rolesOfTransition({ by: [{ party: 'sender', roles: ['bureau_head'] }] }) // ['bureau_head']
 */
export const rolesOfTransition = (transition: Pick<ProcessTransition, 'by'>): Role[] => [
  ...new Set(transition.by.flatMap((taker) => taker.roles)),
]
