import type { AssistanceDetail, CatalogueField, FieldGroup, Text } from '@redbridge/contract'

/** A field that a request asks for, as an answer names it. */
export interface Asked {
  /** 'identity.uscc', or 'extra.1' for the first field beyond the standard */
  readonly id: string
  readonly group: FieldGroup
  /** its name within the group */
  readonly name: string
  readonly text: Text
  readonly personal: boolean
  readonly standard: boolean
}

const nameIn = (id: string): string => id.slice(id.indexOf('.') + 1)
const ofCatalogue = ({ id, group, text, personal, standard }: CatalogueField): Asked => ({
  id,
  group,
  name: nameIn(id),
  text,
  personal,
  standard,
})

/** What is asked, in the order of the catalogue; fields in the bureau's own words last, as extra.1, extra.2 … */
export const askedFields = ({ form, fields }: Pick<AssistanceDetail, 'form' | 'fields'>): Asked[] => {
  const named = new Set(form?.fields ?? [])
  const catalogue = fields.filter((field) => named.has(field.id) || field.group === 'extra').map(ofCatalogue)
  const known = new Set(catalogue.map((field) => field.id))
  const extra = (form?.extraFields ?? []).map(
    ({ label }, i): Asked => ({
      id: `extra.${i + 1}`,
      group: 'extra',
      name: `${i + 1}`,
      text: { zh: label, en: label },
      personal: true,
      standard: false,
    }),
  )
  return [...catalogue, ...extra.filter((field) => !known.has(field.id))]
}

export const byGroup = (asked: readonly Asked[]): [FieldGroup, Asked[]][] => [
  ...Map.groupBy(asked, (field) => field.group),
]
