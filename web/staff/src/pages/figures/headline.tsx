import type { Figures } from '@redbridge/contract'
import { useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Equation } from '../../ui/equation.tsx'
import { words } from './words.ts'

/** The totals as the sums they are, and how far the work is. */
export function Headline({ figures, periodHref }: { figures: Figures; periodHref: string }) {
  const t = useWords(words)
  const { totals, period } = figures
  const problems = `/problems?period=${period}`
  const progress = [
    { label: t('platforms'), value: totals.platforms, href: periodHref },
    { label: t('reported'), value: totals.reported, href: periodHref },
    { label: t('pushed'), value: totals.pushed, href: `${problems}&state=pushed,answered,verified,returned` },
    { label: t('answered'), value: totals.answered, href: `${problems}&state=answered,verified` },
    { label: t('verified'), value: totals.verified, href: `${problems}&state=verified` },
    { label: t('overdue'), value: totals.overdue, href: `${problems}&overdue=true`, alert: totals.overdue > 0 },
  ]
  return (
    <>
      <section aria-labelledby="progress">
        <h2 id="progress">{t('work')}</h2>
        <dl className="rb-panel rb-headline">
          {progress.map(({ label, value, href, alert }) => (
            <div key={label} className={alert ? 'rb-headline-alert' : undefined}>
              <dt>{label}</dt>
              <dd>{value > 0 ? <AppLink href={href}>{formatNumber(value)}</AppLink> : formatNumber(value)}</dd>
            </div>
          ))}
        </dl>
      </section>
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
                href: periodHref,
                note: formatShare(totals.rejected, totals.rowsIn),
              },
            ]}
          />
          <Equation
            label={t('sumAccepted')}
            whole={{ label: t('accepted'), value: totals.accepted }}
            parts={[
              { label: t('clear'), value: totals.clear, note: formatShare(totals.clear, totals.accepted) },
              {
                label: t('problem'),
                value: totals.problem,
                href: `${problems}&bucket=problem`,
                note: formatShare(totals.problem, totals.accepted),
              },
              {
                label: t('undecided'),
                value: totals.undecided,
                href: periodHref,
                note: formatShare(totals.undecided, totals.accepted),
              },
            ]}
          />
        </div>
      </section>
    </>
  )
}
