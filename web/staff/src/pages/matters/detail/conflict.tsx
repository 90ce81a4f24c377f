import type { MatterDetail } from '@redbridge/contract'
import { Button } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from '../detail-words.ts'
import { useEntryName } from './timeline-entry.tsx'

interface Props {
  before: MatterDetail
  now: MatterDetail
  /** the step can still be taken from the state of now */
  possible: boolean
  onGo(): void
}

/** Somebody was faster: what the state is now, what happened meanwhile, and whether one may go on. */
export function Conflict({ before, now, possible, onGo }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const name = useEntryName()
  const last = before.timeline.at(-1)?.id ?? 0
  const since = now.timeline.filter((entry) => entry.id > last)
  return (
    <div role="alert" className="rb-notice rb-notice-alert" aria-busy={now.version === before.version}>
      <StateTag tone="alert">
        <strong>{t('conflictTitle')}</strong>
      </StateTag>
      <p>{t('conflictState', { now: pick(now.stateText), before: pick(before.stateText) })}</p>
      {since.length > 0 && (
        <>
          <p>{t('conflictEntries')}</p>
          <ul className="rb-plain-list">
            {since.map((entry) => (
              <li key={entry.id}>
                {formatTime(entry.at)} {[entry.byUser, entry.byOrganisation].filter(Boolean).join(' · ')}{' '}
                <strong>{name(entry)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
      {possible ? (
        <div>
          <Button onClick={onGo}>{t('conflictGo')}</Button>
        </div>
      ) : (
        <p>{t('conflictOver')}</p>
      )}
    </div>
  )
}
