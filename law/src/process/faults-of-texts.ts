import type { FormField, ProcessDefinition, Text } from '@redbridge/contract'
import { fault, type ProcessFault, unless } from './fault.ts'

type Placed = readonly [path: string, text: Text | undefined]

const textsOfField = (field: FormField, at: string): Placed[] => [
  [`${at}/${field.name}/label`, field.label],
  ...(field.help ? [[`${at}/${field.name}/help`, field.help] as const] : []),
  ...(field.options ?? []).map((option) => [`${at}/${field.name}/options/${option.value}`, option.text] as const),
  ...(field.columns ?? []).flatMap((column) => textsOfField(column, `${at}/${field.name}/columns`)),
]

/** Every text of a definition with the place it stands in. */
const textsOf = (definition: ProcessDefinition): Placed[] => [
  ['title', definition.title],
  ['about', definition.about],
  ...definition.parties.map((party) => [`parties/${party.role}`, party.text] as const),
  ...definition.states.map((state) => [`states/${state.state}`, state.text] as const),
  ...definition.clocks.map((clock) => [`clocks/${clock.id}`, clock.text] as const),
  ...definition.transitions.flatMap((one): Placed[] => [
    [`transitions/${one.event}`, one.text],
    ...(one.about ? [[`transitions/${one.event}/about`, one.about] as const] : []),
    ...(one.guard ? [[`transitions/${one.event}/guard`, one.guard.text] as const] : []),
    ...one.form.flatMap((field) => textsOfField(field, `transitions/${one.event}/form`)),
  ]),
]

/** What is on screen is there in Chinese and in English. */
export const faultsOfTexts = (definition: ProcessDefinition): ProcessFault[] =>
  textsOf(definition).flatMap(([path, text]) =>
    unless(
      Boolean(text?.zh?.trim() && text.en?.trim()),
      fault('text_missing', path, '缺少中文或者英文文字', 'a text is missing in Chinese or in English'),
    ),
  )
