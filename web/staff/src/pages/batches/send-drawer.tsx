import { type Batch, findProvince, type SendTransfersResult } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { formatNumber } from '../../lib/format.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { words } from './words.ts'

/** Sends the operators of some provinces to their home bureaus: preview, date, packages. */
export function SendDrawer({ batch, provinces, onClose }: { batch: Batch; provinces: string[]; onClose(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const [dueOn, setDueOn] = useState('')
  const path = `/api/batches/${encodeURIComponent(batch.id)}/transfer`
  const preview = useQuery({
    queryKey: ['transfer-preview', batch.id, provinces],
    queryFn: () => api.post<SendTransfersResult>(path, { provinces, preview: true }),
    gcTime: 0,
  })
  const send = useMutation({
    mutationFn: () =>
      api.post<SendTransfersResult>(path, { provinces, answerDueOn: dueOn || undefined, preview: false }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['batch', batch.id] }),
  })
  const foot = send.data ? (
    <>
      <Button onClick={onClose}>{t('close')}</Button>
      <LinkButton type="primary" href="/transfers?box=out">
        {t('toTransfers')}
      </LinkButton>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="primary" loading={send.isPending} disabled={!preview.data} onClick={() => send.mutate()}>
        {t('send')}
      </Button>
    </>
  )
  return (
    <Drawer
      open
      size={480}
      title={t('sendTitle')}
      onClose={onClose}
      footer={<div className="rb-drawer-foot">{foot}</div>}
    >
      <div className="rb-stack">
        {send.error && <Alert type="error" title={describeFailure(send.error, lang).text} role="alert" />}
        {send.data ? (
          <Packages result={send.data} />
        ) : (
          <Loaded query={preview}>{(result) => <Packages result={result} />}</Loaded>
        )}
        {!send.data && (
          <Field label={t('sendDue')}>{(id) => <DateInput id={id} value={dueOn} onChange={setDueOn} future />}</Field>
        )}
      </div>
    </Drawer>
  )
}

function Packages({ result }: { result: SendTransfersResult }) {
  const t = useWords(words)
  const pick = usePick()
  const n = result.packages.length
  return (
    <table className="rb-counts">
      <caption>
        <span role="status">{result.preview ? t('packages', { n }) : t('packagesSent', { n })}</span>
      </caption>
      <tbody>
        {result.packages.map((p) => (
          <tr key={p.province}>
            <th scope="row">
              {p.toBureauName ?? pick(findProvince(p.province) ?? { zh: p.province, en: p.province })}
              {p.packageNo && <div className="rb-sub">{p.packageNo}</div>}
            </th>
            <td className="rb-number">{t('operators', { n: formatNumber(p.count) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
