import LeftOutlined from '@ant-design/icons/LeftOutlined'
import { CUSTODY_EVENT_TEXT, type CustodyStep, EVIDENCE_KIND_TEXT, type EvidenceDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatDate, formatNumber, formatTime } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { CopyButton } from '../../ui/code.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { CaptureRecord } from './capture-record.tsx'
import { ItemActions } from './item-actions.tsx'
import { ItemState } from './item-state.tsx'
import { words } from './words.ts'
import './evidence.css'

/** One item: what it is, how it was taken, who had it, and what may be done with it. Opening it is recorded. */
export function ItemPage() {
  const t = useWords(words)
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useQuery({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => api.get<EvidenceDetail>(`/api/evidence/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <Page
      title={query.data?.title ?? t('title')}
      back={
        <AppLink href="/evidence">
          <LeftOutlined aria-hidden="true" /> {t('back')}
        </AppLink>
      }
    >
      <Loaded query={query}>
        {(item) => (
          <>
            <ItemActions item={item} />
            <ItemFacts item={item} />
            {item.capture && <CaptureRecord record={item.capture} />}
            <Custody steps={item.custody} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ItemFacts({ item }: { item: EvidenceDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  return (
    <div className="rb-panel rb-evidence-facts">
      <Facts
        items={[
          [t('state'), <ItemState key="state" state={item.state} />],
          item.held && [
            t('hold'),
            t('heldBy', { by: item.held.by, time: formatTime(item.held.at), reason: item.held.reason }),
          ],
          item.disposed && [
            t('dispose'),
            t('disposedBy', { by: item.disposed.by, time: formatTime(item.disposed.at), reason: item.disposed.reason }),
          ],
          [t('number'), item.id],
          [t('kind'), pick(EVIDENCE_KIND_TEXT[item.kind])],
          [t('file'), `${item.name} · ${formatNumber(item.bytes)} B`],
          item.note !== '' && [t('remark'), item.note],
          ['SHA-256', <Digest key="sha256" value={item.sha256} />],
          ['SM3', <Digest key="sm3" value={item.sm3} />],
          [t('taken'), `${formatTime(item.takenAt)} ${item.takenBy} ${item.organisationName}`],
          [
            t('keptUntil'),
            `${item.retention.until ? formatDate(item.retention.until, lang) : t('forever')} · ${pick(item.retention.name)}`,
          ],
          [t('basis'), pick(item.retention.basis)],
          item.sharedWith.length > 0 && [
            t('sharedWith'),
            item.sharedWith.map(({ name, at }) => `${name} ${formatTime(at)}`).join(lang === 'zh' ? '；' : '; '),
          ],
        ]}
      />
    </div>
  )
}

function Digest({ value }: { value: string }) {
  return (
    <span className="rb-digest">
      {value}
      <CopyButton text={value} />
    </span>
  )
}

function Custody({ steps }: { steps: readonly CustodyStep[] }) {
  const t = useWords(words)
  const pick = usePick()
  const columns: Column<CustodyStep>[] = [
    { key: 'at', title: t('at'), render: (step) => <time dateTime={step.at}>{formatTime(step.at)}</time> },
    { key: 'event', title: t('event'), render: (step) => pick(CUSTODY_EVENT_TEXT[step.event]) },
    {
      key: 'by',
      title: t('by'),
      render: (step) => (
        <>
          <div>{step.by}</div>
          <div className="rb-sub">{step.byOrganisation}</div>
        </>
      ),
    },
    {
      key: 'reason',
      title: t('reason'),
      priority: 2,
      render: (step) => (
        <>
          {step.toOrganisation && <div>{t('to', { name: step.toOrganisation })}</div>}
          {step.reason}
        </>
      ),
    },
  ]
  return (
    <section className="rb-section">
      <h2>{t('custody')}</h2>
      <p className="rb-quiet">{t('custodyNote')}</p>
      <DataTable label={t('custody')} columns={columns} rows={steps} rowKey={(step) => step.id} />
    </section>
  )
}
