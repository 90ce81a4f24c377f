import ArrowDownOutlined from '@ant-design/icons/ArrowDownOutlined'
import ArrowUpOutlined from '@ant-design/icons/ArrowUpOutlined'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { FieldList } from './definition-form.tsx'
import { type DraftRow, newRow } from './draft.ts'
import type { InputProps } from './field-input.tsx'
import { words } from './form-words.ts'

/** A list of rows, each with the columns of the field: added, removed, put in order. */
export function RowsInput({ field, path, faults, rows, onChange }: InputProps & { rows: readonly DraftRow[] }) {
  const t = useWords(words)
  const change = (at: number, row: DraftRow) => onChange(rows.with(at, row))
  const swap = (at: number, other: number) => {
    const [a, b] = [rows[at], rows[other]]
    if (a && b) onChange(rows.with(at, b).with(other, a))
  }
  return (
    <div className="rb-rows">
      {rows.length === 0 && <p className="rb-quiet">{t('noRows')}</p>}
      {rows.map((row, i) => (
        <fieldset key={row.key} className="rb-row">
          <legend>{t('row', { n: i + 1 })}</legend>
          <div className="rb-row-tools">
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined aria-hidden="true" />}
              aria-label={t('rowUp', { n: i + 1 })}
              disabled={i === 0}
              onClick={() => swap(i, i - 1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined aria-hidden="true" />}
              aria-label={t('rowDown', { n: i + 1 })}
              disabled={i === rows.length - 1}
              onClick={() => swap(i, i + 1)}
            />
            <Button
              size="small"
              type="text"
              aria-label={t('removeRow', { n: i + 1 })}
              onClick={() => onChange(rows.filter((one) => one !== row))}
            >
              {t('remove')}
            </Button>
          </div>
          <div className="rb-row-fields">
            <FieldList
              fields={field.columns ?? []}
              draft={row.values}
              faults={faults}
              prefix={`${path}.${i}.`}
              onField={(name, value) => change(i, { ...row, values: { ...row.values, [name]: value } })}
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => onChange([...rows, newRow()])}>
          {t('addRow')}
        </Button>
      </div>
    </div>
  )
}
