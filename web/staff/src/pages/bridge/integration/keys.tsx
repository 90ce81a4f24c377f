import type { ExchangeKey } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { CopyButton } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { KeyHowTo } from './key-how-to.tsx'
import { words } from './key-words.ts'
import { OwnKeys } from './own-keys.tsx'

const newestFirst = (a: ExchangeKey, b: ExchangeKey): number => b.createdAt.localeCompare(a.createdAt)

/** Whose signature stands under what this organisation sends: the hosted key, and for platforms their own ones. */
export function Keys({ platform }: { platform: boolean }) {
  const query = useQuery({
    queryKey: ['exchange', 'keys'],
    queryFn: ({ signal }) => api.get<{ items: ExchangeKey[] }>('/api/exchange/keys', {}, signal),
  })
  return (
    <Loaded query={query}>
      {({ items }) => (
        <div className="rb-bridge-page">
          <HostedKey keys={items.filter((key) => key.kind === 'hosted').sort(newestFirst)} />
          {platform && <OwnKeys keys={items.filter((key) => key.kind === 'own').sort(newestFirst)} />}
          {platform && <KeyHowTo />}
        </div>
      )}
    </Loaded>
  )
}

function HostedKey({ keys }: { keys: readonly ExchangeKey[] }) {
  const t = useWords(words)
  const now = keys.find((key) => key.revokedAt === null)
  const former = keys.filter((key) => key.revokedAt !== null)
  return (
    <section aria-labelledby="hosted-key">
      <h2 id="hosted-key">{t('hosted')}</h2>
      <p className="rb-bridge-note">{t('hostedText')}</p>
      {now ? (
        <>
          <KeyFacts of={now} />
          <Rotate />
        </>
      ) : (
        <p className="rb-quiet">{t('noHosted')}</p>
      )}
      {former.length > 0 && (
        <details className="rb-fold">
          <summary>{t('former', { n: former.length })}</summary>
          <ul className="rb-plain-list">
            {former.map((key) => (
              <li key={key.id}>
                <code translate="no">{key.id}</code> {formatTime(key.createdAt)} – {formatTime(key.revokedAt)}
                <CopyButton text={key.publicKey} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function KeyFacts({ of: key }: { of: ExchangeKey }) {
  const t = useWords(words)
  const report = useReport()
  const copy = async () => {
    await navigator.clipboard.writeText(key.publicKey)
    report.done(t('copied'))
  }
  return (
    <Facts
      items={[
        [t('id'), <KeyId key="id" id={key.id} />],
        [t('since'), formatTime(key.createdAt)],
        key.lastUsedAt !== null && [t('lastUsed'), formatTime(key.lastUsedAt)],
        [
          t('publicKey'),
          <Button key="copy" size="small" onClick={() => void copy()}>
            {t('copyKey')}
          </Button>,
        ],
      ]}
    />
  )
}

function KeyId({ id }: { id: string }) {
  return (
    <span className="rb-code">
      <code translate="no">{id}</code>
      <CopyButton text={id} />
    </span>
  )
}

function Rotate() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const rotate = useMutation({
    mutationFn: () => api.post<ExchangeKey>('/api/exchange/keys/rotate'),
    onSuccess: () => {
      report.done(t('rotated'))
      void client.invalidateQueries({ queryKey: ['exchange', 'keys'] })
    },
    onError: report.failed,
  })
  const ask = async () => {
    const question = { title: t('rotateTitle'), text: t('rotateText'), action: t('rotate'), cancel: t('cancel') }
    if (await confirm(question)) rotate.mutate()
  }
  return (
    <div className="rb-actions rb-bridge-actions">
      <Button loading={rotate.isPending} onClick={() => void ask()}>
        {t('rotate')}
      </Button>
    </div>
  )
}
