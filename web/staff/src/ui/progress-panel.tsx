import type { Batch } from '@redbridge/contract'
import { Progress } from 'antd'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { formatDuration, formatNumber } from '../lib/format.ts'
import { words } from './progress-words.ts'

/** Long work as it goes: stage, rows, rate, time left; and that one may leave. */
export function ProgressPanel({ progress, title }: { progress: Batch['progress']; title: string }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { rowsDone, rowsTotal, rowsPerSecond, secondsLeft, stage } = progress
  const percent = rowsTotal ? Math.min(100, Math.floor((rowsDone / rowsTotal) * 100)) : 0
  const rows = rowsTotal
    ? t('rowsOf', { done: formatNumber(rowsDone), total: formatNumber(rowsTotal), percent })
    : t('rows', { done: formatNumber(rowsDone) })
  return (
    <section className="rb-panel rb-progress" aria-label={title}>
      <div className="rb-progress-head">
        <strong>{title}</strong>
        <span>{t(stage)}</span>
      </div>
      <Progress percent={percent} showInfo={false} status={rowsTotal ? 'normal' : 'active'} aria-label={title} />
      <div className="rb-progress-figures">
        <span>{rows}</span>
        {rowsPerSecond !== null && <span>{t('rate', { n: Math.round(rowsPerSecond) })}</span>}
        {secondsLeft !== null && stage !== 'done' && (
          <span>{t('left', { time: formatDuration(secondsLeft, lang) })}</span>
        )}
      </div>
      <p className="rb-quiet">{t('mayLeave')}</p>
    </section>
  )
}
