import type { Duty, Period } from '@redbridge/contract'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { daysUntil, formatDate, formatNumber, formatPeriod, formatTime } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { DutyStateTag } from '../../../ui/state-names.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { UploadReport } from './upload-report.tsx'
import { words } from './words.ts'

/** One period: what is owed until when, what came of it, and what comes next. */
export function DutySection({ duty, period }: { duty: Duty; period: Period | undefined }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const title = t('periodReport', { period: formatPeriod(duty.periodKey, lang) })
  return (
    <section className="rb-panel rb-duty" aria-labelledby={duty.id}>
      <header>
        <h2 id={duty.id}>{title}</h2>
        <DutyStateTag state={duty.state} />
        <DueWords duty={duty} />
      </header>
      <NextStep duty={duty} period={period} />
      {duty.remindedAt && !duty.batchId && (
        <p>
          <StateTag tone="soon">{t('reminded', { time: formatTime(duty.remindedAt) })}</StateTag>
        </p>
      )}
      {duty.rectification && <Order order={duty.rectification} />}
      {duty.batchId && <Counts duty={duty} />}
      <HandIn duty={duty} period={period} />
    </section>
  )
}

/** The deadline in words, with its date and the days. */
function DueWords({ duty }: { duty: Duty }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const date = formatDate(duty.dueOn, lang)
  if (duty.state !== 'due' && duty.state !== 'overdue') return <span className="rb-quiet">{t('dueOn', { date })}</span>
  const days = daysUntil(duty.dueOn)
  const left = days < 0 ? t('late', { n: -days }) : days === 0 ? t('today') : t('left', { n: days })
  return (
    <>
      <span>{t(days < 0 ? 'wasDueOn' : 'dueOn', { date })}</span>
      <StateTag tone={days < 0 ? 'alert' : days <= 7 ? 'soon' : 'quiet'}>{left}</StateTag>
    </>
  )
}

function NextStep({ duty, period }: { duty: Duty; period: Period | undefined }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (duty.state === 'due') {
    if (period?.state !== 'planned') return null
    return <p>{t('plannedText', { date: formatDate(period.opensOn, lang) })}</p>
  }
  const key = duty.state === 'uploaded' ? 'checking' : duty.state
  return <p>{t(`${key}Text`)}</p>
}

function Order({ order }: { order: NonNullable<Duty['rectification']> }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <div className="rb-order">
      <h3>
        <StateTag tone={order.resolvedAt ? 'done' : 'alert'}>{t('rectification')}</StateTag>
      </h3>
      <p>
        {order.resolvedAt
          ? t('rectificationDone', { time: formatTime(order.resolvedAt) })
          : t('rectificationDue', { date: formatDate(order.dueOn, lang) })}
      </p>
      <blockquote>{order.text}</blockquote>
      <p className="rb-quiet rb-small">
        {t('rectificationBy', { name: order.byUser, time: formatTime(order.orderedAt) })}
      </p>
    </div>
  )
}

function Counts({ duty }: { duty: Duty }) {
  const t = useWords(words)
  const working = duty.state === 'uploaded' || duty.state === 'checking'
  const answers = `/answers?period=${duty.periodKey}`
  const link = (value: number, href: string) =>
    value > 0 ? <AppLink href={href}>{formatNumber(value)}</AppLink> : formatNumber(value)
  return (
    <>
      {!working && (
        <Facts
          items={[
            [t('rowsIn'), formatNumber(duty.rowsIn)],
            [t('accepted'), formatNumber(duty.accepted)],
            [t('rejected'), link(duty.rejected, `/reports/${duty.batchId}`)],
            duty.pushed > 0 && [t('pushed'), link(duty.pushed, answers)],
            duty.pushed > 0 && [t('answered'), link(duty.answered, `${answers}&state=answered,verified`)],
            duty.answersOverdue > 0 && [
              t('answersOverdue'),
              <AppLink key="overdue" href={`${answers}&overdue=true`}>
                <StateTag tone="alert">{formatNumber(duty.answersOverdue)}</StateTag>
              </AppLink>,
            ],
          ]}
        />
      )}
      <div className="rb-actions">
        {duty.pushed > duty.answered && (
          <LinkButton type="primary" href={`${answers}&state=pushed,returned`}>
            {t('answerNow')}
          </LinkButton>
        )}
        {duty.rejected > 0 && (duty.state === 'matched' || duty.state === 'invalid') && (
          <LinkButton type="primary" href={`/reports/${duty.batchId}`}>
            {t('fixRejected', { n: duty.rejected })}
          </LinkButton>
        )}
        <LinkButton href={`/reports/${duty.batchId}`}>{t(working ? 'openProgress' : 'openResult')}</LinkButton>
      </div>
    </>
  )
}

/** The file box, where the period is open and what came before can still be replaced. */
function HandIn({ duty, period }: { duty: Duty; period: Period | undefined }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (period && period.state !== 'open') return null
  if (['uploaded', 'checking', 'closed'].includes(duty.state)) return null
  if (['pushed', 'answered'].includes(duty.state)) return <p className="rb-quiet rb-small">{t('frozen')}</p>
  const label = t('uploadLabel', { period: formatPeriod(duty.periodKey, lang) })
  const common = { periodKey: duty.periodKey, button: t('upload') }
  if (duty.state === 'matched')
    return (
      <details>
        <summary>{t('again')}</summary>
        <UploadReport {...common} label={label} hint={t('againHint', { rows: formatNumber(duty.rowsIn) })} />
      </details>
    )
  return <UploadReport {...common} label={label} hint={t('uploadHint')} primary />
}
