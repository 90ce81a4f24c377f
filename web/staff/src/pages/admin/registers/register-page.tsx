import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { RegisterDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate, formatNumber } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { ImportBox } from './import-box.tsx'
import { ImportList } from './import-list.tsx'
import { LookUp } from './look-up.tsx'
import { useCoverage } from './registers-page.tsx'
import { VersionList } from './version-list.tsx'
import { words } from './words.ts'
import '../admin.css'

export const isImporting = (register: RegisterDetail): boolean =>
  register.imports.some((i) => i.state === 'uploaded' || i.state === 'reading')
const isBusy = (register: RegisterDetail): boolean =>
  isImporting(register) || register.versions.some((v) => v.state === 'building')

/** One register: what is in use, a look-up, importing, and the way back to an earlier version. */
export function RegisterPage() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const may = useMay()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useQuery({
    queryKey: ['registers', id],
    queryFn: ({ signal }) => api.get<RegisterDetail>(`/api/registers/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? 1500 : false),
  })
  const name = query.data && (lang === 'en' && query.data.nameEn ? query.data.nameEn : query.data.nameZh)
  return (
    <Page
      title={name ?? t('title')}
      back={
        <AppLink href="/registers">
          <LeftOutlined aria-hidden="true" /> {t('back')}
        </AppLink>
      }
    >
      <Loaded query={query}>
        {(register) => (
          <>
            <RegisterFacts register={register} />
            {register.current && <LookUp id={register.id} />}
            {may('register.import') && <ImportBox register={register} />}
            <ImportList register={register} />
            <VersionList register={register} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function RegisterFacts({ register }: { register: RegisterDetail }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const coverage = useCoverage()
  const { current } = register
  return (
    <div className="rb-panel rb-pad">
      <Facts
        items={[
          [t('current'), current ? t('versionNo', { no: current.no }) : t('noVersion')],
          [t('asOf'), formatDate(current?.asOf, lang)],
          [t('entries'), current ? formatNumber(current.entries) : '—'],
          [t('coverage'), coverage(register.coverage)],
        ]}
      />
    </div>
  )
}
