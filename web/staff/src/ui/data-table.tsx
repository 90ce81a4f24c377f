import { Checkbox } from 'antd'
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words } from './list-words.ts'

export interface Column<T> {
  key: string
  title: string
  render: (row: T) => ReactNode
  /** numbers stand right-aligned */
  number?: boolean
  /** 1 always shown · 2 hidden on a phone · 3 shown only where there is room, 4 where there is much (the table's own width counts) */
  priority?: 1 | 2 | 3 | 4
  width?: number | string
}

export interface RowSelection<T> {
  has(row: T): boolean
  toggle(row: T): void
  /** all rows of this page on or off */
  togglePage(rows: readonly T[], on: boolean): void
  disabled?: (row: T) => boolean
}

interface Props<T> {
  /** what the table holds, for those who hear it */
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  /** the row's name, for its checkbox */
  rowName?: (row: T) => string
  /** the row that the keyboard stands on or that is open */
  activeKey?: string | null
  onOpen?: (row: T) => void
  selection?: RowSelection<T>
  busy?: boolean
}

/** A plain, semantic table: sticky header, compact rows, columns that give way when it gets narrow. */
export function DataTable<T>(props: Props<T>) {
  const { columns, rows, rowKey, activeKey, selection, label } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    if (activeKey) body.current?.querySelector('tr[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeKey])
  return (
    <div className="rb-table-box">
      <table className="rb-table" aria-busy={props.busy ?? false}>
        <caption className="rb-hidden">{label}</caption>
        <thead>
          <tr>
            {selection && <PageCheckbox rows={rows} selection={selection} />}
            {columns.map((c) => (
              <th key={c.key} scope="col" className={cellClass(c)} style={c.width ? { width: c.width } : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} {...props} active={rowKey(row) === activeKey} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const cellClass = (c: { number?: boolean; priority?: number }): string =>
  `${c.number ? 'rb-number ' : ''}rb-priority-${c.priority ?? 1}`

function Row<T>({ row, columns, rowName, onOpen, selection, active }: Props<T> & { row: T; active: boolean }) {
  const t = useWords(words)
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    // Links, buttons and boxes in the row do their own; a text being selected is no click.
    if ((event.target as HTMLElement).closest('a, button, input, label') || window.getSelection()?.toString()) return
    onOpen?.(row)
  }
  return (
    <tr aria-current={active ? 'true' : undefined} className={onOpen ? 'rb-openable' : undefined} onClick={open}>
      {selection && (
        <td className="rb-check">
          <Checkbox
            checked={selection.has(row)}
            disabled={selection.disabled?.(row) ?? false}
            onChange={() => selection.toggle(row)}
            aria-label={t('selectRow', { name: rowName?.(row) ?? '' })}
          />
        </td>
      )}
      {columns.map((c, i) =>
        i === 0 ? (
          <th key={c.key} scope="row" className={cellClass(c)}>
            {c.render(row)}
          </th>
        ) : (
          <td key={c.key} className={cellClass(c)}>
            {c.render(row)}
          </td>
        ),
      )}
    </tr>
  )
}

function PageCheckbox<T>({ rows, selection }: { rows: readonly T[]; selection: RowSelection<T> }) {
  const t = useWords(words)
  const chosen = rows.filter((r) => selection.has(r)).length
  return (
    <th scope="col" className="rb-check">
      <span className="rb-hidden">{t('select')}</span>
      <Checkbox
        checked={rows.length > 0 && chosen === rows.length}
        indeterminate={chosen > 0 && chosen < rows.length}
        onChange={(event) => selection.togglePage(rows, event.target.checked)}
        aria-label={t('selectPage')}
      />
    </th>
  )
}
