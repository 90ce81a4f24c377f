import type { ExchangeMessage } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMe } from '../../../lib/session.ts'
import { useReport } from '../../../lib/use-report.ts'
import { refreshMatters } from '../../matters/refresh.ts'
import { digestOf } from './verify-message.ts'
import { words } from './words.ts'

/** Signs for a message that has come: the receipt names the digest of the envelope as this browser computes it. */
export function ReceiveButton({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const me = useMe()
  const report = useReport()
  const client = useQueryClient()
  const receive = useMutation({
    mutationFn: async () =>
      api.post<ExchangeMessage>(`/api/exchange/messages/${encodeURIComponent(message.id)}/receipt`, {
        envelopeSha256: await digestOf(message),
      }),
    onSuccess: (received) => {
      client.setQueryData(['exchange', 'message', message.id], received)
      report.done(t('receiveDone'))
      void client.invalidateQueries({ queryKey: ['exchange', 'messages'] })
      void refreshMatters(client)
    },
    onError: report.failed,
  })
  if (message.receivedAt || message.to.id !== me.organisation.id) return null
  return (
    <Button type="primary" loading={receive.isPending} onClick={() => receive.mutate()}>
      {t('receive')}
    </Button>
  )
}
