import type { BridgePlatforms } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMay, useMe } from '../../../lib/session.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { useJoin } from './use-join.ts'
import { words } from './words.ts'

type Platform = BridgePlatforms['items'][number]

/** Platforms that have joined the bridge, or, for those of one's area, not yet. */
export const platformsQuery = (joined: boolean) => ({
  queryKey: ['bridge-platforms', joined],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<BridgePlatforms>('/api/assistance/platforms', { joined: String(joined) }, signal),
})

/** Any bureau may ask the platforms on the bridge; administrators have those of their area join. */
export function BridgePlatformList() {
  const t = useWords(words)
  const manages = useMay()('exchange.manage')
  return (
    <div className="rb-bridge-page">
      <section aria-label={t('platforms')}>
        <p className="rb-bridge-note">{t('platformsText')}</p>
        <PlatformTable joined />
      </section>
      {manages && (
        <section aria-labelledby="not-joined">
          <h2 id="not-joined">{t('notJoined')}</h2>
          <PlatformTable joined={false} />
        </section>
      )}
    </div>
  )
}

function PlatformTable({ joined }: { joined: boolean }) {
  const t = useWords(words)
  const query = useQuery(platformsQuery(joined))
  const columns = useColumns(joined)
  const label = t(joined ? 'platforms' : 'notJoined')
  return (
    <Loaded query={query}>
      {({ items }) => {
        const rows = items.filter((one) => !one.sandbox)
        if (rows.length > 0) return <DataTable label={label} columns={columns} rows={rows} rowKey={(one) => one.id} />
        return joined ? (
          <Empty title={t('platformsNone')} text={t('platformsNoneText')} />
        ) : (
          <p className="rb-quiet">{t('allJoined')}</p>
        )
      }}
    </Loaded>
  )
}

/** '110000' → '11', '110100' → '1101', '000000' → '': what codes of one's area begin with (GB/T 2260). */
const areaOf = (division: string): string => division.replace(/(?:00)+$/, '')

function useColumns(joined: boolean): Column<Platform>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const manages = useMay()('exchange.manage')
  const area = areaOf(useMe().organisation.division)
  const { ask } = useJoin()
  const nameOf = (one: Platform): string => (lang === 'zh' ? one.nameZh : one.nameEn || one.nameZh)
  const columns: Column<Platform>[] = [
    { key: 'name', title: t('platform'), render: nameOf },
    { key: 'division', title: t('division'), render: (one) => <span translate="no">{one.division}</span> },
  ]
  if (!manages) return columns
  const action = joined ? 'leave' : 'join'
  return [
    ...columns,
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (one) =>
        one.division.startsWith(area) && (
          <Button
            size="small"
            aria-label={t(`${action}Of`, { name: nameOf(one) })}
            onClick={() => void ask({ id: one.id, name: nameOf(one), joined: !joined })}
          >
            {t(action)}
          </Button>
        ),
    },
  ]
}
