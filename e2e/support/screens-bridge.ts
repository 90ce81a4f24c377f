import type { Page } from 'playwright-core'
import type { House } from './house.ts'
import { callerOf } from './matters.ts'
import type { Screen } from './screens.ts'
import { drawerOf, rowsOf } from './see.ts'
import { zh } from './words.ts'

/** Screens of what is sent over the bridge, and of papers and proofs. Looked at once each: wide, light, in Chinese. */
export const BRIDGE_SCREENS = [
  'requests',
  'new-request',
  'request',
  'request-platform',
  'memoranda',
  'bridge-messages',
  'bridge-message',
  'bridge-keys',
  'bridge-new-key',
  'bridge-endpoints',
  'bridge-deliveries',
  'bridge-sandbox',
  'bridge-standard',
  'bridge-authorisations',
  'bridge-platforms',
  'service-levels',
  'service-levels-public',
  'letters',
  'letter',
  'evidence',
  'ledger',
  'letter-templates',
] as const

interface Requests {
  /** being answered by the platform of the demonstration */
  readonly received: string
}

export const findRequests = async (house: House): Promise<Requests> => {
  const platform = await callerOf(house, 'platform')
  const { items } = await platform.get<{ items: { id: string }[] }>(
    '/api/matters?kind=assistance_request&state=received&size=20',
  )
  return { received: items[0]?.id as string }
}

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()

const openMessage = async (page: Page): Promise<void> => {
  await rowsOf(page, zh.bridgeTitles.messages).first().getByRole('button').click()
  await press(zh.bridgeMessages.verify)(page)
  await drawerOf(page).locator('.rb-checks').waitFor()
}

const openLetter = async (page: Page): Promise<void> => {
  await rowsOf(page, zh.letters.title).first().click()
  await drawerOf(page).locator('.rb-facts').waitFor()
}

const brief = <const S extends Readonly<Record<string, Omit<Screen, 'name' | 'brief'>>>>(screens: S) =>
  Object.fromEntries(Object.entries(screens).map(([name, screen]) => [name, { ...screen, brief: true }])) as Record<
    keyof S,
    Omit<Screen, 'name'>
  >

export const bridgeScreens = ({ received }: Requests): Record<(typeof BRIDGE_SCREENS)[number], Omit<Screen, 'name'>> =>
  brief({
    requests: { login: 'analyst', path: '/assistance' },
    'new-request': { login: 'analyst', path: '/assistance/new' },
    request: { login: 'head', path: '/matters?box=all&kind=assistance_request', open: openFirst },
    'request-platform': { login: 'platform', path: `/matters/${received}?box=all` },
    memoranda: { login: 'analyst', path: '/assistance/memoranda' },
    'bridge-messages': { login: 'platform', path: '/bridge/messages' },
    'bridge-message': { login: 'analyst', path: '/bridge/messages?box=out', open: openMessage },
    'bridge-keys': { login: 'platform', path: '/bridge/integration' },
    'bridge-new-key': { login: 'platform', path: '/bridge/integration', open: press(zh.bridgeKeys.register) },
    'bridge-endpoints': { login: 'platform', path: '/bridge/integration?view=endpoints' },
    'bridge-deliveries': { login: 'platform', path: '/bridge/integration?view=deliveries' },
    'bridge-sandbox': { login: 'platform', path: '/bridge/sandbox' },
    'bridge-standard': { login: 'head', path: '/bridge/settings' },
    'bridge-authorisations': { login: 'head', path: '/bridge/settings?view=authorisations' },
    'bridge-platforms': { login: 'admin', path: '/bridge/settings?view=platforms' },
    'service-levels': { login: 'head', path: '/figures/service-levels' },
    'service-levels-public': { login: null, path: '/service-levels' },
    letters: { login: 'analyst', path: '/letters' },
    letter: { login: 'analyst', path: '/letters', open: openLetter },
    evidence: { login: 'analyst', path: '/evidence' },
    ledger: { login: 'admin', path: '/ledger' },
    'letter-templates': { login: 'admin', path: '/letter-templates' },
  })

const openFirst = async (page: Page): Promise<void> => {
  await page.locator('main tbody tr').first().click()
  await page.locator('.rb-matter-head').waitFor()
}
