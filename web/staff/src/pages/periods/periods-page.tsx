import { DUTY_STATES, type Period } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatDate, formatNumber, formatPeriod } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { DutyStateTag } from '../../ui/state-names.tsx'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { NewPeriodDrawer } from './new-period-drawer.tsx'
import { words } from './words.ts'
import './periods.css'

const TONES: Record<Period['state'], Tone> = { planned: 'quiet', open: 'active', closed: 'done' }

export function PeriodsPage() {
  const t = useWords(words)
  const may = useMay()
  const [creating, setCreating] = useState(false)
  const query = useQuery({
    queryKey: ['periods'],
    queryFn: ({ signal }) => api.get<Period[]>('/api/periods', {}, signal),
  })
  const columns = usePeriodColumns()
  const create = may('period.manage') && (
    <Button type="primary" onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  return (
    <Page title={t('title')} note={t('note')} actions={create}>
      <Loaded query={query}>
        {(periods) =>
          periods.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <DataTable label={t('title')} columns={columns} rows={periods} rowKey={(p) => p.id} />
          )
        }
      </Loaded>
      {creating && <NewPeriodDrawer taken={(query.data ?? []).map((p) => p.key)} onClose={() => setCreating(false)} />}
    </Page>
  )
}

function usePeriodColumns(): Column<Period>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const day = (date: string) => <span className="rb-nowrap">{formatDate(date, lang)}</span>
  return [
    {
      key: 'period',
      title: t('period'),
      render: (p) => (
        <AppLink className="rb-nowrap" href={`/periods/${p.id}`}>
          {formatPeriod(p.key, lang)}
        </AppLink>
      ),
    },
    { key: 'state', title: t('state'), render: (p) => <StateTag tone={TONES[p.state]}>{t(p.state)}</StateTag> },
    { key: 'opens', title: t('opensOn'), priority: 3, render: (p) => day(p.opensOn) },
    { key: 'due', title: t('dueOn'), priority: 2, render: (p) => day(p.dueOn) },
    { key: 'closes', title: t('closesOn'), priority: 3, render: (p) => day(p.closesOn) },
    { key: 'platforms', title: t('platforms'), number: true, priority: 2, render: (p) => formatNumber(p.platforms) },
    { key: 'progress', title: t('progress'), render: (p) => <Counts period={p} /> },
  ]
}

/** Platforms by state, each count a link into the period. */
function Counts({ period }: { period: Period }) {
  const states = DUTY_STATES.filter((state) => (period.counts[state] ?? 0) > 0)
  return (
    <span className="rb-duty-counts">
      {states.map((state) => (
        <AppLink key={state} href={`/periods/${period.id}?state=${state}`}>
          <DutyStateTag state={state} /> {period.counts[state]}
        </AppLink>
      ))}
    </span>
  )
}
