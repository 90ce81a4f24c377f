import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useMe } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { Field } from '../../ui/field.tsx'
import { type PasswordInput, passwordFault } from './password-fault.ts'
import { Refused } from './refused.tsx'
import { words } from './words.ts'

const EMPTY: PasswordInput = { password: '', newPassword: '', repeat: '' }

export function PasswordSection() {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <section aria-labelledby="password">
      <h2 id="password">{t('password')}</h2>
      <div className="rb-panel">
        {open ? (
          <PasswordForm onDone={() => setOpen(false)} />
        ) : (
          <div className="rb-account-row">
            <p className="rb-quiet">{t('passwordText')}</p>
            <Button onClick={() => setOpen(true)}>{t('changePassword')}</Button>
          </div>
        )}
      </div>
    </section>
  )
}

function PasswordForm({ onDone }: { onDone(): void }) {
  const t = useWords(words)
  const me = useMe()
  const client = useQueryClient()
  const report = useReport()
  const [input, setInput] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const fault = passwordFault(input)
  const save = useMutation({
    mutationFn: () => api.post('/api/account/password', { password: input.password, newPassword: input.newPassword }),
    onSuccess: () => {
      report.done(t('passwordSaved'))
      void client.invalidateQueries({ queryKey: ['account-sessions'] })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!fault) save.mutate()
  }
  const secret = (key: keyof PasswordInput, label: string, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(id, hintId) => (
        <Input.Password
          id={id}
          aria-describedby={hintId}
          maxLength={200}
          autoFocus={key === 'password'}
          autoComplete={key === 'password' ? 'current-password' : 'new-password'}
          value={input[key]}
          onChange={(event) => setInput({ ...input, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="rb-stack rb-narrow-form" onSubmit={submit} noValidate>
      {/* password managers need to know whose password this is */}
      <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
      {secret('password', t('present'))}
      {secret('newPassword', t('newPassword'), t('newHint'))}
      {secret('repeat', t('repeat'))}
      <div role="alert" className="rb-alert">
        {tried && fault && t(fault)}
        {!fault && <Refused error={save.error} />}
      </div>
      <div className="rb-actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('changePassword')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
