import { type AssistanceDetail, FIELD_GROUP_TEXT, type MatterDetail } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { FormValuesView } from '../../matters/detail/form-values.tsx'
import { words as formWords } from '../form/form-words.ts'
import { askedFields, byGroup } from './asked-fields.ts'
import { words } from './panel-words.ts'

/** What the request asks, by group, and the rest of what it says. */
export function AskedSection({ matter, detail }: { matter: MatterDetail; detail: AssistanceDetail }) {
  const t = useWords(words)
  const own = matter.party === 'bureau'
  const may = (event: string) => matter.moves.some((move) => move.event === event)
  const id = encodeURIComponent(matter.id)
  return (
    <section aria-labelledby={`asked-${matter.id}`}>
      <div className="rb-ask-head">
        <h3 id={`asked-${matter.id}`}>{t('asked')}</h3>
        <span className="rb-push" />
        {own && may('compose') && (
          <LinkButton size="small" href={`/assistance/${id}/edit`}>
            {t('edit')}
          </LinkButton>
        )}
        {own && detail.form && (
          <LinkButton size="small" href={`/assistance/new?copy=${id}`}>
            {t('copy')}
          </LinkButton>
        )}
      </div>
      {detail.form ? <Asked matter={matter} detail={detail} /> : <p className="rb-quiet">{t('askedNothing')}</p>}
    </section>
  )
}

/** Shown in the table of groups, not as a list of names. */
const IN_TABLE = new Set(['fields', 'extraFields'])

function Asked({ matter, detail }: { matter: MatterDetail; detail: AssistanceDetail }) {
  const t = useWords(words)
  const form = matter.definition.transitions.find((one) => one.event === 'compose')?.form ?? []
  const rest = form.filter((field) => !IN_TABLE.has(field.name))
  return (
    <>
      <FieldsTable detail={detail} />
      <h4 className="rb-hidden">{t('details')}</h4>
      <FormValuesView fields={rest} values={detail.form ?? {}} matter={matter} />
    </>
  )
}

function FieldsTable({ detail }: { detail: AssistanceDetail }) {
  const t = useWords(words)
  const tf = useWords(formWords)
  const pick = usePick()
  const groups = byGroup(askedFields(detail))
  if (groups.length === 0) return null
  const whyOf = (id: string) => detail.form?.extraFields?.[Number(id.split('.')[1]) - 1]?.why
  return (
    <table className="rb-asked-table">
      <caption className="rb-hidden">{t('asked')}</caption>
      <thead className="rb-hidden">
        <tr>
          <th scope="col">{t('group')}</th>
          <th scope="col">{t('askedFields')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(([group, fields]) => (
          <tr key={group}>
            <th scope="row">{pick(FIELD_GROUP_TEXT[group])}</th>
            <td>
              <ul className="rb-asked-fields">
                {fields.map((field) => (
                  <li key={field.id}>
                    {pick(field.text)}
                    {!field.standard && field.group !== 'extra' && (
                      <span className="rb-ask-mark rb-ask-beyond" title={tf('beyondTitle')}>
                        {tf('beyond')}
                      </span>
                    )}
                    {field.group === 'extra' && (
                      <span className="rb-quiet"> {t('extraWhy', { why: whyOf(field.id) ?? '—' })}</span>
                    )}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
