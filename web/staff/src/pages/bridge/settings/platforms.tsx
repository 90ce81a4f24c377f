import type { BridgePlatforms } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { words } from './words.ts'

type Platform = BridgePlatforms['items'][number]

/** Platforms that have joined the bridge: any bureau may ask them. */
export function BridgePlatformList() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const query = useQuery({
    queryKey: ['bridge-platforms'],
    queryFn: ({ signal }) => api.get<BridgePlatforms>('/api/assistance/platforms', {}, signal),
  })
  const columns: Column<Platform>[] = [
    { key: 'name', title: t('platform'), render: (one) => (lang === 'zh' ? one.nameZh : one.nameEn || one.nameZh) },
    { key: 'division', title: t('division'), render: (one) => <span translate="no">{one.division}</span> },
  ]
  return (
    <section aria-label={t('platforms')}>
      <p className="rb-bridge-note">{t('platformsText')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('platformsNone')} text={t('platformsNoneText')} />
          ) : (
            <DataTable
              label={t('platforms')}
              columns={columns}
              rows={items.filter((one) => !one.sandbox)}
              rowKey={(one) => one.id}
            />
          )
        }
      </Loaded>
    </section>
  )
}
