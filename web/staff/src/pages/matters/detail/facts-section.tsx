import type { MatterDetail, ProcessTransition } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { words } from '../detail-words.ts'
import { kindParts } from '../kind-parts.ts'
import { transitionAt } from '../moves.ts'
import { FormValuesView } from './form-values.tsx'

interface Fact {
  transition: ProcessTransition
  values: Record<string, unknown>
  at: string | null
  internal: boolean
}

/** The last form of each step that was taken, in the order of the steps; without what the panel of the kind shows. */
const factsOf = (matter: MatterDetail): Fact[] =>
  Object.entries(matter.facts)
    .filter(([event]) => !kindParts(matter.kind).shows?.includes(event))
    .flatMap(([event, values]) => {
      const last = matter.timeline.findLast((entry) => entry.event === event)
      const transition = transitionAt(matter.definition, event, last?.from ?? null)
      const at = last?.at ?? null
      return transition && transition.form.length > 0 && Object.keys(values).length > 0
        ? [{ transition, values, at, internal: last?.internal ?? false }]
        : []
    })
    .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))

export function FactsSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const facts = factsOf(matter)
  return (
    <section aria-labelledby={`facts-${matter.id}`}>
      <h3 id={`facts-${matter.id}`}>{t('facts')}</h3>
      {facts.length === 0 && <p className="rb-quiet">{t('noFacts')}</p>}
      {facts.map(({ transition, values, at, internal }) => (
        <div key={transition.event} className="rb-fact">
          <div className="rb-fact-head">
            <strong>{pick(transition.text)}</strong>
            {internal && (
              <span className="rb-internal" title={t('internalTitle')}>
                {t('internal')}
              </span>
            )}
            {at && <span className="rb-quiet rb-small">{formatTime(at)}</span>}
          </div>
          <FormValuesView fields={transition.form} values={values} matter={matter} />
        </div>
      ))}
    </section>
  )
}
