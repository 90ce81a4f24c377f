import {
  EVIDENCE_KIND_TEXT,
  EVIDENCE_KINDS,
  EVIDENCE_STATE_TEXT,
  EVIDENCE_STATES,
  type EvidenceItem,
} from '@redbridge/contract'
import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import type { FilterSpec } from '../../lib/filters.ts'
import { formatBytes, formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { AppLink } from '../../ui/app-link.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { Page } from '../../ui/page.tsx'
import { useList } from '../../ui/use-list.ts'
import { BagButton } from './bag-button.tsx'
import { ItemState } from './item-state.tsx'
import { TakeDrawer } from './take-drawer.tsx'
import { words } from './words.ts'
import './evidence.css'

const SPECS: readonly FilterSpec[] = [
  { key: 'q', kind: 'text', word: words.search },
  {
    key: 'box',
    kind: 'one',
    word: words.box,
    options: [
      { value: 'own', word: words.own },
      { value: 'shared', word: words.shared },
    ],
  },
  {
    key: 'kind',
    kind: 'many',
    word: words.kind,
    options: EVIDENCE_KINDS.map((value) => ({ value, word: EVIDENCE_KIND_TEXT[value] })),
  },
  {
    key: 'state',
    kind: 'many',
    word: words.state,
    options: EVIDENCE_STATES.map((value) => ({ value, word: EVIDENCE_STATE_TEXT[value] })),
  },
]
const keyOf = (item: EvidenceItem): string => item.id

/** Evidence of one's own organisation, or handed over to it. */
export function EvidencePage() {
  const t = useWords(words)
  const may = useMay()
  const router = useRouter()
  const [taking, setTaking] = useState(false)
  const list = useList<EvidenceItem>({ name: 'evidence', path: '/api/evidence', specs: SPECS })
  const selection = useSelection(keyOf, JSON.stringify(list.filter))
  const columns = useColumns()
  const open = (item: { id: string }) => void router.navigate({ href: `/evidence/${item.id}` })
  const chosen = selection.rows.map(keyOf)
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <>
          {may('evidence.capture') && <LinkButton href="/evidence/capture">{t('capture')}</LinkButton>}
          {may('evidence.take') && (
            <Button type="primary" onClick={() => setTaking(true)}>
              {t('take')}
            </Button>
          )}
        </>
      }
    >
      <ListView
        label={t('title')}
        list={list}
        specs={SPECS}
        columns={columns}
        rowKey={keyOf}
        rowName={(item) => item.title}
        selection={selection}
        onOpen={open}
        bulk={
          chosen.length > 0 && (
            <div className="rb-bag-bar">
              <BagButton key={chosen.join()} of={{ itemIds: chosen }} label={t('bagOf', { n: chosen.length })} />
            </div>
          )
        }
        empty={{ title: t('none'), text: t('noneText') }}
      />
      {taking && <TakeDrawer onTaken={open} onClose={() => setTaking(false)} />}
    </Page>
  )
}

function useColumns(): Column<EvidenceItem>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (item) => (
        <>
          <AppLink href={`/evidence/${item.id}`}>{item.title}</AppLink>
          {item.name !== item.title && <div className="rb-sub rb-break">{item.name}</div>}
        </>
      ),
    },
    { key: 'kind', title: t('kind'), priority: 2, render: (item) => pick(EVIDENCE_KIND_TEXT[item.kind]) },
    { key: 'state', title: t('state'), render: (item) => <ItemState state={item.state} /> },
    { key: 'size', title: t('size'), number: true, priority: 2, render: (item) => formatBytes(item.bytes) },
    {
      key: 'taken',
      title: t('taken'),
      priority: 2,
      render: (item) => (
        <>
          <div>{formatTime(item.takenAt)}</div>
          <div className="rb-sub">{item.own ? item.takenBy : item.organisationName}</div>
        </>
      ),
    },
    {
      key: 'digest',
      title: t('digest'),
      priority: 3,
      render: (item) => <span className="rb-digest">{item.sha256.slice(0, 16)}…</span>,
    },
  ]
}
