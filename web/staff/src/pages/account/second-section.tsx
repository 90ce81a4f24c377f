import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { sessionQuery, useMe } from '../../lib/session.ts'
import { useConfirm } from '../../lib/use-confirm.ts'
import { useReport } from '../../lib/use-report.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { Refused } from './refused.tsx'
import { TotpSetup } from './totp-setup.tsx'
import { words } from './words.ts'

export interface Codes {
  codes: string[]
}
export interface Setup {
  secret: string
  uri: string
}

/** Second step: authenticator app and recovery codes. */
export function SecondSection() {
  const t = useWords(words)
  const client = useQueryClient()
  const [codes, setCodes] = useState<string[] | null>(null)
  const show = (found: Codes) => {
    setCodes(found.codes)
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <section aria-labelledby="second" className={codes ? 'rb-printing' : undefined}>
      <h2 id="second">{t('second')}</h2>
      <p className="rb-quiet">{t('secondText')}</p>
      {codes ? (
        <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
      ) : (
        <div className="rb-panel">
          <TotpRow onCodes={show} />
          <RecoveryRow onCodes={show} />
        </div>
      )}
    </section>
  )
}

function TotpRow({ onCodes }: { onCodes(codes: Codes): void }) {
  const t = useWords(words)
  const { totp } = useMe().secondFactor
  const start = useMutation({ mutationFn: () => api.post<Setup>('/api/account/totp') })
  const remove = useRemoveTotp()
  return (
    <div className="rb-account-row">
      <div>
        <h3>{t('totp')}</h3>
        <StateTag tone={totp ? 'done' : 'quiet'}>{t(totp ? 'on' : 'off')}</StateTag>
        <p className="rb-quiet">{t('totpText')}</p>
      </div>
      {!start.data && (
        <div className="rb-actions">
          <Button type={totp ? 'default' : 'primary'} loading={start.isPending} onClick={() => start.mutate()}>
            {t(totp ? 'setUpAgain' : 'setUp')}
          </Button>
          {totp && (
            <Button loading={remove.pending} onClick={() => void remove.ask()}>
              {t('remove')}
            </Button>
          )}
        </div>
      )}
      <div className="rb-account-more rb-alert" role="alert">
        <Refused error={start.error ?? remove.error} />
      </div>
      {start.data && (
        <div className="rb-account-more">
          <TotpSetup
            setup={start.data}
            onCancel={start.reset}
            onDone={(codes) => {
              start.reset()
              onCodes(codes)
            }}
          />
        </div>
      )}
    </div>
  )
}

function useRemoveTotp() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.delete('/api/account/totp'),
    onSuccess: () => {
      report.done(t('totpRemoved'))
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const ask = async () => {
    const question = { title: t('removeTotpTitle'), text: t('removeTotpText'), action: t('remove') }
    if (await confirm({ ...question, cancel: t('cancel'), danger: true })) remove.mutate()
  }
  return { ask, pending: remove.isPending, error: remove.error }
}

function RecoveryRow({ onCodes }: { onCodes(codes: Codes): void }) {
  const t = useWords(words)
  const confirm = useConfirm()
  const { totp, passkeys, recoveryCodes } = useMe().secondFactor
  const possible = totp || passkeys > 0
  const renew = useMutation({ mutationFn: () => api.post<Codes>('/api/account/recovery-codes'), onSuccess: onCodes })
  const ask = async () => {
    const question = { title: t('renewTitle'), text: t('renewText'), action: t('renew'), cancel: t('cancel') }
    if (recoveryCodes === 0 || (await confirm(question))) renew.mutate()
  }
  return (
    <div className="rb-account-row">
      <div>
        <h3>{t('recovery')}</h3>
        <StateTag tone={!possible ? 'quiet' : recoveryCodes < 3 ? 'soon' : 'done'}>
          {possible ? t('recoveryLeft', { n: recoveryCodes }) : t('recoveryNone')}
        </StateTag>
        <p className="rb-quiet">{t('recoveryText')}</p>
      </div>
      {possible && (
        <Button loading={renew.isPending} onClick={() => void ask()}>
          {t(recoveryCodes === 0 ? 'makeCodes' : 'renew')}
        </Button>
      )}
      <div className="rb-account-more rb-alert" role="alert">
        <Refused error={renew.error} />
      </div>
    </div>
  )
}
