import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Button, Input } from 'antd'
import type { Word } from '../../../i18n/define-words.ts'
import { usePick } from '../../../i18n/language.tsx'
import type { DraftRow } from '../../matters/form/draft.ts'
import { type PartProps, setField } from './part.tsx'
import { rowOf, rowsOf, textOf } from './request-draft.ts'
import { RowFault } from './row-fault.tsx'

interface Column {
  readonly name: string
  readonly label: Word
  readonly max: number
}
interface Props extends PartProps {
  name: string
  columns: readonly Column[]
  nth(n: number): string
  remove(n: number): string
  add: string
  /** fewest rows that stay */
  least?: number
  most: number
}

/** A short list, each entry in one line: officers, extra fields. */
export function SmallRows({ request, name, columns, nth, remove, add, least = 0, most }: Props) {
  const pick = usePick()
  const rows = rowsOf(request.form.draft, name)
  const set = (next: readonly DraftRow[]) => setField(request, name, next)
  return (
    <div className="rb-ask-rows">
      {rows.map((row, i) => {
        const faultOf = (column: string) => request.faults.get(`${name}.${i}.${column}`)
        const fault = columns.map((one) => faultOf(one.name)).find(Boolean) ?? request.faults.get(`${name}.${i}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: one entry in one line
          <div key={row.key} className="rb-ask-line" role="group" aria-label={nth(i + 1)} data-place={`${name}.${i}`}>
            {columns.map((column) => (
              <Input
                key={column.name}
                data-place={`${name}.${i}.${column.name}`}
                aria-label={pick(column.label)}
                placeholder={pick(column.label)}
                maxLength={column.max}
                status={faultOf(column.name) ? 'error' : ''}
                value={textOf(row.values, column.name)}
                onChange={(event) =>
                  set(rows.with(i, { ...row, values: { ...row.values, [column.name]: event.target.value } }))
                }
              />
            ))}
            <Button
              type="text"
              aria-label={remove(i + 1)}
              disabled={rows.length <= least}
              onClick={() => set(rows.filter((one) => one !== row))}
            >
              ✕
            </Button>
            <RowFault fault={fault} />
          </div>
        )
      })}
      <Button
        className="rb-ask-add"
        icon={<PlusOutlined aria-hidden="true" />}
        disabled={rows.length >= most}
        onClick={() => set([...rows, rowOf({})])}
      >
        {add}
      </Button>
    </div>
  )
}
