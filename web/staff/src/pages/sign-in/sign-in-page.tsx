import type { SignInOptions, SignInResult } from '@redbridge/contract'
import { ERRORS, type ErrorCode } from '@redbridge/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import type { Search } from '../../lib/search.ts'
import { sessionQuery } from '../../lib/session.ts'
import { Mark } from '../../shell/mark.tsx'
import { words as shell } from '../../shell/words.ts'
import { NewPasswordForm } from './new-password-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { words } from './words.ts'
import './sign-in.css'

/** Only addresses of this site are followed after signing in. */
export const safeReturn = (address: string | undefined): string =>
  address && /^\/(?![/\\])/.test(address) && !address.startsWith('/sign-in') ? address : '/'

export function SignInPage() {
  const t = useWords(words)
  const { lang, setLang } = useLanguage()
  const ts = useWords(shell)
  const client = useQueryClient()
  const router = useRouter()
  const search = useSearch({ strict: false }) as Search
  const [pending, setPending] = useState<SignInResult | null>(null)
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => api.get<SignInOptions>('/api/sign-in-options'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    document.title = `${t('title')} · ${t('product')}`
  }, [t])
  // Single sign-on comes back here with the code of what went wrong.
  const failure = search.error && search.error in ERRORS ? ERRORS[search.error as ErrorCode][lang] : ''
  const go = async (result: SignInResult) => {
    if (result.state !== 'signed_in') return setPending(result)
    if (result.me) client.setQueryData(sessionQuery.queryKey, result.me)
    else await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    await router.navigate({ href: safeReturn(search.return), replace: true })
  }
  return (
    <div className="rb-sign-in">
      <div className="rb-sign-in-top">
        <Button type="text" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
          {ts('otherLanguage')}
        </Button>
      </div>
      <main className="rb-sign-in-box">
        <div className="rb-sign-in-brand">
          <Mark size={40} />
          <div>
            <h1>
              <span lang="zh-CN">红桥</span> <span className="rb-quiet">Redbridge</span>
            </h1>
            <p className="rb-quiet">{t('subtitle')}</p>
          </div>
        </div>
        {search.return && safeReturn(search.return) !== '/' && !pending && (
          <p className="rb-sign-in-note">{t('sessionEnded')}</p>
        )}
        {failure && !pending && <Alert type="error" title={failure} showIcon role="alert" />}
        {pending?.state === 'second_factor' ? (
          <SecondFactorForm factors={pending.factors} onDone={go} onBack={() => setPending(null)} />
        ) : pending ? (
          <NewPasswordForm onDone={go} />
        ) : (
          <PasswordForm options={options.data} onDone={go} returnTo={safeReturn(search.return)} />
        )}
      </main>
    </div>
  )
}
