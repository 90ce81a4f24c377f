import { type Me, ROLE_TEXT } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { sessionQuery, useMe } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { Facts } from '../../ui/facts.tsx'
import { Field } from '../../ui/field.tsx'
import { words } from './words.ts'

export function ProfileSection() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const organisation = lang === 'en' && me.organisation.nameEn ? me.organisation.nameEn : me.organisation.nameZh
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{t('profile')}</h2>
      <div className="rb-panel">
        <div className="rb-account-row">
          <Facts
            items={[
              [t('name'), me.name],
              [
                t('login'),
                <span key="login" translate="no">
                  {me.login}
                </span>,
              ],
              [t('organisation'), organisation],
              [t('roles'), me.roles.map((r) => ROLE_TEXT[r][lang]).join(lang === 'zh' ? '、' : ', ')],
              me.lastSignInAt !== null && [t('lastSignIn'), formatTime(me.lastSignInAt)],
            ]}
          />
          {!editing && <Button onClick={() => setEditing(true)}>{t('changeName')}</Button>}
          {editing && <NameForm me={me} onDone={() => setEditing(false)} />}
        </div>
      </div>
    </section>
  )
}

function NameForm({ me, onDone }: { me: Me; onDone(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [name, setName] = useState(me.name)
  const save = useMutation({
    mutationFn: () => api.patch<Me>('/api/account', { name: name.trim() }),
    onSuccess: (saved) => {
      client.setQueryData(sessionQuery.queryKey, saved)
      report.done(t('nameSaved'))
      onDone()
    },
    onError: report.failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <form className="rb-account-more rb-field-row" onSubmit={submit}>
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={50}
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button onClick={onDone}>{t('cancel')}</Button>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('save')}
      </Button>
    </form>
  )
}
