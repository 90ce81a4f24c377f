import type { ExchangeKey, ExchangeMessage } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { type MessageCheck, verifyMessage } from './verify-message.ts'
import { words } from './words.ts'

/** Verifies in the browser, and says what that rests on. */
export function Verification({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const keysOf = async (organisationId: string) => {
    const path = `/api/exchange/organisations/${encodeURIComponent(organisationId)}/keys`
    const { items } = await client.fetchQuery({
      queryKey: ['exchange', 'keys', organisationId],
      queryFn: () => api.get<{ items: ExchangeKey[] }>(path),
      staleTime: 60_000,
    })
    return items
  }
  const verify = useMutation({ mutationFn: () => verifyMessage(message, keysOf), onError: report.failed })
  return (
    <section aria-label={t('verify')} className="rb-stack">
      <div className="rb-actions">
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('verify')}
        </Button>
      </div>
      <div role="status">{verify.data && <Checks checks={verify.data} />}</div>
      <p className="rb-quiet rb-small">
        {t('verifyText')}{' '}
        <a href="/verify" target="_blank" rel="noreferrer">
          {t('verifyPage')}
        </a>
      </p>
    </section>
  )
}

function Checks({ checks }: { checks: readonly MessageCheck[] }) {
  const t = useWords(words)
  const failed = checks.filter((check) => !check.ok).length
  return (
    <>
      <p className="rb-strong">
        <StateTag tone={failed === 0 ? 'done' : 'alert'}>
          {failed === 0 ? t('allHold', { n: checks.length }) : t('someFail', { n: failed })}
        </StateTag>
      </p>
      <ul className="rb-checks">
        {checks.map(({ name, ok }) => (
          <li key={name}>
            <StateTag tone={ok ? 'done' : 'alert'}>{t(ok ? 'holds' : 'fails')}</StateTag> {t(name)}
          </li>
        ))}
      </ul>
    </>
  )
}
