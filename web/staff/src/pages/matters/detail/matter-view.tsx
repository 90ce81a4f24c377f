import type { MatterDetail } from '@redbridge/contract'
import { Suspense } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMay } from '../../../lib/session.ts'
import { PageSkeleton } from '../../../ui/screen-states.tsx'
import { BridgeMessages } from '../../bridge/messages/lazy-section.tsx'
import { words } from '../detail-words.ts'
import { kindParts } from '../kind-parts.ts'
import { ActionBar } from './action-bar.tsx'
import { ClocksSection } from './clocks-section.tsx'
import { DiagramSection } from './diagram-section.tsx'
import { FactsSection } from './facts-section.tsx'
import { MatterHead } from './matter-head.tsx'
import { MessageBox } from './message-box.tsx'
import { PartiesSection } from './parties-section.tsx'
import { TimelineSection } from './timeline-section.tsx'

/** Title line; left what is known and the deadlines, right what happened and was said; actions at the bottom. */
export function MatterView({ matter, heading }: { matter: MatterDetail; heading: 'h1' | 'h2' }) {
  const t = useWords(words)
  const may = useMay()
  const { Panel } = kindParts(matter.kind)
  return (
    <>
      <MatterHead matter={matter} heading={heading} />
      {Panel && (
        <Suspense fallback={<PageSkeleton rows={4} />}>
          <Panel matter={matter} />
        </Suspense>
      )}
      <div className="rb-matter-body">
        <div className="rb-matter-left">
          <ClocksSection matter={matter} />
          <FactsSection matter={matter} />
          <PartiesSection matter={matter} />
          <BridgeMessages matter={matter} />
        </div>
        <div className="rb-matter-right">
          <TimelineSection matter={matter} />
          {matter.party !== null && may('matter.act') ? (
            <MessageBox matter={matter} />
          ) : (
            matter.party === null && <p className="rb-quiet">{t('readOnly')}</p>
          )}
        </div>
      </div>
      <DiagramSection matter={matter} />
      <ActionBar matter={matter} />
    </>
  )
}
