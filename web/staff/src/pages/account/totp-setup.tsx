import { useMutation } from '@tanstack/react-query'
import { Button, Input, Skeleton } from 'antd'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { Code } from '../../ui/code.tsx'
import { Field } from '../../ui/field.tsx'
import { Refused } from './refused.tsx'
import type { Codes, Setup } from './second-section.tsx'
import { words } from './words.ts'

const QrCode = lazy(() => import('./qr-code.tsx'))

interface Props {
  setup: Setup
  onCancel(): void
  onDone(codes: Codes): void
}

/** The key as a picture and in letters, and the first code as a proof that it arrived. */
export function TotpSetup({ setup, onCancel, onDone }: Props) {
  const t = useWords(words)
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const confirm = useMutation({
    mutationFn: () => api.post<Codes>('/api/account/totp/confirm', { code }),
    onSuccess: onDone,
  })
  const good = /^\d{6}$/.test(code)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (good) confirm.mutate()
  }
  return (
    <form className="rb-totp" onSubmit={submit} noValidate>
      <Suspense fallback={<Skeleton.Node active style={{ width: 200, height: 200 }} />}>
        <QrCode text={setup.uri} label={t('qr')} />
      </Suspense>
      <div className="rb-stack">
        <div>
          <h4>{t('scan')}</h4>
          <p className="rb-quiet">{t('orType')}</p>
          <Code value={setup.secret} />
        </div>
        <div>
          <h4>{t('enter')}</h4>
          <Field label={t('code')}>
            {(id) => (
              <Input
                id={id}
                className="rb-mono rb-code-input"
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                value={code}
                onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
              />
            )}
          </Field>
        </div>
        <div role="alert" className="rb-alert">
          {tried && !good && t('codeWrong')}
          {good && <Refused error={confirm.error} />}
        </div>
        <div className="rb-actions">
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>
            {t('confirm')}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </div>
      </div>
    </form>
  )
}
