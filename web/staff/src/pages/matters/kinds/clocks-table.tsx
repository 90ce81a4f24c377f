import type { MatterKind, ProcessClock } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { eventText, partyText } from '../moves.ts'
import { words } from './words.ts'

/** The deadlines of a kind: who owes, what starts and what meets them. */
export function ClocksTable({ kind }: { kind: MatterKind }) {
  const t = useWords(words)
  const pick = usePick()
  const events = (names: readonly string[] | undefined) => {
    const texts = (names ?? []).map((name) => pick(eventText(kind, name)))
    return texts.length > 0 ? texts.join(pick({ zh: '、', en: ', ' })) : '—'
  }
  const columns: Column<ProcessClock>[] = [
    { key: 'clock', title: t('clock'), render: (one) => pick(one.text) },
    {
      key: 'owedBy',
      title: t('owedBy'),
      priority: 2,
      render: (one) => pick(partyText(kind, one.owedBy) ?? { zh: one.owedBy, en: one.owedBy }),
    },
    { key: 'begins', title: t('begins'), render: (one) => events(one.start) },
    { key: 'ends', title: t('ends'), render: (one) => events(one.stop) },
    { key: 'pauses', title: t('pauses'), priority: 3, render: (one) => events(one.pause) },
    { key: 'extends', title: t('extends'), priority: 3, render: (one) => events(one.extend ? [one.extend] : []) },
  ]
  return <DataTable label={t('clocks')} columns={columns} rows={kind.clocks} rowKey={(one) => one.id} />
}
