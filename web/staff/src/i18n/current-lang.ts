import type { Lang } from './define-words.ts'

const KEY = 'redbridge.lang'
let current: Lang | undefined

/** The language of the screen, also for code outside React (the API client names it in Accept-Language). */
export function currentLang(): Lang {
  current ??= globalThis.localStorage?.getItem(KEY) === 'en' ? 'en' : 'zh'
  return current
}
export function setCurrentLang(lang: Lang): void {
  current = lang
  globalThis.localStorage?.setItem(KEY, lang)
}
