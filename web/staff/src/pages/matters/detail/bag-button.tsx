import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { Bag } from '@redbridge/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { describeFailure } from '../../../lib/failure.ts'
import { formatBytes } from '../../../lib/format.ts'
import { words } from '../detail-words.ts'

/** The whole matter with its proofs in one file: asked for, made by a job, then fetched. */
export function BagButton({ matterId }: { matterId: string }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const ask = useMutation({ mutationFn: () => api.post<Bag>('/api/bags', { matterId }) })
  const id = ask.data?.id
  const { data: bag = ask.data } = useQuery({
    queryKey: ['bag', id],
    queryFn: ({ signal }) => api.get<Bag>(`/api/bags/${encodeURIComponent(id ?? '')}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 1000),
  })
  const failure = ask.error ? describeFailure(ask.error, lang).text : bag?.fault ? pick(bag.fault) : null
  if (bag?.finishedAt && !bag.fault)
    return (
      <Button
        size="small"
        type="primary"
        icon={<DownloadOutlined aria-hidden="true" />}
        href={`/api/bags/${encodeURIComponent(bag.id)}/bag.zip`}
        download
      >
        {t('bagDownload', { size: formatBytes(bag.bytes ?? 0) })}
      </Button>
    )
  const making = ask.isPending || (bag !== undefined && !bag.finishedAt)
  return (
    <>
      <Button size="small" loading={making} onClick={() => ask.mutate()}>
        {t(making ? 'bagMaking' : 'bag')}
      </Button>
      {failure && (
        <span role="alert" className="rb-alert">
          {t('bagFailed', { reason: failure })}
        </span>
      )}
    </>
  )
}
