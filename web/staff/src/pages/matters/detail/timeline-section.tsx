import type { MatterDetail, MatterEntry } from '@redbridge/contract'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { words } from '../detail-words.ts'
import { TimelineEntry } from './timeline-entry.tsx'

const SHOWN = 15
const VIEWS = {
  showAll: () => true,
  showMoves: (entry: MatterEntry) => entry.type === 'move' || entry.type === 'clock',
  showTalk: (entry: MatterEntry) => entry.type === 'message',
  showInternal: (entry: MatterEntry) => entry.internal,
} as const
type View = keyof typeof VIEWS

/** Who did and said what, when; the newest last, as in a file. Of a long history the last entries stand first. */
export function TimelineSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const [view, setView] = useState<View>('showAll')
  const [whole, setWhole] = useState(false)
  const entries = matter.timeline.filter(VIEWS[view])
  const hidden = whole ? 0 : Math.max(0, entries.length - SHOWN)
  return (
    <section aria-labelledby={`timeline-${matter.id}`}>
      <div className="rb-timeline-head">
        <h3 id={`timeline-${matter.id}`}>{t('timeline')}</h3>
        <span className="rb-push" />
        <Segmented<View>
          size="small"
          aria-label={t('timeline')}
          value={view}
          options={(Object.keys(VIEWS) as View[]).map((value) => ({ value, label: t(value) }))}
          onChange={setView}
        />
      </div>
      {entries.length === 0 && <p className="rb-quiet">{t('noEntries')}</p>}
      {hidden > 0 && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t('earlier', { n: hidden })}
        </Button>
      )}
      <ol className="rb-timeline" aria-label={t('timeline')}>
        {entries.slice(hidden).map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} matter={matter} />
        ))}
      </ol>
    </section>
  )
}
