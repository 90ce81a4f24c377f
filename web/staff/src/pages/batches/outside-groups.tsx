import { type Batch, findProvince, type OutsideGroup } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { SendDrawer } from './send-drawer.tsx'
import { words } from './words.ts'

const keyOf = (group: OutsideGroup) => group.province
const waiting = (group: OutsideGroup) => group.count - group.sent

/** Operators registered in other provinces, by home bureau, and sending them there. */
export function OutsideGroups({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const may = useMay()
  const query = useQuery({
    queryKey: ['batch', batch.id, 'outside'],
    queryFn: ({ signal }) =>
      api.get<OutsideGroup[]>(`/api/batches/${encodeURIComponent(batch.id)}/outside`, {}, signal),
    enabled: may('transfer.read'),
  })
  if (!may('transfer.read')) return null
  return (
    <section id="outside" className="rb-anchor">
      <h2>{t('outside')}</h2>
      <Loaded query={query}>
        {(groups) =>
          groups.length === 0 ? (
            <p className="rb-quiet">{t('outsideNone')}</p>
          ) : (
            <Groups batch={batch} groups={groups} />
          )
        }
      </Loaded>
    </section>
  )
}

function Groups({ batch, groups }: { batch: Batch; groups: OutsideGroup[] }) {
  const t = useWords(words)
  const may = useMay()
  const selection = useSelection(keyOf, batch.id)
  const [sending, setSending] = useState<string[] | null>(null)
  const columns = useColumns(batch)
  const sendable = (group: OutsideGroup) => group.toBureauId !== null && waiting(group) > 0
  const most = (a: OutsideGroup, b: OutsideGroup) => b.count - a.count
  const claimed = groups.filter((g) => g.toBureauId !== null || g.sent > 0).sort(most)
  const unclaimed = groups.filter((g) => !claimed.includes(g)).sort(most)
  const chosen = selection.rows.filter(sendable)
  const canSend = may('transfer.send') && groups.some(sendable)
  return (
    <>
      <div className="rb-section-head">
        <p className="rb-quiet">{t('outsideNote')}</p>
        <span className="rb-push" />
        {canSend && (
          <Button disabled={chosen.length === 0} onClick={() => setSending(chosen.map((g) => g.province))}>
            {chosen.length === 0 ? t('send') : t('sendChosen', { n: chosen.length })}
          </Button>
        )}
      </div>
      {claimed.length > 0 && (
        <DataTable
          label={t('outside')}
          columns={columns}
          rows={claimed}
          rowKey={keyOf}
          rowName={(g) => g.provinceZh}
          {...(canSend
            ? {
                selection: {
                  ...selection,
                  disabled: (g: OutsideGroup) => !sendable(g),
                  togglePage: (rows: readonly OutsideGroup[], on: boolean) =>
                    selection.togglePage(rows.filter(sendable), on),
                },
              }
            : {})}
        />
      )}
      {unclaimed.length > 0 && (
        <Unclaimed
          groups={unclaimed}
          onSend={may('transfer.send') ? () => setSending(unclaimed.map((g) => g.province)) : null}
        />
      )}
      {sending && (
        <SendDrawer
          batch={batch}
          provinces={sending}
          onClose={() => {
            setSending(null)
            selection.clear()
          }}
        />
      )}
    </>
  )
}

/** Provinces no bureau of which is connected: named, but out of the way. */
function Unclaimed({ groups, onSend }: { groups: OutsideGroup[]; onSend: (() => void) | null }) {
  const t = useWords(words)
  const pick = usePick()
  const operators = groups.reduce((sum, g) => sum + g.count, 0)
  return (
    <details className="rb-unclaimed">
      <summary>{t('unclaimed', { provinces: groups.length, n: operators })}</summary>
      <ul>
        {groups.map((g) => (
          <li key={g.province}>
            {pick(findProvince(g.province) ?? { zh: g.provinceZh, en: g.provinceZh })} {formatNumber(g.count)}
          </li>
        ))}
      </ul>
      {onSend && (
        <Button size="small" onClick={onSend}>
          {t('sendUnclaimed')}
        </Button>
      )}
    </details>
  )
}

function useColumns(batch: Batch): Column<OutsideGroup>[] {
  const t = useWords(words)
  const pick = usePick()
  const sentLink = (g: OutsideGroup) => `/transfers?box=out&province=${g.province}&period=${batch.periodKey}`
  return [
    {
      key: 'province',
      title: t('province'),
      render: (g) => pick(findProvince(g.province) ?? { zh: g.provinceZh, en: g.provinceZh }),
    },
    {
      key: 'bureau',
      title: t('toBureau'),
      priority: 2,
      render: (g) => g.toBureauName ?? <span className="rb-quiet">{t('nobody')}</span>,
    },
    { key: 'total', title: t('total'), number: true, render: (g) => formatNumber(g.count) },
    {
      key: 'sent',
      title: t('sent'),
      number: true,
      render: (g) => (g.sent > 0 ? <AppLink href={sentLink(g)}>{formatNumber(g.sent)}</AppLink> : '0'),
    },
    { key: 'waiting', title: t('waiting'), number: true, render: (g) => formatNumber(waiting(g)) },
  ]
}
