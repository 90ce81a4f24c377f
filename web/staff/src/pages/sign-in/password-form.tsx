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
  const demo = options?.demoLogins ?? []
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
      {(options?.passkey || (options?.oidc.length ?? 0) > 0) && (
        <div className="rb-sign-in-others">
          {options?.passkey && (
            <Button block loading={passkey.isPending} onClick={() => passkey.mutate()}>
              {t('withPasskey')}
            </Button>
          )}
          {options?.oidc.map((provider) => (
            <Button
              key={provider.id}
              block
              href={withQuery(`/api/session/oidc/${encodeURIComponent(provider.id)}`, { return: returnTo })}
            >
              {t('withOidc', { name: provider.name })}
            </Button>
          ))}
        </div>
      )}
      {demo.length > 0 && (
        <section className="rb-sign-in-demo" aria-label={t('demo')}>
          <p className="rb-quiet">{t('demo')}</p>
          <div className="rb-chips">
            {demo.map((d) => (
              <Button
                key={d.login}
                size="small"
                disabled={signIn.isPending}
                onClick={() => signIn.mutate({ login: d.login, password: d.password })}
              >
                {lang === 'en' && d.nameEn ? d.nameEn : d.nameZh}
              </Button>
            ))}
          </div>
          <p className="rb-quiet rb-small">{t('demoNote')}</p>
        </section>
      )}
    </>
  )
}
