import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { Duty } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatNumber, formatPeriod } from '../../../lib/format.ts'
import { usePeriods } from '../../../lib/use-choices.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { DueBadge } from '../../../ui/due-badge.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { DutyStateTag } from '../../../ui/state-names.tsx'
import { Asked } from './asked.tsx'
import { DutySection } from './duty-section.tsx'
import { words } from './words.ts'
import '../platform.css'

/** What the platform owes in each period, how far it is, and the place to hand it in. */
export function ReportsPage() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['duties'],
    queryFn: ({ signal }) => api.get<Duty[]>('/api/duties', {}, signal),
    refetchInterval: 30_000,
  })
  const periods = usePeriods()
  const periodOf = (duty: Duty) => periods.find((p) => p.id === duty.periodId)
  const isCurrent = (duty: Duty) => (periodOf(duty)?.state ?? 'open') === 'open'
  return (
    <Page
      title={t('title')}
      actions={
        <Button icon={<DownloadOutlined aria-hidden="true" />} href="/api/report-template.xlsx" download>
          {t('template')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(duties) => {
          const sorted = [...duties].sort((a, b) => b.periodKey.localeCompare(a.periodKey))
          const others = sorted.filter((d) => !isCurrent(d))
          if (sorted.length === 0) return <Empty title={t('none')} text={t('noneText')} />
          return (
            <>
              {sorted.filter(isCurrent).map((duty) => (
                <DutySection key={duty.id} duty={duty} period={periodOf(duty)} />
              ))}
              {others.length > 0 && <OtherPeriods duties={others} />}
            </>
          )
        }}
      </Loaded>
      <Asked />
    </Page>
  )
}

function OtherPeriods({ duties }: { duties: Duty[] }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const figure = (value: number, href: string) =>
    value > 0 ? <AppLink href={href}>{formatNumber(value)}</AppLink> : formatNumber(value)
  const answers = (duty: Duty) => `/answers?period=${duty.periodKey}`
  return (
    <section className="rb-section">
      <h2>{t('earlier')}</h2>
      <DataTable
        label={t('earlier')}
        rows={duties}
        rowKey={(d) => d.id}
        columns={[
          {
            key: 'period',
            title: t('period'),
            render: (d) =>
              d.batchId ? (
                <AppLink href={`/reports/${d.batchId}`}>{formatPeriod(d.periodKey, lang)}</AppLink>
              ) : (
                formatPeriod(d.periodKey, lang)
              ),
          },
          { key: 'state', title: t('state'), render: (d) => <DutyStateTag state={d.state} /> },
          {
            key: 'due',
            title: t('due'),
            priority: 2,
            render: (d) => <DueBadge date={d.dueOn} over={d.batchId !== null} />,
          },
          { key: 'rowsIn', title: t('rowsIn'), number: true, priority: 3, render: (d) => formatNumber(d.rowsIn) },
          {
            key: 'rejected',
            title: t('rejected'),
            number: true,
            priority: 2,
            render: (d) => figure(d.rejected, `/reports/${d.batchId}`),
          },
          { key: 'pushed', title: t('pushed'), number: true, render: (d) => figure(d.pushed, answers(d)) },
          {
            key: 'answered',
            title: t('answered'),
            number: true,
            priority: 3,
            render: (d) => figure(d.answered, `${answers(d)}&state=answered,verified`),
          },
          {
            key: 'overdue',
            title: t('answersOverdue'),
            number: true,
            priority: 2,
            render: (d) => figure(d.answersOverdue, `${answers(d)}&overdue=true`),
          },
        ]}
      />
    </section>
  )
}
