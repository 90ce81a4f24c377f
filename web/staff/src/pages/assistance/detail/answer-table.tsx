import PlusOutlined from '@ant-design/icons/PlusOutlined'
import type { FieldGroup } from '@redbridge/contract'
import { Button, Pagination } from 'antd'
import { useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { useReport } from '../../../lib/use-report.ts'
import { type AnswerRow, cellsOf, MOST_ROWS, pasteInto, rowsOfGroup } from './answer-draft.ts'
import type { Asked } from './asked-fields.ts'
import { words } from './panel-words.ts'
import type { Answer } from './use-answer.ts'
import { isWithheld, WithholdButton } from './withheld-list.tsx'

interface Props {
  group: FieldGroup
  fields: readonly Asked[]
  answer: Answer
}
/** Rows drawn at once: a table of twenty thousand inputs would not move. */
const PAGE = 20

/** Records of a group as a table to type into, or to paste a block from a spreadsheet into. */
export function AnswerTable({ group, fields, answer }: Props) {
  const t = useWords(words)
  const [page, setPage] = useState(1)
  const rows = rowsOfGroup(answer.draft, group)
  // One line is always there to type or paste into.
  const shown: readonly AnswerRow[] = rows.length > 0 ? rows : [{}]
  const from = (Math.min(page, Math.ceil(shown.length / PAGE)) - 1) * PAGE
  const set = (next: readonly AnswerRow[]) => answer.setRows(group, next)
  const paste = usePaste({ rows: shown, fields, set })
  const add = () => {
    set([...shown, {}])
    setPage(Math.ceil((shown.length + 1) / PAGE))
  }
  return (
    <div className="rb-answer-table-box">
      <p className="rb-quiet rb-small">{t('paste')}</p>
      <div className="rb-rows-scroll">
        <table className="rb-answer-table">
          <Head fields={fields} answer={answer} />
          <tbody>
            {shown.slice(from, from + PAGE).map((row, i) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: a record is known by its place alone
                key={from + i}
                n={from + i}
                row={row}
                fields={fields}
                answer={answer}
                onChange={(next) => set(shown.with(from + i, next))}
                onPaste={(column, text) => paste({ row: from + i, column }, text)}
                onRemove={() => set(shown.filter((_, at) => at !== from + i))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="rb-actions">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={rows.length >= MOST_ROWS}
          onClick={add}
        >
          {t('recordAdd')}
        </Button>
        {rows.length > 1 && (
          <Button size="small" onClick={() => set([])}>
            {t('clearGroup')}
          </Button>
        )}
        <span className="rb-push" />
        <Pagination
          size="small"
          current={from / PAGE + 1}
          pageSize={PAGE}
          total={shown.length}
          hideOnSinglePage
          showSizeChanger={false}
          showTotal={(all, [first, last]) => t('shown', { from: first, to: last, all })}
          onChange={setPage}
        />
      </div>
    </div>
  )
}

function Head({ fields, answer }: Pick<Props, 'fields' | 'answer'>) {
  const pick = usePick()
  return (
    <thead>
      <tr>
        <th scope="col" className="rb-number">
          #
        </th>
        {fields.map((field) => (
          <th key={field.id} scope="col">
            <div className="rb-answer-label">
              {pick(field.text)}
              <WithholdButton field={field} answer={answer} />
            </div>
          </th>
        ))}
        <td />
      </tr>
    </thead>
  )
}

interface LineProps extends Pick<Props, 'fields' | 'answer'> {
  n: number
  row: AnswerRow
  onChange(row: AnswerRow): void
  onPaste(column: number, text: string): boolean
  onRemove(): void
}

function Line({ n, row, fields, answer, onChange, onPaste, onRemove }: LineProps) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <tr>
      <th scope="row" className="rb-number rb-quiet">
        {n + 1}
      </th>
      {fields.map((field, column) => {
        const withheld = isWithheld(answer.draft, field.id)
        return (
          <td key={field.id}>
            <input
              className="rb-cell"
              aria-label={`${t('record', { n: n + 1 })} ${pick(field.text)}`}
              value={withheld ? '' : (row[field.name] ?? '')}
              disabled={withheld}
              maxLength={4000}
              onChange={(event) => onChange({ ...row, [field.name]: event.target.value })}
              onPaste={(event) => {
                if (onPaste(column, event.clipboardData.getData('text'))) event.preventDefault()
              }}
            />
          </td>
        )
      })}
      <td>
        <button
          type="button"
          className="rb-cell-remove"
          aria-label={t('recordRemove', { n: n + 1 })}
          onClick={onRemove}
        >
          ✕
        </button>
      </td>
    </tr>
  )
}

interface PasteOptions {
  rows: readonly AnswerRow[]
  fields: readonly Asked[]
  set(rows: readonly AnswerRow[]): void
}

/** Takes a block of cells; a single cell is left to the field it was pasted into. */
function usePaste({ rows, fields, set }: PasteOptions) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const report = useReport()
  return (at: { row: number; column: number }, text: string): boolean => {
    const block = cellsOf(text)
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return false
    const { rows: next, taken, left, over } = pasteInto(rows, fields, at, block)
    set(next)
    if (over) report.refused(t('pastedOver'))
    else if (left.length > 0)
      report.refused(t('pastedLeft', { n: taken, columns: left.join(lang === 'zh' ? '、' : ', ') }))
    else report.done(t('pasted', { n: taken }))
    return true
  }
}
