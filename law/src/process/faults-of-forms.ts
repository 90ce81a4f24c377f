import type { FormColumn, FormField, ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { fault, openingsOf, type ProcessFault, repeated, unless } from './fault.ts'

const FIELD_NAME = /^[a-z][A-Za-z0-9]*$/

const faultsOfOptions = (field: FormColumn, at: string): ProcessFault[] => {
  if (field.kind !== 'choice' && field.kind !== 'choices') return []
  const values = (field.options ?? []).map((option) => option.value)
  return [
    ...unless(values.length > 0, fault('choice_without_options', at, '选择项没有选项', 'a choice without options')),
    ...repeated(values).map((value) => fault('duplicate', `${at}/options/${value}`, '选项重复', 'an option twice')),
  ]
}

const faultsOfRowOf = (definition: ProcessDefinition, field: FormColumn, at: string): ProcessFault[] => {
  if (field.kind !== 'row_of') return []
  const [event, name] = (field.of ?? '').split('.')
  const sources = definition.transitions.filter((one) => one.event === event)
  const found = sources.length > 0 && sources.every((one) => one.form.some((f) => f.name === name && f.kind === 'rows'))
  return unless(found, fault('row_of_nothing', at, '所指的表格不存在', 'refers to rows that no form gives'))
}

const faultsOfField = (definition: ProcessDefinition, field: FormField, at: string): ProcessFault[] => [
  ...unless(FIELD_NAME.test(field.name), fault('name_malformed', at, '字段名不合规', 'not a name of a field')),
  ...faultsOfOptions(field, at),
  ...faultsOfRowOf(definition, field, at),
  ...unless(
    field.kind !== 'rows' || (field.columns ?? []).length > 0,
    fault('rows_without_columns', at, '表格没有列', 'rows without columns'),
  ),
  ...(field.columns ? faultsOfFields(definition, field.columns, `${at}/columns`) : []),
]

const faultsOfFields = (definition: ProcessDefinition, fields: readonly FormField[], at: string): ProcessFault[] => [
  ...repeated(fields.map((field) => field.name)).map((name) =>
    fault('duplicate', `${at}/${name}`, '字段名重复', 'two fields of one name'),
  ),
  ...fields.flatMap((field) => faultsOfField(definition, field, `${at}/${field.name}`)),
]

/** The opening form names the matter and every party but the owner. */
const faultsOfOpeningForm = (definition: ProcessDefinition, opening: ProcessTransition): ProcessFault[] => {
  const find = (name: string | undefined) => opening.form.find((field) => field.name === name)
  const title = find(definition.titleField)
  return [
    ...unless(
      title?.kind === 'text' && title.required === true,
      fault(
        'title_field',
        'titleField',
        '应当是开始表单中必填的文本字段',
        'must be a required text of the opening form',
      ),
    ),
    ...definition.parties.flatMap((party) => {
      if (party.owner) return []
      const field = find(party.from)
      const fits = field?.kind === 'organisation' && field.required === true
      const kinds = field?.organisations ?? []
      return unless(
        fits && kinds.length > 0 && kinds.every((kind) => party.kinds.includes(kind)),
        fault(
          'party_field',
          `parties/${party.role}/from`,
          '应当是开始表单中必填、限于该方单位类别的单位字段',
          'must be a required organisation of the opening form, limited to the kinds of the party',
        ),
      )
    }),
  ]
}

/** Forms that can be filled in, and an opening form that says whose matter it is. */
export const faultsOfForms = (definition: ProcessDefinition): ProcessFault[] => [
  ...definition.transitions.flatMap((one) => faultsOfFields(definition, one.form, `transitions/${one.event}/form`)),
  ...openingsOf(definition)
    .slice(0, 1)
    .flatMap((opening) => faultsOfOpeningForm(definition, opening)),
]
