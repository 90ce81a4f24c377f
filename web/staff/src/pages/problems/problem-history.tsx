import type { ProblemDetail } from '@redbridge/contract'
import { useWords } from '../../i18n/language.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { words } from './detail-words.ts'
import { isBureauEvent } from './problem-moves.ts'
import { words as moveWords } from './words.ts'

export function ProblemHistory({ problem }: { problem: ProblemDetail }) {
  const t = useWords(words)
  const tm = useWords(moveWords)
  const name = (event: string) => {
    if (isBureauEvent(event)) return tm(event)
    return event === 'found' ? t('found') : event === 'answer' ? t('answerEvent') : event
  }
  return (
    <section>
      <h3>{t('history')}</h3>
      <Timeline
        label={t('history')}
        entries={problem.history.map((h) => ({
          at: h.at,
          what: name(h.event),
          who: [h.byUser, h.byOrganisation].filter(Boolean).join(' · '),
          reason: h.reason,
        }))}
      />
    </section>
  )
}
