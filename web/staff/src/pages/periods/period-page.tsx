import { DUTY_STATE_TEXT, DUTY_STATES, type Duty, type Period } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { daysUntil, formatDate, formatPeriod } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { useDutyColumns } from './duty-columns.tsx'
import { words } from './words.ts'
import './periods.css'

/** One period: what each platform owes and how far it is. */
export function PeriodPage() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const period = useQuery({
    queryKey: ['period', id],
    queryFn: ({ signal }) => api.get<Period>(`/api/periods/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <Loaded query={period}>
      {(p) => (
        <Page
          title={`${t('period')} ${formatPeriod(p.key, lang)}`}
          back={<AppLink href="/periods">‹ {t('backToPeriods')}</AppLink>}
          note={
            <>
              {t('dueOn')} {formatDate(p.dueOn, lang)}{' '}
              {p.state === 'open' && daysUntil(p.dueOn) >= 0 && <DueBadge date={p.dueOn} />}
            </>
          }
          actions={<CompareButton period={p} />}
        >
          <Duties period={p} />
        </Page>
      )}
    </Loaded>
  )
}

function CompareButton({ period }: { period: Period }) {
  const t = useWords(words)
  const year = Number(period.key.slice(0, 4))
  const before = period.key.endsWith('07') ? `${year}-01` : `${year - 1}-07`
  return <LinkButton href={`/periods/compare?from=${before}&to=${period.key}`}>{t('compare')}</LinkButton>
}

function Duties({ period }: { period: Period }) {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const query = useQuery({
    queryKey: ['duties', period.id],
    queryFn: ({ signal }) => api.get<Duty[]>(`/api/periods/${encodeURIComponent(period.id)}/duties`, {}, signal),
    refetchInterval: (q) =>
      q.state.data?.some((d) => d.state === 'checking' || d.state === 'uploaded') ? 3000 : false,
  })
  const columns = useDutyColumns()
  return (
    <Loaded query={query}>
      {(duties) => {
        const shown = search.state ? duties.filter((d) => d.state === search.state) : duties
        return duties.length === 0 ? (
          <Empty title={t('noDuties')} text={t('noDutiesText')} />
        ) : (
          <>
            <StateFilter duties={duties} chosen={search.state ?? ''} onChoose={(state) => change({ state })} />
            {shown.length === 0 ? (
              <Empty title={t('noneInState')} />
            ) : (
              <DataTable label={t('dutiesOf')} columns={columns} rows={shown} rowKey={(d) => d.id} />
            )}
          </>
        )
      }}
    </Loaded>
  )
}

/** How many platforms are in which state; pressing one shows only those. */
function StateFilter({
  duties,
  chosen,
  onChoose,
}: {
  duties: readonly Duty[]
  chosen: string
  onChoose(state: string): void
}) {
  const t = useWords(words)
  const pick = usePick()
  const states = DUTY_STATES.filter((s) => duties.some((d) => d.state === s))
  return (
    <div className="rb-filter-row rb-state-filter">
      <Button aria-pressed={!chosen} className={chosen ? '' : 'rb-filter-on'} onClick={() => onChoose('')}>
        {t('all')} {duties.length}
      </Button>
      {states.map((state) => (
        <Button
          key={state}
          aria-pressed={chosen === state}
          className={chosen === state ? 'rb-filter-on' : ''}
          onClick={() => onChoose(chosen === state ? '' : state)}
        >
          {pick(DUTY_STATE_TEXT[state])} {duties.filter((d) => d.state === state).length}
        </Button>
      ))}
    </div>
  )
}
