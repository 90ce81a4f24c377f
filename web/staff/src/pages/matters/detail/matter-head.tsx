import StarFilled from '@ant-design/icons/StarFilled'
import StarOutlined from '@ant-design/icons/StarOutlined'
import type { MatterDetail } from '@redbridge/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMay, useMe } from '../../../lib/session.ts'
import { useReport } from '../../../lib/use-report.ts'
import { CopyButton } from '../../../ui/code.tsx'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { BagButton } from '../../evidence/bag-button.tsx'
import { words } from '../detail-words.ts'
import { MatterState } from '../matter-state.tsx'
import { partyText } from '../moves.ts'
import { words as listWords } from '../words.ts'
import { AssignDrawer } from './assign-drawer.tsx'
import { DeadlineBadge } from './deadline-badge.tsx'
import { matterPath, useMatterChange } from './use-matter.ts'

/** Number, kind, title, state, whose turn, deadline; at the right what one does about the matter as such. */
export function MatterHead({ matter, heading: Heading }: { matter: MatterDetail; heading: 'h1' | 'h2' }) {
  const t = useWords(words)
  const pick = usePick()
  const holder = partyText(matter.definition, matter.holder)
  return (
    <header className="rb-matter-head">
      <div className="rb-matter-line">
        <span className="rb-code">
          <span className="rb-groups" translate="no">
            {matter.number}
          </span>
          <CopyButton text={matter.number} />
        </span>
        <span className="rb-kind">{pick(matter.kindText)}</span>
      </div>
      <Heading>{matter.title}</Heading>
      <div className="rb-matter-line">
        <MatterState tone={matter.tone} text={matter.stateText} />
        {holder && (
          <span className={matter.mine ? 'rb-turn' : 'rb-quiet'}>
            {matter.mine ? t('turnOwn') : t('turnOf', { party: pick(holder) })}
          </span>
        )}
        <DeadlineBadge matter={matter} />
        <span className="rb-push" />
        <HeadActions matter={matter} />
      </div>
    </header>
  )
}

function HeadActions({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const may = useMay()
  const me = useMe()
  const report = useReport()
  const [assigning, setAssigning] = useState(false)
  const takeOver = useMatterChange(matter.id, () =>
    api.post<MatterDetail>(`${matterPath(matter.id)}/assignee`, { userId: me.userId }),
  )
  const mayAssign = may('matter.act') && matter.party !== null && !matter.outcome
  return (
    <div className="rb-actions rb-head-actions">
      <span className="rb-assignee">
        <span className="rb-quiet">{t('assignee')}</span>{' '}
        {matter.assignee ? matter.assignee.name : <span className="rb-quiet">{t('nobody')}</span>}
      </span>
      {mayAssign && matter.assignee?.id !== me.userId && (
        <Button
          size="small"
          loading={takeOver.isPending}
          onClick={() =>
            takeOver.mutate(undefined, { onSuccess: () => report.done(t('assignedDone')), onError: report.failed })
          }
        >
          {t('takeOver')}
        </Button>
      )}
      {mayAssign && (
        <Button size="small" onClick={() => setAssigning(true)}>
          {t('assign')}
        </Button>
      )}
      <WatchButton matter={matter} />
      {matter.party !== null && <BagButton of={{ matterId: matter.id }} label={t('bag')} size="small" />}
      {assigning && <AssignDrawer matter={matter} onClose={() => setAssigning(false)} />}
    </div>
  )
}

function WatchButton({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const tl = useWords(listWords)
  const report = useReport()
  const watch = useMatterChange(matter.id, (on: boolean) =>
    api.post<MatterDetail>(`${matterPath(matter.id)}/watch`, { watch: on }),
  )
  const toggle = () =>
    watch.mutate(!matter.watched, {
      onSuccess: ({ watched }) => report.done(t(watched ? 'watchOn' : 'watchOff')),
      onError: report.failed,
    })
  useShortcuts([{ key: 'w', text: tl('keyWatch'), run: toggle }])
  return (
    <Button
      size="small"
      aria-pressed={matter.watched}
      loading={watch.isPending}
      icon={matter.watched ? <StarFilled aria-hidden="true" /> : <StarOutlined aria-hidden="true" />}
      onClick={toggle}
    >
      {t(matter.watched ? 'watching' : 'watch')}
    </Button>
  )
}
