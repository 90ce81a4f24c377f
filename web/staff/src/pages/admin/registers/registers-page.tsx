import { findProvince, type Register } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate, formatNumber } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { NewRegisterDrawer } from './new-register.tsx'
import { words } from './words.ts'
import '../admin.css'

/** Registers with the version that matching uses. */
export function RegistersPage() {
  const t = useWords(words)
  const may = useMay()
  const router = useRouter()
  const [creating, setCreating] = useState(false)
  const columns = useRegisterColumns()
  const query = useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => api.get<Register[]>('/api/registers', {}, signal),
  })
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        may('register.import') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(registers) =>
          registers.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <DataTable
              label={t('title')}
              rows={registers}
              rowKey={(r) => r.id}
              columns={columns}
              onOpen={(r) => void router.navigate({ href: `/registers/${r.id}` })}
            />
          )
        }
      </Loaded>
      {creating && <NewRegisterDrawer onClose={() => setCreating(false)} />}
    </Page>
  )
}

/** @example useCoverage()(['11', '33']) // '北京、浙江' */
export function useCoverage(): (codes: readonly string[]) => string {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (codes) =>
    codes.length === 0
      ? t('nationwide')
      : codes.map((c) => findProvince(c)?.[lang] ?? c).join(lang === 'zh' ? '、' : ', ')
}

function useRegisterColumns(): Column<Register>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const coverage = useCoverage()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (r) => <AppLink href={`/registers/${r.id}`}>{lang === 'en' && r.nameEn ? r.nameEn : r.nameZh}</AppLink>,
    },
    { key: 'coverage', title: t('coverage'), priority: 2, render: (r) => coverage(r.coverage) },
    {
      key: 'current',
      title: t('current'),
      render: (r) =>
        r.current ? t('versionNo', { no: r.current.no }) : <span className="rb-quiet">{t('noVersion')}</span>,
    },
    { key: 'asOf', title: t('asOf'), priority: 2, render: (r) => formatDate(r.current?.asOf, lang) },
    {
      key: 'entries',
      title: t('entries'),
      number: true,
      render: (r) => (r.current ? formatNumber(r.current.entries) : '—'),
    },
  ]
}
