import { ERRORS, type ErrorCode } from '@redbridge/contract'
import type { Lang } from '../i18n/define-words.ts'
import { ApiError } from './api.ts'

const NETWORK = {
  zh: '无法连接服务器。请检查网络后重试；已填写的内容不会丢失。',
  en: 'The server cannot be reached. Check the network and try again; what you have filled in is kept.',
}

export interface Failure {
  /** what happened and what to do */
  text: string
  /** which input is meant, where the server says so */
  items: string[]
  status: number
}

/** What a person should read about a failed request: the contract's words for the code, then the server's detail. */
export function describeFailure(error: unknown, lang: Lang): Failure {
  if (!(error instanceof ApiError)) return { text: ERRORS.internal[lang], items: [], status: 0 }
  const { status, problem } = error
  if (status === 0) return { text: NETWORK[lang], items: [], status }
  if (!problem) return { text: (status >= 502 ? ERRORS.unavailable : ERRORS.internal)[lang], items: [], status }
  const known = problem.code in ERRORS ? ERRORS[problem.code as ErrorCode][lang] : problem.title
  const items = (problem.errors ?? []).map((e) => e.message)
  const detail = problem.detail && problem.detail !== known ? problem.detail : ''
  return { text: detail ? `${known}${lang === 'zh' ? '：' : ': '}${detail}` : known, items, status }
}
