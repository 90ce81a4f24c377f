import type { AuditEvent } from '@redbridge/contract'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import type { FilterSpec } from '../../../lib/filters.ts'
import { formatTime } from '../../../lib/format.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { ListView } from '../../../ui/list-view.tsx'
import { Page } from '../../../ui/page.tsx'
import { type List, useList } from '../../../ui/use-list.ts'
import { words as actions } from './action-words.ts'
import { AuditDetail } from './audit-detail.tsx'
import { words } from './words.ts'
import '../admin.css'

/** Areas by the first part of the server's action names. */
const AREAS = [
  ['session', words.session],
  ['account', words.account],
  ['user', words.users],
  ['client', words.client],
  ['organisation', words.organisations],
  ['register', words.register],
  ['period', words.period],
  ['duty', words.duty],
  ['batch', words.batch],
  ['problem', words.problem],
  ['transfer', words.transfer],
  ['letter', words.letter],
  ['evidence', words.evidence],
  ['bag', words.bag],
] as const
const SPECS: readonly FilterSpec[] = [
  { key: 'q', kind: 'text', word: words.search },
  { key: 'action', kind: 'one', word: words.area, options: AREAS.map(([value, word]) => ({ value, word })) },
  { key: 'from', kind: 'fixed', word: words.from },
  { key: 'to', kind: 'fixed', word: words.to },
  { key: 'userId', kind: 'fixed', word: words.user },
  { key: 'subjectId', kind: 'fixed', word: words.subjectId },
  { key: 'organisationId', kind: 'fixed', word: words.organisation },
]

/** Who did what when, in the own organisation and jurisdiction. */
export function AuditPage() {
  const t = useWords(words)
  const list = useList<AuditEvent>({ name: 'audit', path: '/api/audit', specs: SPECS })
  const [open, setOpen] = useState<AuditEvent | null>(null)
  const nameOf = useActionName()
  const columns = useAuditColumns(setOpen)
  const only = (key: 'userId' | 'subjectId', value: string) => {
    setOpen(null)
    list.setFilter(key, [value])
  }
  return (
    <Page title={t('title')} note={t('note')}>
      <Days list={list} />
      <ListView
        label={t('title')}
        list={list}
        specs={SPECS}
        columns={columns}
        rowKey={(e) => e.id}
        activeKey={open?.id ?? null}
        onOpen={setOpen}
        viewsOf="audit"
        empty={{ title: t('none') }}
      />
      {open && (
        <Drawer open size={520} title={nameOf(open.action)} onClose={() => setOpen(null)}>
          <AuditDetail event={open} onOnly={only} />
        </Drawer>
      )}
    </Page>
  )
}

/** First and last day; both are in the address like every filter. */
function Days({ list }: { list: List<AuditEvent> }) {
  const t = useWords(words)
  return (
    <div className="rb-days">
      {(['from', 'to'] as const).map((key) => (
        <Field key={key} label={t(key)}>
          {(id) => (
            <DateInput
              id={id}
              value={list.values[key]?.[0] ?? ''}
              onChange={(day) => list.setFilter(key, day ? [day] : [])}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

export function useActionName(): (action: string) => string {
  const { lang } = useLanguage()
  return (action) => (action in actions ? actions[action as keyof typeof actions][lang] : action)
}

function useAuditColumns(onOpen: (event: AuditEvent) => void): Column<AuditEvent>[] {
  const t = useWords(words)
  const nameOf = useActionName()
  return [
    { key: 'at', title: t('at'), render: (e) => formatTime(e.at) },
    {
      key: 'what',
      title: t('what'),
      render: (e) => (
        <>
          <button type="button" className="rb-link-button" onClick={() => onOpen(e)}>
            {nameOf(e.action)}
          </button>
          {nameOf(e.action) !== e.action && <div className="rb-sub rb-code-text rb-priority-2">{e.action}</div>}
        </>
      ),
    },
    {
      key: 'who',
      title: t('who'),
      render: (e) => (
        <>
          <div>{e.actorName}</div>
          <div className="rb-sub rb-priority-2">{e.organisationName}</div>
        </>
      ),
    },
    { key: 'detail', title: t('detail'), priority: 2, render: (e) => <Short detail={e.detail} /> },
  ]
}

/** The first words of what was recorded. */
function Short({ detail }: { detail: AuditEvent['detail'] }) {
  const parts = Object.entries(detail)
    .filter(([, v]) => typeof v === 'string' || typeof v === 'number')
    .slice(0, 3)
    .map(([, v]) => String(v))
  return <span className="rb-quiet rb-one-line">{parts.join(' · ')}</span>
}
