import type { Batch } from '@redbridge/contract'
import { useWords } from '../../i18n/language.tsx'
import { formatShare } from '../../lib/format.ts'
import { Equation } from '../../ui/equation.tsx'
import { words } from './words.ts'

/** The two sums that must hold for every report. */
export function BatchTotals({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { totals, id } = batch
  const of = (part: number) => formatShare(part, totals.accepted)
  return (
    <section aria-labelledby="balance">
      <h2 id="balance">{t('balance')}</h2>
      <div className="rb-panel rb-sums">
        <Equation
          label={t('sumIn')}
          whole={{ label: t('rowsIn'), value: totals.rowsIn }}
          parts={[
            { label: t('accepted'), value: totals.accepted, note: formatShare(totals.accepted, totals.rowsIn) },
            {
              label: t('rejected'),
              value: totals.rejected,
              href: `/batches/${id}#rejected`,
              note: formatShare(totals.rejected, totals.rowsIn),
            },
          ]}
        />
        <Equation
          label={t('sumAccepted')}
          whole={{ label: t('accepted'), value: totals.accepted }}
          parts={[
            { label: t('clear'), value: totals.clear, note: of(totals.clear) },
            {
              label: t('problem'),
              value: totals.problem,
              href: `/problems?batchId=${id}&kind=${Object.keys(totals.byKind).join(',')}`,
              note: of(totals.problem),
            },
            {
              label: t('undecided'),
              value: totals.undecided,
              href: `/batches/${id}#undecided`,
              note: of(totals.undecided),
            },
          ]}
        />
        {totals.normalised > 0 && <p className="rb-quiet">{t('normalised', { n: totals.normalised })}</p>}
      </div>
    </section>
  )
}
