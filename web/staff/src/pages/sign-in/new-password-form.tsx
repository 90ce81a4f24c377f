import type { SignInResult } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { words } from './words.ts'

/** Replaces a one-time password before anything else can be done. */
export function NewPasswordForm({ onDone }: { onDone: (result: SignInResult) => unknown }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const set = useMutation({
    mutationFn: (newPassword: string) => api.post<SignInResult>('/api/session/new-password', { newPassword }),
    onSuccess: onDone,
  })
  return (
    <>
      <h2>{t('newTitle')}</h2>
      <p>{t('newText')}</p>
      {set.error && <Alert type="error" title={describeFailure(set.error, lang).text} showIcon role="alert" />}
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }: { password: string }) => set.mutate(password)}
      >
        <Form.Item name="password" label={t('newPassword')} rules={[{ required: true, message: t('passwordMissing') }]}>
          <Input.Password autoFocus autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('repeatPassword')}
          dependencies={['password']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('repeatDiffers'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={set.isPending}>
          {t('setPassword')}
        </Button>
      </Form>
    </>
  )
}
