import type { LedgerKeys } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { Code } from '../../ui/code.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { keyFile } from './key-file.ts'
import { words } from './words.ts'

type Key = LedgerKeys['keys'][number]

/** The keys with the fingerprints that verifiers compare, and as the file that they take. */
export function Keys() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['ledger', 'keys'],
    queryFn: ({ signal }) => api.get<LedgerKeys>('/api/ledger/keys', {}, signal),
  })
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t('keys')}</h2>
      <Loaded query={query}>
        {(all) =>
          all.keys.length === 0 ? (
            <p className="rb-quiet">{t('noKeys')}</p>
          ) : (
            <>
              <p className="rb-ledger-note">{t('keysNote')}</p>
              <KeyTable keys={all.keys} />
              <div className="rb-actions rb-ledger-actions">
                <Button onClick={() => save(t('keyFile'), keyFile(all))}>{t('download')}</Button>
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  )
}

const save = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function KeyTable({ keys }: { keys: readonly Key[] }) {
  const t = useWords(words)
  const range = ({ after, until }: Key): ReactNode =>
    until === null
      ? t('since', { n: formatNumber(after + 1) })
      : t('between', { a: formatNumber(after + 1), b: formatNumber(until) })
  const columns: Column<Key>[] = [
    { key: 'algorithm', title: t('algorithm'), render: (key) => <span translate="no">{key.type.toUpperCase()}</span> },
    { key: 'fingerprint', title: t('fingerprint'), render: (key) => <Code value={key.fingerprint} /> },
    { key: 'sizes', title: t('sizes'), priority: 2, render: range },
  ]
  return <DataTable label={t('keys')} columns={columns} rows={keys} rowKey={(key) => key.key} />
}
