import type { EndpointSecret, EndpointTest, ExchangeEndpoint } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { EndpointDrawer, SecretDrawer } from './endpoint-drawer.tsx'
import { words } from './endpoint-words.ts'

type Secret = z.infer<typeof EndpointSecret>
type Test = z.infer<typeof EndpointTest>
type MenuKey = 'edit' | 'secret' | 'remove'

/** Test and pause at hand; editing, a new secret and removal in the menu. */
export function EndpointActions({ endpoint }: { endpoint: ExchangeEndpoint }) {
  const t = useWords(words)
  const confirm = useConfirm()
  const { change, renew, remove } = useEndpointChanges(endpoint)
  const [editing, setEditing] = useState(false)
  const active = endpoint.state === 'active'
  const choose = async (key: MenuKey) => {
    if (key === 'edit') return setEditing(true)
    const secret = key === 'secret'
    const question = secret
      ? { title: t('secretTitle'), text: t('secretText'), action: t('secret') }
      : { title: t('removeTitle', { name: endpoint.name }), text: t('removeText'), action: t('remove'), danger: true }
    if (await confirm({ ...question, cancel: t('cancel') })) (secret ? renew : remove).mutate()
  }
  return (
    <div className="rb-actions">
      <TestButton endpoint={endpoint} />
      <Button loading={change.isPending} onClick={() => change.mutate(active ? 'paused' : 'active')}>
        {t(active ? 'pause' : 'resume')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: (['edit', 'secret', 'remove'] as const).map((key) => ({
            key,
            label: t(key),
            danger: key === 'remove',
          })),
          onClick: ({ key }) => void choose(key as MenuKey),
        }}
      >
        <Button aria-label={t('actionsOf', { name: endpoint.name })}>{t('more')}</Button>
      </Dropdown>
      {editing && <EndpointDrawer endpoint={endpoint} onClose={() => setEditing(false)} />}
      {renew.data && <SecretDrawer result={renew.data} onClose={() => renew.reset()} />}
    </div>
  )
}

function useEndpointChanges({ id }: ExchangeEndpoint) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const path = `/api/exchange/endpoints/${encodeURIComponent(id)}`
  const refresh = () => void client.invalidateQueries({ queryKey: ['exchange'] })
  const change = useMutation({
    mutationFn: (state: ExchangeEndpoint['state']) => api.patch(path, { state }),
    onSuccess: (_, state) => {
      report.done(t(state === 'paused' ? 'paused' : 'resumed'))
      refresh()
    },
    onError: report.failed,
  })
  const renew = useMutation({
    mutationFn: () => api.post<Secret>(`${path}/secret`),
    onSuccess: refresh,
    onError: report.failed,
  })
  const remove = useMutation({
    mutationFn: () => api.delete(path),
    onSuccess: () => {
      report.done(t('removed'))
      refresh()
    },
    onError: report.failed,
  })
  return { change, renew, remove }
}

function TestButton({ endpoint }: { endpoint: ExchangeEndpoint }) {
  const t = useWords(words)
  const pick = usePick()
  const report = useReport()
  const test = useMutation({
    mutationFn: () => api.post<Test>(`/api/exchange/endpoints/${encodeURIComponent(endpoint.id)}/test`),
    onSuccess: ({ ok, status, ms, error }) => {
      if (ok && status !== null) return report.done(t('testOk', { status, ms }))
      const what = error ? pick(error) : status === null ? t('testNoAnswer') : t('testStatus', { status, ms })
      report.refused(t('testFailed', { error: what }))
    },
    onError: report.failed,
  })
  return (
    <Button loading={test.isPending} onClick={() => test.mutate()}>
      {t('test')}
    </Button>
  )
}
