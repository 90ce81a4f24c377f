import { type Organisation, PARTNER_CATEGORIES, PARTNER_CATEGORIES_TEXT } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import type { FilterSpec } from '../../../lib/filters.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { ListView } from '../../../ui/list-view.tsx'
import { useList } from '../../../ui/use-list.ts'
import { UserCount } from './user-count.tsx'
import { words } from './words.ts'

const SPECS: readonly FilterSpec[] = [{ key: 'q', kind: 'text', word: words.search }]
const PARTNERS = { kind: 'partner' }

/** Partner authorities 协作单位: who can be asked to take part in a matter. */
export function PartnerList({ onOpen }: { onOpen(partner: Organisation): void }) {
  const t = useWords(words)
  const list = useList<Organisation>({
    name: 'organisations',
    path: '/api/organisations',
    specs: SPECS,
    fixed: PARTNERS,
  })
  return (
    <ListView
      label={t('partners')}
      list={list}
      specs={SPECS}
      columns={useColumns(onOpen)}
      rowKey={(o) => o.id}
      onOpen={onOpen}
      empty={{ title: t('noPartners'), text: t('noPartnersText') }}
    />
  )
}

/** A platform's trade in its own words; a partner's category in ours. */
export function Category({ organisation: { kind, category } }: { organisation: Organisation }) {
  const pick = usePick()
  const known = kind === 'partner' ? PARTNER_CATEGORIES.find((one) => one === category) : undefined
  return known ? pick(PARTNER_CATEGORIES_TEXT[known]) : (category ?? '—')
}

function useColumns(onOpen: (partner: Organisation) => void): Column<Organisation>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (o) => (
        <button type="button" className="rb-link-button" onClick={() => onOpen(o)}>
          {lang === 'en' && o.nameEn ? o.nameEn : o.nameZh}
        </button>
      ),
    },
    { key: 'category', title: t('partnerCategory'), render: (o) => <Category organisation={o} /> },
    { key: 'division', title: t('division'), priority: 2, render: (o) => o.divisionName },
    { key: 'users', title: t('users'), number: true, render: (o) => <UserCount organisation={o} /> },
  ]
}
