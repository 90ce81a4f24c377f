import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useMatches, useRouter } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { sessionQuery, useMay } from '../lib/session.ts'
import { useWide } from '../lib/use-wide.ts'
import { NoPermission, PageSkeleton } from '../ui/screen-states.tsx'
import { ShortcutHelp } from '../ui/shortcuts.tsx'
import { Header } from './header.tsx'
import { NavMenu } from './nav-menu.tsx'
import { words } from './words.ts'

/** Header, navigation and the screen; also where a session that ended meanwhile sends one back to the sign-in page. */
export function DeskLayout() {
  const { data: me } = useQuery(sessionQuery)
  return me ? <Desk /> : <ToSignIn />
}

/** Once, with the address of now: what watched the address would take the sign-in page for the place to come back to. */
function ToSignIn() {
  const router = useRouter()
  useEffect(() => {
    const { href, pathname } = router.state.location
    if (pathname !== '/sign-in')
      void router.navigate({ to: '/sign-in' as never, search: { return: href } as never, replace: true })
  }, [router])
  return null
}

function Desk() {
  const t = useWords(words)
  const wide = useWide(960)
  const pathname = useLocation({ select: (l) => l.pathname })
  const [drawer, setDrawer] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the address changes
  useEffect(() => setDrawer(false), [pathname])
  useFocusOnNewScreen(pathname.split('/')[1] ?? '')
  return (
    <div className="rb-desk">
      <a className="rb-skip" href="#content">
        {t('skip')}
      </a>
      <Header onMenu={wide ? null : () => setDrawer(true)} />
      <div className="rb-body">
        {wide ? (
          <nav className="rb-nav" aria-label={t('navigation')}>
            <NavMenu />
          </nav>
        ) : (
          <Drawer
            open={drawer}
            onClose={() => setDrawer(false)}
            placement="left"
            size={240}
            title={t('product')}
            styles={{ body: { padding: 8 } }}
          >
            <nav aria-label={t('navigation')}>
              <NavMenu />
            </nav>
          </Drawer>
        )}
        <main id="content" className="rb-content" tabIndex={-1}>
          <Screen />
        </main>
      </div>
      <ShortcutHelp />
    </div>
  )
}

/** Whoever follows a link into another area by keyboard or screen reader begins at its content, not at the link that is gone. */
function useFocusOnNewScreen(area: string) {
  const shown = useRef(area)
  useEffect(() => {
    if (shown.current === area) return
    shown.current = area
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [area])
}

/** The matched screen, or that one's role does not include it. */
function Screen() {
  const { lang } = useLanguage()
  const t = useWords(words)
  const may = useMay()
  const matches = useMatches()
  const title = matches.findLast((m) => m.staticData.title)?.staticData.title
  const missing = matches.find((m) => m.staticData.permission && !may(m.staticData.permission))
  useEffect(() => {
    document.title = title ? `${title[lang]} · ${t('product')}` : t('productLong')
  }, [title, lang, t])
  if (missing) return <NoPermission />
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Outlet />
    </Suspense>
  )
}
