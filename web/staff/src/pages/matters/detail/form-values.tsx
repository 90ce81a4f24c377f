import type { FormColumn, FormField, MatterDetail, MatterFile } from '@redbridge/contract'
import type { ReactNode } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatBytes, formatDate, formatNumber } from '../../../lib/format.ts'
import { words } from '../detail-words.ts'
import { words as formWords } from '../form/form-words.ts'

type Values = Readonly<Record<string, unknown>>
type Rows = readonly Values[]

const given = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
const WIDE = new Set(['long_text', 'rows', 'files', 'citations'])

/** What a form said, field by field; what was left empty is left out. */
export function FormValuesView({
  fields,
  values,
  matter,
}: {
  fields: readonly FormField[]
  values: Values
  matter: MatterDetail
}) {
  const pick = usePick()
  const filled = fields.filter((field) => given(values[field.name]))
  return (
    <dl className="rb-facts rb-form-values">
      {filled.map((field) => (
        <div key={field.name} className={WIDE.has(field.kind) ? 'rb-wide' : undefined}>
          <dt>{pick(field.label)}</dt>
          <dd>
            <FieldValue field={field} value={values[field.name]} matter={matter} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Names of the rows that a form gave, for showing and choosing one: its first text, cut where it is long. */
export const rowNames = (matter: Pick<MatterDetail, 'definition' | 'facts'>, of: string): string[] => {
  const [event = '', name = ''] = of.split('.')
  const field = matter.definition.transitions
    .flatMap((one) => (one.event === event ? one.form : []))
    .find((one) => one.name === name)
  const rows = matter.facts[event]?.[name]
  const column = field?.columns?.find((one) => one.kind === 'text' || one.kind === 'long_text')
  if (!Array.isArray(rows) || !column) return []
  return (rows as Rows).map((row) => {
    const text = String(row[column.name] ?? '')
    return text.length > 60 ? `${text.slice(0, 60)}…` : text
  })
}

interface ValueProps {
  field: FormField | FormColumn
  value: unknown
  matter: MatterDetail
}

function FieldValue({ field, value, matter }: ValueProps): ReactNode {
  const t = useWords(words)
  const tf = useWords(formWords)
  const pick = usePick()
  const { lang } = useLanguage()
  const option = (one: unknown) => {
    const found = field.options?.find((o) => o.value === one)
    return found ? pick(found.text) : String(one)
  }
  switch (field.kind) {
    case 'date':
      return formatDate(String(value), lang)
    case 'number':
      return formatNumber(Number(value))
    case 'yes_no':
      return tf(value ? 'yes' : 'no')
    case 'choice':
      return option(value)
    case 'choices':
      return (value as readonly unknown[]).map(option).join(pick({ zh: '、', en: ', ' }))
    case 'citations':
      return (value as readonly string[])
        .map((one) => (matter.citations[one] ? pick(matter.citations[one]) : one))
        .join(pick({ zh: '、', en: '; ' }))
    case 'organisation':
      return organisationName(matter, String(value)) ?? t('unknownOrganisation', { id: String(value) })
    case 'files':
      return <FileLinks files={filesOf(matter, value as readonly string[])} />
    case 'rows':
      return (
        <RowsTable
          columns={'columns' in field ? (field.columns ?? []) : []}
          rows={value as Rows}
          matter={matter}
          label={pick(field.label)}
        />
      )
    case 'row_of': {
      const row = Number(value)
      const name = rowNames(matter, field.of ?? '')[row]
      return name ? `${row + 1}. ${name}` : tf('row', { n: row + 1 })
    }
    default:
      return <span className="rb-pre">{String(value)}</span>
  }
}

const organisationName = (matter: MatterDetail, id: string): string | undefined =>
  matter.parties.find((party) => party.organisationId === id)?.name

/** Names and sizes of files stand in the timeline, ids in the forms. */
const filesOf = (matter: MatterDetail, ids: readonly string[]): MatterFile[] =>
  ids.map(
    (id) =>
      matter.timeline.flatMap((entry) => entry.files).find((file) => file.id === id) ?? { id, name: id, bytes: 0 },
  )

/** A file whose name one may not read comes with its id alone: it was not handed over. */
export function FileLinks({ files }: { files: readonly MatterFile[] }) {
  const t = useWords(words)
  return (
    <ul className="rb-file-list">
      {files.map((file) => (
        <li key={file.id}>
          {file.name === file.id ? (
            <span className="rb-quiet">{t('fileNotShared')}</span>
          ) : (
            <a className="rb-file-name" href={`/api/evidence/${encodeURIComponent(file.id)}/file`} download>
              {file.name}
            </a>
          )}
          {file.bytes > 0 && <span className="rb-quiet rb-small">{formatBytes(file.bytes)}</span>}
        </li>
      ))}
    </ul>
  )
}

function RowsTable({
  columns,
  rows,
  matter,
  label,
}: {
  columns: readonly FormColumn[]
  rows: Rows
  matter: MatterDetail
  label: string
}) {
  const pick = usePick()
  return (
    <div className="rb-rows-scroll">
      <table className="rb-rows-table">
        <caption className="rb-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {pick(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form that was sent never move
            <tr key={i}>
              <td>{i + 1}</td>
              {columns.map((column) => (
                <td key={column.name}>
                  {given(row[column.name]) ? (
                    <FieldValue field={column} value={row[column.name]} matter={matter} />
                  ) : (
                    <span className="rb-quiet">—</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
