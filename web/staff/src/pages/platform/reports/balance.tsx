import type { Batch } from '@redbridge/contract'
import { useWords } from '../../../i18n/language.tsx'
import { formatShare } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Equation } from '../../../ui/equation.tsx'
import { words } from './result-words.ts'

/** Nothing gets lost: rows in = accepted + sent back; accepted = clear + possible problems + to be decided. */
export function Balance({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { totals, problemStates } = batch
  const share = (n: number, of: number) => formatShare(n, of)
  const pushed = ['pushed', 'answered', 'verified', 'returned'].reduce((sum, s) => sum + (problemStates[s] ?? 0), 0)
  return (
    <section className="rb-balance-section">
      <h2>{t('totals')}</h2>
      <div className="rb-panel rb-balance">
        <Equation
          label={t('totals')}
          whole={{ label: t('rowsIn'), value: totals.rowsIn }}
          parts={[
            { label: t('accepted'), value: totals.accepted, note: share(totals.accepted, totals.rowsIn) },
            { label: t('rejected'), value: totals.rejected, note: share(totals.rejected, totals.rowsIn) },
          ]}
        />
        <Equation
          label={t('totals')}
          whole={{ label: t('accepted'), value: totals.accepted }}
          parts={[
            { label: t('clear'), value: totals.clear, note: share(totals.clear, totals.accepted) },
            { label: t('problem'), value: totals.problem, note: share(totals.problem, totals.accepted) },
            { label: t('undecided'), value: totals.undecided, note: share(totals.undecided, totals.accepted) },
          ]}
        />
      </div>
      {pushed > 0 ? (
        <p>
          {t('pushedNote', { n: pushed })} ·{' '}
          <AppLink className="rb-in-text" href={`/answers?batchId=${batch.id}&state=pushed,returned`}>
            {t('answerNow')}
          </AppLink>
        </p>
      ) : (
        totals.problem + totals.undecided > 0 && <p className="rb-quiet">{t('reviewNote')}</p>
      )}
      {totals.normalised > 0 && <p className="rb-quiet">{t('normalised', { n: totals.normalised })}</p>}
    </section>
  )
}
