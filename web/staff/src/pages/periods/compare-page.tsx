import type { PeriodComparison } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { formatPeriod } from '../../lib/format.ts'
import { usePeriods, usePlatforms } from '../../lib/use-choices.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, PageSkeleton } from '../../ui/screen-states.tsx'
import { CompareResult } from './compare-result.tsx'
import { words } from './compare-words.ts'
import './periods.css'

/** Two reports of one platform side by side: who is new, gone or changed. */
export function ComparePage() {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const platformId = search.platformId ?? ''
  const { from = '', to = '' } = search
  const which = search.change === 'gone' || search.change === 'changed' ? search.change : 'new'
  const page = Math.max(1, Number(search.page) || 1)
  const request = { platformId, from, to, change: which, page, size: 50 }
  const query = useQuery({
    queryKey: ['compare', request],
    queryFn: ({ signal }) => api.get<PeriodComparison>('/api/periods/compare', request, signal),
    enabled: platformId !== '' && from !== '' && to !== '' && from !== to,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <Page title={t('title')}>
      <CompareForm platformId={platformId} from={from} to={to} onChange={(next) => change({ ...next, page: '' })} />
      {query.data && !query.isError ? (
        <CompareResult result={query.data} which={which} onChoose={change} />
      ) : query.isError ? (
        query.error instanceof ApiError && query.error.status === 404 ? (
          <Empty title={t('missing')} text={t('missingText')} />
        ) : (
          <Failed error={query.error} retry={() => void query.refetch()} />
        )
      ) : query.isFetching ? (
        <PageSkeleton />
      ) : (
        <Empty title={t('choose')} text={t('chooseText')} />
      )}
    </Page>
  )
}

interface FormProps {
  platformId: string
  from: string
  to: string
  onChange(change: Record<string, string>): void
}

function CompareForm({ platformId, from, to, onChange }: FormProps) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const platforms = usePlatforms()
  const periods = usePeriods().map((p) => ({ value: p.key, label: formatPeriod(p.key, lang) }))
  return (
    <div className="rb-compare-form">
      <Field label={t('platform')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={platformId || null}
            placeholder={t('choose')}
            options={platforms.map((p) => ({ value: p.id, label: p.name }))}
            onChange={(value: string) => onChange({ platformId: value })}
          />
        )}
      </Field>
      <Field label={t('from')}>
        {(id) => (
          <Select
            id={id}
            value={from || null}
            options={periods}
            onChange={(value: string) => onChange({ from: value })}
          />
        )}
      </Field>
      <Field label={t('to')}>
        {(id) => (
          <Select id={id} value={to || null} options={periods} onChange={(value: string) => onChange({ to: value })} />
        )}
      </Field>
    </div>
  )
}
