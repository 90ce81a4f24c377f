import type { KeysRotated, LedgerStatus } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { useConfirm } from '../../lib/use-confirm.ts'
import { useReport } from '../../lib/use-report.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Alarms } from './alarms.tsx'
import { words } from './operation-words.ts'
import { WitnessDrawer } from './witness-drawer.tsx'

/** How the ledger runs; its alarms, keys and witnesses are for the bureau that runs the installation. */
export function Operation() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['ledger', 'status'],
    queryFn: ({ signal }) => api.get<LedgerStatus>('/api/ledger/status', {}, signal),
  })
  return (
    <Loaded query={query}>
      {(status) => (
        <>
          {status.mayOperate && <Alarms />}
          <section aria-labelledby="status">
            <h2 id="status">{t('status')}</h2>
            <Facts
              items={[
                [t('waiting'), t('waitingCount', { n: formatNumber(status.waiting) })],
                [t('authority'), <Authority key="authority" authority={status.authority} />],
                [
                  t('witnesses'),
                  status.witnesses === 0 ? t('noWitnesses') : t('witnessCount', { n: formatNumber(status.witnesses) }),
                ],
              ]}
            />
            {status.mayOperate ? <Actions /> : <p className="rb-quiet rb-ledger-actions">{t('notOperator')}</p>}
          </section>
        </>
      )}
    </Loaded>
  )
}

function Authority({ authority }: { authority: LedgerStatus['authority'] }) {
  const t = useWords(words)
  if (!authority) return t('noAuthority')
  return (
    <>
      <div translate="no">{authority.url}</div>
      <div className="rb-sub">
        {authority.stampedAt ? t('stampedAt', { time: formatTime(authority.stampedAt) }) : t('neverStamped')}
      </div>
      {authority.stopped ? (
        <StateTag tone="alert">{t('stopped')}</StateTag>
      ) : (
        authority.waitingMinutes > 0 && <StateTag tone="soon">{t('late', { n: authority.waitingMinutes })}</StateTag>
      )}
    </>
  )
}

function Actions() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const [adding, setAdding] = useState(false)
  const change = useMutation({
    mutationFn: () => api.post<KeysRotated>('/api/ledger/keys/rotate'),
    onSuccess: () => {
      report.done(t('keysChanged'))
      void client.invalidateQueries({ queryKey: ['ledger'] })
    },
    onError: report.failed,
  })
  const ask = async () => {
    const question = { title: t('changeKeys'), text: t('changeText'), action: t('changeKeys'), cancel: t('cancel') }
    if (await confirm({ ...question, danger: true })) change.mutate()
  }
  return (
    <div className="rb-actions rb-ledger-actions">
      <Button onClick={() => setAdding(true)}>{t('addWitness')}</Button>
      <Button loading={change.isPending} onClick={() => void ask()}>
        {t('changeKeys')}
      </Button>
      {adding && <WitnessDrawer onClose={() => setAdding(false)} />}
    </div>
  )
}
