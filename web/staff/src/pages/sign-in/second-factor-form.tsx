import type { SignInResult } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { signInWithPasskey } from './passkey.ts'
import { words } from './words.ts'

interface Props {
  factors: SignInResult['factors']
  onDone: (result: SignInResult) => unknown
  onBack: () => void
}

export function SecondFactorForm({ factors, onDone, onBack }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [way, setWay] = useState<'totp' | 'recovery'>(factors.includes('totp') ? 'totp' : 'recovery')
  const check = useMutation({
    mutationFn: (code: string) => api.post<SignInResult>('/api/session/second-factor', { code }),
    onSuccess: onDone,
  })
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onDone })
  const problem = check.error && describeFailure(check.error, lang).text
  const totp = way === 'totp'
  return (
    <>
      <h2>{t('secondTitle')}</h2>
      {problem && <Alert type="error" title={problem} showIcon role="alert" />}
      {passkey.error && <Alert type="error" title={t('passkeyFailed')} showIcon role="alert" />}
      {factors.includes('passkey') && (
        <Button block type="primary" loading={passkey.isPending} onClick={() => passkey.mutate()}>
          {t('usePasskey')}
        </Button>
      )}
      <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => check.mutate(code.trim())}>
        <Form.Item
          key={way}
          name="code"
          label={t(totp ? 'totp' : 'recovery')}
          extra={t(totp ? 'totpHint' : 'recoveryHint')}
          rules={[{ required: true, message: t('codeMissing') }]}
        >
          <Input
            autoFocus
            className="rb-mono"
            autoComplete="one-time-code"
            inputMode={totp ? 'numeric' : 'text'}
            maxLength={20}
          />
        </Form.Item>
        <Button
          type={factors.includes('passkey') ? 'default' : 'primary'}
          htmlType="submit"
          block
          loading={check.isPending}
        >
          {t('verify')}
        </Button>
      </Form>
      <div className="rb-sign-in-links">
        {factors.includes('recovery_code') && factors.includes('totp') && (
          <Button type="link" onClick={() => setWay(totp ? 'recovery' : 'totp')}>
            {t(totp ? 'useRecovery' : 'useTotp')}
          </Button>
        )}
        <Button type="link" onClick={onBack}>
          {t('startAgain')}
        </Button>
      </div>
    </>
  )
}
