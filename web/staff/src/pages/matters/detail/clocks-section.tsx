import type { MatterClock, MatterDetail } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatDate } from '../../../lib/format.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from '../detail-words.ts'
import { partyText } from '../moves.ts'
import { useDaysLeft } from './deadline-badge.tsx'
import { Working } from './working.tsx'

/** Every clock of the matter: whose, since when, until when, and how that was found. */
export function ClocksSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  if (matter.definition.clocks.length === 0) return null
  return (
    <section aria-labelledby={`clocks-${matter.id}`}>
      <h3 id={`clocks-${matter.id}`}>{t('clocks')}</h3>
      {matter.clocks.length === 0 ? (
        <p className="rb-quiet">{t('noClocks')}</p>
      ) : (
        <ul className="rb-clocks">
          {matter.clocks.map((clock) => (
            <Clock key={`${clock.id}-${clock.startedOn}-${clock.dueOn}`} clock={clock} matter={matter} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Clock({ clock, matter }: { clock: MatterClock; matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const owner = partyText(matter.definition, clock.owedBy)
  return (
    <li>
      <div className="rb-clock-line">
        <strong>{pick(clock.text)}</strong>
        {clock.unconfirmed && (
          <span className="rb-unconfirmed" title={t('unconfirmedText')}>
            {t('unconfirmed')}
          </span>
        )}
        <span className="rb-push" />
        <ClockState clock={clock} />
      </div>
      <div className="rb-quiet rb-small">
        {[
          owner && pick(owner),
          `${t('started')} ${formatDate(clock.startedOn, lang)}`,
          `${t('due')} ${formatDate(clock.dueOn, lang)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <details className="rb-fold">
        <summary>{t('working')}</summary>
        <Working clock={clock} definition={matter.definition} />
      </details>
    </li>
  )
}

function ClockState({ clock }: { clock: MatterClock }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const daysLeft = useDaysLeft()
  if (clock.state === 'paused') return <StateTag tone="waiting">{t('paused')}</StateTag>
  if (clock.state === 'running') {
    const { text, tone } = daysLeft(clock.dueOn)
    return <StateTag tone={tone}>{text}</StateTag>
  }
  const date = formatDate(clock.stoppedOn, lang)
  return clock.late ? (
    <StateTag tone="alert">{t('stoppedLate', { date })}</StateTag>
  ) : (
    <StateTag tone="done">{t('stopped', { date })}</StateTag>
  )
}
