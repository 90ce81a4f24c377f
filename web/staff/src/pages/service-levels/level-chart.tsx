import type { ServiceLevel } from '@redbridge/contract'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatMonth } from '../../lib/format.ts'
import { barsOf, formatHours, headlineOf } from './levels.ts'
import { words } from './words.ts'

/** One statement as its title, a bar and a line for each month, the figures written beside them. */
export function LevelChart({ month: key, trend }: { month: string; trend: readonly ServiceLevel[] }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const month = formatMonth(key, lang)
  const said = headlineOf(trend)
  const title =
    said.key === 'headNone'
      ? t(said.key, { month, n: said.n })
      : 'by' in said
        ? t(said.key, { month, hours: said.hours, by: said.by, n: said.n })
        : t(said.key, { month, hours: said.hours, n: said.n })
  return (
    <section aria-labelledby="levels-chart">
      <h2 id="levels-chart">{title}</h2>
      <ol className="rb-level-bars" aria-label={t('chart')}>
        {barsOf(trend).map((bar) => (
          <li key={bar.month}>
            <span>{formatMonth(bar.month, lang)}</span>
            <svg aria-hidden="true" focusable="false">
              <line x1="0" x2={`${bar.end90}%`} y1="9" y2="9" className="rb-level-line" />
              <rect x="0" y="3" width={`${bar.end50}%`} height="12" className="rb-level-bar" />
            </svg>
            <span>
              {bar.p50 === null ? '—' : t('bar', { hours: formatHours(bar.p50) })}
              {bar.p50 !== null && (
                <span className="rb-sub"> {t('barMore', { hours: formatHours(bar.p90), n: bar.answers })}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className="rb-quiet rb-small">{t('chartNote')}</p>
    </section>
  )
}
