import type { User } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import type { Created } from './users-page.tsx'
import { words } from './words.ts'

export type UserAction = 'disable' | 'enable' | 'resetPassword' | 'unlock' | 'resetFactor'

const QUESTIONS = {
  disable: ['disableTitle', 'disableText'],
  resetPassword: ['resetTitle', 'resetText'],
  unlock: ['resetTitle', 'resetText'],
  resetFactor: ['factorTitle', 'factorText'],
} as const

/** What an administrator may do with an account, each asked for before it is done. */
export function useUserActions(onPassword: (created: Created) => void) {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const run = async (action: UserAction, user: User) => {
    const path = `/api/users/${encodeURIComponent(user.id)}`
    const { name } = user
    if (action === 'enable' || action === 'disable') {
      await api.patch(path, { state: action === 'enable' ? 'active' : 'disabled' })
      report.done(t(action === 'enable' ? 'enabledDone' : 'disabledDone', { name }))
    } else if (action === 'resetFactor') {
      await api.post(`${path}/reset-second-factor`)
      report.done(t('factorDone', { name }))
    } else onPassword(await api.post<Created>(`${path}/reset-password`))
  }
  return async (action: UserAction, user: User): Promise<void> => {
    if (action !== 'enable') {
      const [title, text] = QUESTIONS[action]
      const question = { title: t(title, { name: user.name }), text: t(text), action: t(action), cancel: t('cancel') }
      if (!(await confirm({ ...question, danger: action === 'disable' }))) return
    }
    await run(action, user).catch(report.failed)
    void client.invalidateQueries({ queryKey: ['users'] })
  }
}
