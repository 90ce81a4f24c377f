import { App } from 'antd'
import { useCallback, useMemo } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { describeFailure } from './failure.ts'

/** Short word at the top of the screen: what was done, or what went wrong and what to do. */
export function useReport() {
  const { message } = App.useApp()
  const { lang } = useLanguage()
  const done = useCallback((text: string) => void message.success(text, 4), [message])
  const failed = useCallback(
    (error: unknown) => {
      const { text, items } = describeFailure(error, lang)
      void message.error([text, ...items].join(lang === 'zh' ? '；' : '; '), 8)
    },
    [message, lang],
  )
  const refused = useCallback((text: string) => void message.warning(text, 8), [message])
  return useMemo(() => ({ done, failed, refused }), [done, failed, refused])
}
