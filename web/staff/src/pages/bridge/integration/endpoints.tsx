import type { ExchangeEndpoint } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatNumber, formatTime } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { EndpointActions } from './endpoint-actions.tsx'
import { EndpointDrawer } from './endpoint-drawer.tsx'
import { words } from './endpoint-words.ts'
import { useMessageTypes } from './use-message-types.ts'
import { words as common } from './words.ts'

export const endpointsQuery = {
  queryKey: ['exchange', 'endpoints'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<{ items: ExchangeEndpoint[] }>('/api/exchange/endpoints', {}, signal),
}

/** Where messages are pushed, and how that goes. */
export function Endpoints() {
  const t = useWords(words)
  const tc = useWords(common)
  const query = useQuery({ ...endpointsQuery, refetchInterval: 15_000 })
  const [adding, setAdding] = useState(false)
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <section aria-label={tc('endpoints')}>
      <div className="rb-bridge-head">
        <p className="rb-bridge-note">
          {t('text')} {tc('guide')}
        </p>
        <span className="rb-push" />
        {query.data && query.data.items.length > 0 && add}
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} action={add} />
          ) : (
            items.map((endpoint) => <Endpoint key={endpoint.id} endpoint={endpoint} />)
          )
        }
      </Loaded>
      {adding && <EndpointDrawer endpoint={null} onClose={() => setAdding(false)} />}
    </section>
  )
}

function Endpoint({ endpoint }: { endpoint: ExchangeEndpoint }) {
  const t = useWords(words)
  return (
    <article className="rb-panel rb-endpoint" aria-label={endpoint.name}>
      <header>
        <h2>{endpoint.name}</h2>
        <EndpointState endpoint={endpoint} />
        <span className="rb-push" />
        <EndpointActions endpoint={endpoint} />
      </header>
      <div className="rb-endpoint-url" translate="no">
        {endpoint.url}
      </div>
      <Facts
        items={[
          [t('types'), <Types key="types" types={endpoint.types} />],
          [t('lastDelivered'), endpoint.lastDeliveredAt ? formatTime(endpoint.lastDeliveredAt) : t('never')],
          [t('waiting'), <Count key="waiting" endpoint={endpoint} state="waiting" />],
          [t('dead'), <Count key="dead" endpoint={endpoint} state="dead" />],
          endpoint.oldSecretUntil !== null && [t('oldUntil'), formatTime(endpoint.oldSecretUntil)],
        ]}
      />
    </article>
  )
}

function EndpointState({ endpoint }: { endpoint: ExchangeEndpoint }) {
  const t = useWords(words)
  if (endpoint.state === 'paused') return <StateTag tone="waiting">{t('pausedState')}</StateTag>
  if (endpoint.failingSince)
    return <StateTag tone="alert">{t('failing', { time: formatTime(endpoint.failingSince) })}</StateTag>
  return <StateTag tone="done">{t('active')}</StateTag>
}

/** A figure opens the deliveries behind it. */
function Count({ endpoint, state }: { endpoint: ExchangeEndpoint; state: 'waiting' | 'dead' }) {
  const n = endpoint[state]
  if (n === 0) return '0'
  const href = `/bridge/integration?view=deliveries&endpointId=${encodeURIComponent(endpoint.id)}&state=${state}`
  return (
    <AppLink href={href} className={state === 'dead' ? 'rb-alert' : ''}>
      {formatNumber(n)}
    </AppLink>
  )
}

function Types({ types }: { types: readonly string[] }) {
  const t = useWords(words)
  const known = useMessageTypes()
  if (types.length === 0) return t('allTypes')
  const names = types.map((type) => known.find((one) => one.value === type)?.label ?? type)
  return (
    <details>
      <summary>{t('typesOf', { n: types.length })}</summary>
      <ul className="rb-plain-list">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  )
}
