import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { words } from './words.ts'

interface Change {
  readonly id: string
  readonly name: string
  readonly joined: boolean
}

/** Has a platform join the bridge or leave it, after asking. */
export function useJoin() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id, joined }: Change) =>
      api.post(`/api/assistance/platforms/${encodeURIComponent(id)}/join`, { joined }),
    onSuccess: (_, { name, joined }) => {
      report.done(t(joined ? 'joined' : 'left', { name }))
      void client.invalidateQueries({ queryKey: ['bridge-platforms'] })
    },
    onError: report.failed,
  })
  const ask = async (change: Change) => {
    const { name, joined } = change
    const question = joined
      ? { title: t('joinTitle', { name }), text: t('joinText'), action: t('join') }
      : { title: t('leaveTitle', { name }), text: t('leaveText'), action: t('leave'), danger: true }
    if (await confirm({ ...question, cancel: t('cancel') })) mutate(change)
  }
  return { ask, isPending }
}
