import type { NewOrganisation, Organisation } from '@redbridge/contract'
import { FOUND_BY_TEXT } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate, formatTime } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Code } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { changesOf, draftOf, faultOf, newOf } from './organisation-draft.ts'
import { OrganisationForm } from './organisation-form.tsx'
import { Category } from './partner-list.tsx'
import { PlatformStatus } from './platform-list.tsx'
import { words } from './words.ts'

interface Props {
  /** null: a new one */
  organisation: Organisation | null
  kind: NewOrganisation['kind']
  onClose(): void
}

const TITLES = { bureau: 'newBureauTitle', platform: 'newPlatformTitle', partner: 'newPartnerTitle' } as const

/** One organisation: its facts, and the form for who may change them. */
export function OrganisationDrawer(props: Props) {
  const may = useMay()
  if (props.organisation && !may('organisation.manage'))
    return <FactsDrawer organisation={props.organisation} onClose={props.onClose} />
  return <EditDrawer {...props} />
}

function EditDrawer({ organisation, kind, onClose }: Props) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [draft, setDraft] = useState(() => draftOf(organisation))
  const fault = faultOf(organisation?.kind ?? kind, draft)
  const save = () =>
    organisation
      ? api.patch<Organisation>(
          `/api/organisations/${encodeURIComponent(organisation.id)}`,
          changesOf(organisation, draft),
        )
      : api.post<Organisation>('/api/organisations', newOf(kind, draft))
  return (
    <FormDrawer
      title={organisation ? organisation.nameZh : t(TITLES[kind])}
      action={t('save')}
      missing={fault ? t(fault) : ''}
      save={save}
      onSaved={(saved) => {
        report.done(t('saved', { name: saved.nameZh }))
        for (const key of ['organisations', 'platforms', 'duties']) void client.invalidateQueries({ queryKey: [key] })
        onClose()
      }}
      onClose={onClose}
    >
      <OrganisationForm kind={organisation?.kind ?? kind} draft={draft} onChange={setDraft} />
    </FormDrawer>
  )
}

function FactsDrawer({ organisation, onClose }: { organisation: Organisation; onClose(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const o = organisation
  return (
    <Drawer open size={480} title={o.nameZh} onClose={onClose}>
      <Facts
        items={[
          o.nameEn !== '' && [t('nameEn'), o.nameEn],
          [t('division'), `${o.divisionName} ${o.division}`],
          o.level !== null && [t('level'), t(o.level)],
          o.status !== null && [t('status'), <PlatformStatus key="status" status={o.status} />],
          o.uscc !== null && [t('uscc'), <Code key="uscc" value={o.uscc} />],
          o.url !== null && [t('url'), o.url],
          o.category !== null && [t('category'), <Category key="category" organisation={o} />],
          o.foundBy !== null && [t('foundBy'), pick(FOUND_BY_TEXT[o.foundBy])],
          o.foundOn !== null && [t('foundOn'), formatDate(o.foundOn, lang)],
          [t('since'), formatTime(o.createdAt)],
        ]}
      />
    </Drawer>
  )
}
