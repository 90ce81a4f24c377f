import type { EndpointSecret, ExchangeEndpoint } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { words } from './endpoint-words.ts'
import { useMessageTypes } from './use-message-types.ts'

type Secret = z.infer<typeof EndpointSecret>
const isAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '')

/** A new endpoint, or another address, name or choice of messages for one. */
export function EndpointDrawer({ endpoint, onClose }: { endpoint: ExchangeEndpoint | null; onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const [form, setForm] = useState({
    name: endpoint?.name ?? '',
    url: endpoint?.url ?? '',
    types: [...(endpoint?.types ?? [])],
  })
  const [created, setCreated] = useState<Secret | null>(null)
  if (created) return <SecretDrawer result={created} onClose={onClose} />
  const body = { name: form.name.trim(), url: form.url.trim(), types: form.types }
  return (
    <FormDrawer
      title={endpoint ? endpoint.name : t('add')}
      action={t(endpoint ? 'save' : 'add')}
      missing={body.name === '' ? t('nameMissing') : isAddress(body.url) ? '' : t('urlWrong')}
      save={async () => {
        if (!endpoint) return api.post<Secret>('/api/exchange/endpoints', body)
        await api.patch(`/api/exchange/endpoints/${encodeURIComponent(endpoint.id)}`, body)
        return null
      }}
      onSaved={(result) => {
        void client.invalidateQueries({ queryKey: ['exchange', 'endpoints'] })
        if (result) return setCreated(result)
        report.done(t('saved'))
        onClose()
      }}
      onClose={onClose}
    >
      <EndpointFields form={form} onChange={(next) => setForm({ ...form, ...next })} />
    </FormDrawer>
  )
}

interface Form {
  name: string
  url: string
  types: string[]
}

function EndpointFields({ form, onChange }: { form: Form; onChange(next: Partial<Form>): void }) {
  const t = useWords(words)
  const types = useMessageTypes()
  return (
    <>
      <Field label={t('name')} hint={t('nameHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={100}
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('url')} hint={t('urlHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            type="url"
            className="rb-mono"
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            value={form.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('types')} hint={t('typesHint')}>
        {(id, hint) => (
          <Select
            id={id}
            aria-describedby={hint}
            mode="multiple"
            value={form.types}
            placeholder={t('allTypes')}
            options={[...types]}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(next: string[]) => onChange({ types: next })}
          />
        )}
      </Field>
    </>
  )
}

/** The secret, this once; closing by a stray click would lose it: only the button closes. */
export function SecretDrawer({ result, onClose }: { result: Secret; onClose(): void }) {
  const t = useWords(words)
  return (
    <Drawer open size={480} title={result.endpoint.name} closable={false} mask={{ closable: false }} keyboard={false}>
      <ShownOnce
        title={t('onceTitle')}
        text={t('onceText')}
        values={[[t('secretLabel'), result.secret]]}
        done={
          <Button type="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        }
      />
    </Drawer>
  )
}
