import type { SignInOptions, SignInResult } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api, withQuery } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { signInWithPasskey } from './passkey.ts'
import { words } from './words.ts'

interface Props {
  options: SignInOptions | undefined
  returnTo: string
  onDone: (result: SignInResult) => unknown
}

interface Credentials {
  login: string
  password: string
}

export function PasswordForm({ options, returnTo, onDone }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [form] = Form.useForm<Credentials>()
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => api.post<SignInResult>('/api/session', credentials),
    onSuccess: onDone,
  })
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onDone })
  const problem = signIn.error && describeFailure(signIn.error, lang).text
  return (
    <>
      {problem && <Alert type="error" title={problem} showIcon role="alert" />}
      {passkey.error && <Alert type="error" title={t('passkeyFailed')} showIcon role="alert" />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => signIn.mutate(values)}
        disabled={signIn.isPending}
      >
        <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('loginMissing') }]}>
          <Input autoComplete="username webauthn" autoFocus autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('signIn')}
        </Button>
      </Form>
      <OtherWays options={options} returnTo={returnTo} pending={passkey.isPending} onPasskey={() => passkey.mutate()} />
      <DemoLogins logins={options?.demoLogins ?? []} disabled={signIn.isPending} onChoose={(c) => signIn.mutate(c)} />
    </>
  )
}

interface OtherWaysProps {
  options: SignInOptions | undefined
  returnTo: string
  pending: boolean
  onPasskey(): void
}

/** Passkey and single sign-on, where this deployment offers them. */
function OtherWays({ options, returnTo, pending, onPasskey }: OtherWaysProps) {
  const t = useWords(words)
  const oidc = options?.oidc ?? []
  if (!options?.passkey && oidc.length === 0) return null
  return (
    <div className="rb-sign-in-others">
      {options?.passkey && (
        <Button block loading={pending} onClick={onPasskey}>
          {t('withPasskey')}
        </Button>
      )}
      {oidc.map(({ id, name }) => (
        <Button key={id} block href={withQuery(`/api/session/oidc/${encodeURIComponent(id)}`, { return: returnTo })}>
          {t('withOidc', { name })}
        </Button>
      ))}
    </div>
  )
}

interface DemoProps {
  logins: SignInOptions['demoLogins']
  disabled: boolean
  onChoose(credentials: Credentials): void
}

/** Accounts of the demonstration market: one click signs in. */
function DemoLogins({ logins, disabled, onChoose }: DemoProps) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (logins.length === 0) return null
  return (
    <section className="rb-sign-in-demo" aria-label={t('demo')}>
      <p className="rb-quiet">{t('demo')}</p>
      <div className="rb-chips">
        {logins.map(({ login, password, nameZh, nameEn }) => (
          <Button key={login} size="small" disabled={disabled} onClick={() => onChoose({ login, password })}>
            {lang === 'en' && nameEn ? nameEn : nameZh}
          </Button>
        ))}
      </div>
      <p className="rb-quiet rb-small">{t('demoNote')}</p>
    </section>
  )
}
