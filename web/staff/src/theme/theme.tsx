import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Lang } from '../i18n/define-words.ts'
import { useLanguage } from '../i18n/language.tsx'
import { antdTheme, FONT, MONO, PALETTE, type Scheme } from './tokens.ts'

export type SchemeChoice = Scheme | 'system'
const KEY = 'redbridge.scheme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

const storedChoice = (): SchemeChoice => {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

interface SchemeState {
  choice: SchemeChoice
  scheme: Scheme
  choose(choice: SchemeChoice): void
}
const SchemeContext = createContext<SchemeState>({ choice: 'system', scheme: 'light', choose: () => {} })
export const useScheme = (): SchemeState => useContext(SchemeContext)

/** Custom properties `--rb-*` for our own styles, from the palette that Ant Design gets as tokens. */
function paint(scheme: Scheme, lang: Lang): void {
  const root = document.documentElement
  root.dataset.scheme = scheme
  root.style.colorScheme = scheme
  for (const [name, value] of Object.entries(PALETTE[scheme])) root.style.setProperty(`--rb-${name}`, value)
  root.style.setProperty('--rb-font', FONT[lang])
  root.style.setProperty('--rb-mono', MONO)
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const { lang } = useLanguage()
  const [choice, setChoice] = useState(storedChoice)
  const [systemDark, setSystemDark] = useState(dark.matches)
  useEffect(() => {
    const follow = (e: MediaQueryListEvent) => setSystemDark(e.matches)
    dark.addEventListener('change', follow)
    return () => dark.removeEventListener('change', follow)
  }, [])
  const scheme: Scheme = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice
  useLayoutEffect(() => paint(scheme, lang), [scheme, lang])
  const state = useMemo<SchemeState>(
    () => ({
      choice,
      scheme,
      choose: (next) => {
        localStorage.setItem(KEY, next)
        setChoice(next)
      },
    }),
    [choice, scheme],
  )
  const config = useMemo(() => antdTheme(scheme, lang), [scheme, lang])
  return (
    <SchemeContext value={state}>
      <ConfigProvider
        locale={lang === 'zh' ? zhCN : enUS}
        theme={config}
        componentSize="medium"
        button={{ autoInsertSpace: false }}
      >
        <AntApp className="rb-app">{children}</AntApp>
      </ConfigProvider>
    </SchemeContext>
  )
}
