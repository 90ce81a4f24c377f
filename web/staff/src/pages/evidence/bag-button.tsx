import type { Bag } from '@redbridge/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, type ButtonProps } from 'antd'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { formatBytes } from '../../lib/format.ts'
import { words } from './words.ts'

interface Props {
  /** items, or a matter with all that belongs to it */
  of: { itemIds: readonly string[] } | { matterId: string }
  label: string
  size?: ButtonProps['size']
}

/** Asks for a bag, waits for the ledger to sign, then offers the file and where it can be verified. */
export function BagButton({ of, label, size }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const ask = useMutation({ mutationFn: () => api.post<Bag>('/api/bags', of) })
  const id = ask.data?.id
  const { data: bag = ask.data } = useQuery({
    queryKey: ['bag', id],
    queryFn: ({ signal }) => api.get<Bag>(`/api/bags/${encodeURIComponent(id ?? '')}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 700),
  })
  const failure = ask.error ? describeFailure(ask.error, lang).text : bag?.fault ? pick(bag.fault) : null
  if (bag?.finishedAt && !bag.fault)
    return (
      <span className="rb-actions">
        <Button type="primary" size={size} href={`/api/bags/${encodeURIComponent(bag.id)}/bag.zip`} download>
          {t('bagDownload', { size: formatBytes(bag.bytes ?? 0) })}
        </Button>
        <a href="/verify" target="_blank" rel="noreferrer">
          {t('bagVerify')}
        </a>
      </span>
    )
  const making = ask.isPending || (bag !== undefined && !bag.finishedAt)
  return (
    <span className="rb-actions">
      <Button size={size} loading={making} onClick={() => ask.mutate()}>
        {making ? t('bagMaking') : label}
      </Button>
      <span role="status" className={failure ? 'rb-alert' : 'rb-hidden'}>
        {failure ?? (making ? t('bagMaking') : '')}
      </span>
    </span>
  )
}
