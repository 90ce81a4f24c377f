import type { LedgerKeys, LedgerStatus } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { Code } from '../../ui/code.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Alarms } from './alarms.tsx'
import { words } from './words.ts'
import './ledger.css'

/** What proves the history: keys to publish, and for who runs the system how the ledger is and what its monitor found. */
export function LedgerPage() {
  const t = useWords(words)
  const manages = useMay()('ledger.manage')
  const keys = useQuery({
    queryKey: ['ledger', 'keys'],
    queryFn: ({ signal }) => api.get<LedgerKeys>('/api/ledger/keys', {}, signal),
  })
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <a href="/api/ledger/checkpoint" target="_blank" rel="noreferrer">
            {t('checkpoint')}
          </a>
          <a href="/verify">{t('verify')}</a>
        </>
      }
    >
      <div className="rb-ledger-page">
        <p>{t('about')}</p>
        {manages && <Operation />}
        <section aria-labelledby="keys">
          <h2 id="keys">{t('keys')}</h2>
          <Loaded query={keys}>{({ keys: all }) => <KeyTable keys={all} />}</Loaded>
        </section>
      </div>
    </Page>
  )
}

type Key = LedgerKeys['keys'][number]

function KeyTable({ keys }: { keys: readonly Key[] }) {
  const t = useWords(words)
  const columns: Column<Key>[] = [
    { key: 'algorithm', title: t('algorithm'), render: (key) => <span translate="no">{key.type.toUpperCase()}</span> },
    { key: 'fingerprint', title: t('fingerprint'), render: (key) => <Code value={key.fingerprint} /> },
    {
      key: 'sizes',
      title: t('sizes'),
      priority: 2,
      render: (key) =>
        key.until === null ? t('since', { n: key.after }) : t('between', { a: key.after, b: key.until }),
    },
  ]
  if (keys.length === 0) return <p className="rb-quiet">{t('noKeys')}</p>
  return <DataTable label={t('keys')} columns={columns} rows={keys} rowKey={(key) => key.key} />
}

/** How the ledger runs; its alarms are for the bureau that runs the installation. */
function Operation() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['ledger', 'status'],
    queryFn: ({ signal }) => api.get<LedgerStatus>('/api/ledger/status', {}, signal),
  })
  return (
    <Loaded query={query}>
      {(status) => (
        <>
          {status.mayOperate ? <Alarms /> : <p className="rb-quiet">{t('notOperator')}</p>}
          <section aria-labelledby="status">
            <h2 id="status">{t('status')}</h2>
            <Facts
              items={[
                [t('size'), formatNumber(status.size)],
                [t('waiting'), formatNumber(status.waiting)],
                [t('authority'), status.authority?.url ?? t('noAuthority')],
                [t('witnesses'), formatNumber(status.witnesses)],
              ]}
            />
          </section>
        </>
      )}
    </Loaded>
  )
}
