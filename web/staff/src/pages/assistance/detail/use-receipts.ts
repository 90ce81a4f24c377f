import type { ExchangeMessage, ExchangeMessages, MatterDetail } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { api } from '../../../lib/api.ts'
import { useMay } from '../../../lib/session.ts'
import { refreshMatters } from '../../matters/refresh.ts'

const digestOf = async (text: string): Promise<string> => {
  // Not crypto.subtle: a bureau's own network may serve plain http, where browsers have none.
  const { portableDigests } = await import('@redbridge/ledger')
  return portableDigests(new TextEncoder().encode(text)).sha256
}

const receive = async (message: ExchangeMessage): Promise<void> => {
  const envelopeSha256 = await digestOf(message.envelope.text)
  await api.post(`/api/exchange/messages/${encodeURIComponent(message.id)}/receipt`, { envelopeSha256 })
}

/** A matter opened in a tab that nobody has looked at yet was not opened. */
const useSeen = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible',
  )

/**
 * Messages of a matter to one's own organisation. Opening the matter receives what has come in: the first
 * opening is the receipt 签收.
 */
export function useReceipts(matter: Pick<MatterDetail, 'id' | 'version' | 'party'>) {
  const client = useQueryClient()
  const may = useMay()
  const party = matter.party !== null && may('exchange.read')
  const incoming = useQuery({
    queryKey: ['exchange', 'messages', 'in', matter.id, matter.version],
    queryFn: ({ signal }) =>
      api.get<ExchangeMessages>('/api/exchange/messages', { box: 'in', matterId: matter.id, limit: 200 }, signal),
    enabled: party,
  })
  const waiting = (incoming.data?.items ?? []).filter((one) => one.receipt === null)
  const receipt = useMutation({
    mutationFn: async (messages: readonly ExchangeMessage[]) => {
      for (const message of messages) {
        await receive(message)
      }
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['exchange', 'messages'] })
      await refreshMatters(client)
    },
  })
  const { mutate } = receipt
  const seen = useSeen()
  const begun = useRef(new Set<string>())
  const fresh = waiting.filter((one) => !begun.current.has(one.id))
  const freshIds = fresh.map((one) => one.id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each message, however often the list is read
  useEffect(() => {
    if (fresh.length === 0 || !seen) return
    for (const one of fresh) begun.current.add(one.id)
    mutate(fresh)
  }, [freshIds, seen])
  return {
    incoming: incoming.data?.items ?? [],
    receipt,
    again: () => mutate(waiting),
  }
}
