import { type CatalogueField, FIELD_GROUP_TEXT, type FieldGroup } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { FormLine } from '../../matters/form/form-line.tsx'
import { catalogueQuery } from '../queries.ts'
import { words } from './form-words.ts'
import { fieldOf, type PartProps, Place, setField } from './part.tsx'

/** The catalogue as ticked groups: the standard first, what lies beyond it marked. */
export function FieldsInput({ request }: PartProps) {
  const t = useWords(words)
  const query = useQuery(catalogueQuery)
  const field = fieldOf(request, 'fields')
  const chosen = (request.form.draft.fields as readonly string[] | undefined) ?? []
  if (!field) return null
  return (
    <Place name="fields" wide>
      <FormLine
        field={{ ...field, help: { zh: words.minimum.zh, en: words.minimum.en } }}
        fault={request.faults.get('fields')}
        group
      >
        {() => (
          <Loaded query={query}>
            {(catalogue) => (
              <>
                <div className="rb-ask-groups">
                  {[...Map.groupBy(catalogue.fields, (one) => one.group)].map(([group, fields]) => (
                    <Group
                      key={group}
                      group={group}
                      fields={fields}
                      chosen={chosen}
                      onChange={(next) => setField(request, 'fields', next)}
                    />
                  ))}
                </div>
                {!catalogue.confirmed && <p className="rb-quiet rb-small">{t('catalogueUnconfirmed')}</p>}
              </>
            )}
          </Loaded>
        )}
      </FormLine>
    </Place>
  )
}

interface GroupProps {
  group: FieldGroup
  fields: readonly CatalogueField[]
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

function Group({ group, fields, chosen, onChange }: GroupProps) {
  const t = useWords(words)
  const pick = usePick()
  const ticked = new Set(chosen)
  const standard = fields.filter((one) => one.standard)
  const all = standard.length > 0 && standard.every((one) => ticked.has(one.id))
  const name = pick(FIELD_GROUP_TEXT[group])
  const set = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    onChange([...next])
  }
  return (
    <fieldset className="rb-ask-group">
      <legend>
        <Checkbox
          checked={all}
          indeterminate={!all && fields.some((one) => ticked.has(one.id))}
          aria-label={t('groupAll', { group: name })}
          onChange={(event) =>
            set(
              standard.map((one) => one.id),
              event.target.checked,
            )
          }
        >
          <strong>{name}</strong>
        </Checkbox>
        <span className="rb-quiet rb-small">
          {t('chosenOf', { n: fields.filter((one) => ticked.has(one.id)).length, all: fields.length })}
        </span>
      </legend>
      <div className="rb-ask-boxes">
        {[...standard, ...fields.filter((one) => !one.standard)].map((one) => (
          <Checkbox key={one.id} checked={ticked.has(one.id)} onChange={(event) => set([one.id], event.target.checked)}>
            <FieldName field={one} />
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}

/** Name of a field with the marks that matter for asking. */
function FieldName({ field }: { field: CatalogueField }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <span title={field.help ? pick(field.help) : undefined}>
      {pick(field.text)}
      {field.personal && (
        <span className="rb-ask-mark" title={t('personalTitle')}>
          {t('personal')}
        </span>
      )}
      {!field.standard && (
        <span className="rb-ask-mark rb-ask-beyond" title={t('beyondTitle')}>
          {t('beyond')}
        </span>
      )}
    </span>
  )
}
