import {
  FOUND_BY,
  FOUND_BY_TEXT,
  type Organisation,
  PLATFORM_STATUS_TEXT,
  PLATFORM_STATUSES,
} from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import type { FilterSpec } from '../../../lib/filters.ts'
import { formatDate } from '../../../lib/format.ts'
import { Code } from '../../../ui/code.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { ListView } from '../../../ui/list-view.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { useList } from '../../../ui/use-list.ts'
import { UserCount } from './user-count.tsx'
import { words } from './words.ts'

type Status = (typeof PLATFORM_STATUSES)[number]
const TONES: Record<Status, Tone> = {
  found: 'soon',
  verified: 'active',
  reporting: 'done',
  suspended: 'waiting',
  ended: 'dropped',
}
const SPECS: readonly FilterSpec[] = [
  { key: 'q', kind: 'text', word: words.search },
  {
    key: 'status',
    kind: 'many',
    word: words.status,
    options: PLATFORM_STATUSES.map((value) => ({ value, word: PLATFORM_STATUS_TEXT[value] })),
  },
  {
    key: 'foundBy',
    kind: 'many',
    word: words.foundBy,
    options: FOUND_BY.map((value) => ({ value, word: FOUND_BY_TEXT[value] })),
  },
]
const PLATFORMS = { kind: 'platform' }

/** The register of platforms 平台底数: how each was found and where it stands. */
export function PlatformList({ onOpen }: { onOpen(platform: Organisation): void }) {
  const t = useWords(words)
  const list = useList<Organisation>({
    name: 'organisations',
    path: '/api/organisations',
    specs: SPECS,
    fixed: PLATFORMS,
  })
  return (
    <ListView
      label={t('platforms')}
      list={list}
      specs={SPECS}
      columns={useColumns(onOpen)}
      rowKey={(o) => o.id}
      onOpen={onOpen}
      empty={{ title: t('none'), text: t('noneText') }}
    />
  )
}

export function PlatformStatus({ status }: { status: Organisation['status'] }) {
  const pick = usePick()
  if (!status) return <span className="rb-quiet">—</span>
  return <StateTag tone={TONES[status]}>{pick(PLATFORM_STATUS_TEXT[status])}</StateTag>
}

function useColumns(onOpen: (platform: Organisation) => void): Column<Organisation>[] {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (o) => (
        <>
          <button type="button" className="rb-link-button" onClick={() => onOpen(o)}>
            {lang === 'en' && o.nameEn ? o.nameEn : o.nameZh}
          </button>
          {o.uscc && (
            <div className="rb-sub">
              <Code value={o.uscc} />
            </div>
          )}
        </>
      ),
    },
    { key: 'status', title: t('status'), render: (o) => <PlatformStatus status={o.status} /> },
    { key: 'category', title: t('category'), priority: 2, render: (o) => o.category ?? '—' },
    {
      key: 'foundBy',
      title: t('foundBy'),
      priority: 2,
      render: (o) => (
        <>
          <div>{o.foundBy ? pick(FOUND_BY_TEXT[o.foundBy]) : '—'}</div>
          {o.foundOn && <div className="rb-sub">{formatDate(o.foundOn, lang)}</div>}
        </>
      ),
    },
    { key: 'division', title: t('division'), priority: 3, render: (o) => o.divisionName },
    { key: 'users', title: t('users'), number: true, priority: 3, render: (o) => <UserCount organisation={o} /> },
  ]
}
