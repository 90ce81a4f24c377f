import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { currentLang, setCurrentLang } from './current-lang.ts'
import { fillWord, type Lang, type PlaceValues, type Word } from './define-words.ts'

interface Language {
  lang: Lang
  setLang(lang: Lang): void
}
const LanguageContext = createContext<Language>({ lang: 'zh', setLang: () => {} })

/** Chinese unless the person chose English; the choice stays on this machine. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(currentLang)
  useEffect(() => {
    setCurrentLang(lang)
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  }, [lang])
  const value = useMemo(
    () => ({
      lang,
      setLang: (next: Lang) => {
        setCurrentLang(next)
        setLang(next)
      },
    }),
    [lang],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export const useLanguage = (): Language => useContext(LanguageContext)

/** Picks the text of a contract entry (`{ zh, en }`) in the language of the screen. */
export function usePick(): (word: Word) => string {
  const { lang } = useLanguage()
  return useCallback((word) => word[lang], [lang])
}

type Args<W extends Word> = [keyof PlaceValues<W['zh']>] extends [never] ? [] : [PlaceValues<W['zh']>]
export type Translate<W extends Record<string, Word>> = <K extends keyof W>(key: K, ...values: Args<W[K]>) => string

/** @example const t = useWords(words); t('found', { n: 3 }) // '共 3 项' */
export function useWords<W extends Record<string, Word>>(words: W): Translate<W> {
  const { lang } = useLanguage()
  return useCallback((key, ...values) => fillWord((words[key] as Word)[lang], values[0]), [words, lang])
}
