import type { EvidenceDetail } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { BagButton } from './bag-button.tsx'
import { words } from './words.ts'

type Move = 'hold' | 'release' | 'dispose'
const MOVES = {
  hold: { label: 'holdLabel', done: 'held' },
  release: { label: 'releaseLabel', done: 'released' },
  dispose: { label: 'disposeLabel', done: 'disposed' },
} as const

/** What this person may do with the item now. */
export function ItemActions({ item }: { item: EvidenceDetail }) {
  const t = useWords(words)
  const may = useMay()
  const client = useQueryClient()
  const report = useReport()
  const [asking, setAsking] = useState<Move | null>(null)
  const act = useMutation({
    mutationFn: ({ move, reason }: { move: Move; reason: string }) =>
      api.post<EvidenceDetail>(`/api/evidence/${encodeURIComponent(item.id)}/${move}`, { reason }),
    onSuccess: (changed, { move }) => {
      client.setQueryData(['evidence', item.id], changed)
      setAsking(null)
      report.done(t(MOVES[move].done))
    },
    onError: report.failed,
  })
  if (asking)
    return (
      <ReasonInPlace
        label={t(MOVES[asking].label)}
        action={t(asking)}
        danger={asking === 'dispose'}
        pending={act.isPending}
        onSubmit={(reason) => act.mutate({ move: asking, reason })}
        onCancel={() => setAsking(null)}
      />
    )
  const manages = item.own && may('evidence.manage') && item.state !== 'disposed'
  return (
    <div className="rb-actions rb-evidence-actions">
      {item.state !== 'disposed' && (
        <Button type="primary" href={`/api/evidence/${encodeURIComponent(item.id)}/file`} download>
          {t('download')}
        </Button>
      )}
      <BagButton of={{ itemIds: [item.id] }} label={t('bag')} />
      <span className="rb-push" />
      {manages && item.state === 'kept' && <Button onClick={() => setAsking('hold')}>{t('hold')}</Button>}
      {manages && item.state === 'held' && <Button onClick={() => setAsking('release')}>{t('release')}</Button>}
      {manages && item.disposalBar === null && (
        <Button danger onClick={() => setAsking('dispose')}>
          {t('dispose')}
        </Button>
      )}
    </div>
  )
}
