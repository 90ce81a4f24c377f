import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatTime } from '../../lib/format.ts'
import { Facts } from '../../ui/facts.tsx'
import { words } from './words.ts'

/** Fields of a capture record that the screen shows; the whole record can be opened below. */
interface Shown {
  url?: string
  finalUrl?: string
  status?: number
  addresses?: string[]
  purpose?: string
  tls?: { trusted?: boolean; protocol?: string; fault?: string | null } | null
  times?: { startedAt: string; finishedAt: string }
  clock?: { source: string; offsetMs: number | null; uncertaintyMs: number | null }[]
  environment?: { browser: string; system: string }
  page?: { width: number; height: number; connections: number; refused: number }
  steps?: { zh: string; en: string }[]
}

export function CaptureRecord({ record }: { record: Record<string, unknown> }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const shown = record as Shown
  const { tls, times, clock, environment, page, steps } = shown
  return (
    <section className="rb-section">
      <h2>{t('record')}</h2>
      {shown.url && (
        <div className="rb-panel rb-evidence-facts">
          <Facts
            items={[
              [t('address'), shown.url],
              shown.finalUrl !== shown.url && [t('finalAddress'), shown.finalUrl],
              [t('status'), shown.status],
              [t('ip'), shown.addresses?.join(', ')],
              [t('tls'), tlsText(tls, t)],
              shown.purpose !== undefined && [t('purpose'), shown.purpose],
              times !== undefined && [t('times'), `${formatTime(times.startedAt)} / ${formatTime(times.finishedAt)}`],
              clock !== undefined && [t('clock'), clock.map((one) => <div key={one.source}>{clockText(one, t)}</div>)],
              environment !== undefined && [t('browser'), `Chromium ${environment.browser} · ${environment.system}`],
              page !== undefined && [t('page'), t('pageValue', page)],
              steps !== undefined && [
                t('steps'),
                <ol key="steps" className="rb-evidence-steps">
                  {steps.map((step) => (
                    <li key={step.en}>{step[lang]}</li>
                  ))}
                </ol>,
              ],
            ]}
          />
        </div>
      )}
      <details className="rb-raw">
        <summary>{t('wholeRecord')}</summary>
        <pre>{JSON.stringify(record, null, 2)}</pre>
      </details>
    </section>
  )
}

type Translate = ReturnType<typeof useWords<typeof words>>

const tlsText = (tls: Shown['tls'], t: Translate): string =>
  tls
    ? tls.trusted
      ? t('tlsTrusted', { protocol: tls.protocol ?? '' })
      : t('tlsUntrusted', { fault: tls.fault ?? '' })
    : t('tlsNone')

const clockText = (clock: NonNullable<Shown['clock']>[number], t: Translate): string =>
  clock.offsetMs === null
    ? t('clockNone', { source: clock.source })
    : t('clockValue', { source: clock.source, offset: clock.offsetMs, uncertainty: clock.uncertaintyMs ?? 0 })
