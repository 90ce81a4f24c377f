import type { Matter, Page, ProcessTransition } from '@redbridge/contract'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useMay, useMe } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import type { Selection } from '../../lib/use-selection.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import type { List } from '../../ui/use-list.ts'
import { kindParts } from './kind-parts.ts'
import { MatterBulkDrawer } from './matter-bulk-drawer.tsx'
import { bulkMoves } from './moves.ts'
import { useKinds } from './use-kinds.ts'
import { words } from './words.ts'

/** Most matters that one bulk request takes (MatterBulk). */
const MOST = 1000
const PAGE = 200

interface Props {
  selection: Selection<Matter>
  filter: Readonly<Record<string, string>>
  list: List<Matter>
}

interface Begun {
  event: ProcessTransition
  /** settled when the drawer opens: the list behind it is read again and changes */
  matters: readonly Matter[]
}

/** Steps that can be taken for many matters of one kind and state at once. */
export function MatterBulk({ selection, filter, list }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  const may = useMay()
  const report = useReport()
  const kinds = useKinds()
  const [begun, setBegun] = useState<Begun | null>(null)
  const { rows } = selection
  const [first] = rows
  const alike = first !== undefined && rows.every((one) => one.kind === first.kind && one.state === first.state)
  const kind = alike ? kinds.find((one) => one.kind === first.kind) : undefined
  const moves =
    kind && may('matter.act')
      ? bulkMoves(kind, rows, me).filter((one) => !kindParts(kind.kind).step?.(rows[0]!, one.event))
      : []
  const total = list.query.data?.total ?? 0
  const chooseAll = async () => {
    try {
      selection.togglePage(await allOf(filter, total), true)
    } catch (error) {
      report.failed(error)
    }
  }
  return (
    <>
      <BulkBar
        chosen={rows.length}
        all={false}
        total={total}
        actions={moves.map((one, i) => ({ key: one.event, label: pick(one.text), primary: i === 0 }))}
        onAction={(key) => {
          const event = moves.find((one) => one.event === key)
          if (event) setBegun({ event, matters: rows })
        }}
        onChooseAll={total <= MOST ? () => void chooseAll() : null}
        onClear={selection.clear}
      />
      {rows.length > 0 && moves.length === 0 && may('matter.act') && (
        <p className="rb-quiet rb-bulk-hint" role="status">
          {t(alike ? 'bulkNothing' : 'bulkSame')}
        </p>
      )}
      {begun && <MatterBulkDrawer {...begun} onDone={selection.clear} onClose={() => setBegun(null)} />}
    </>
  )
}

/** Everything that the filter finds, page by page. */
const allOf = async (filter: Readonly<Record<string, string>>, total: number): Promise<Matter[]> => {
  const pages = Array.from({ length: Math.ceil(total / PAGE) }, (_, i) => i + 1)
  const found: Matter[] = []
  for (const page of pages)
    found.push(...(await api.get<Page<Matter>>('/api/matters', { ...filter, page, size: PAGE })).items)
  return found
}
