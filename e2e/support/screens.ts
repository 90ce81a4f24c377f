import type { Page } from 'playwright-core'
import type { House, Login } from './house.ts'
import { BRIDGE_SCREENS, bridgeScreens, findRequests } from './screens-bridge.ts'
import { MATTER_SCREENS, matterScreens, playMatters } from './screens-matters.ts'
import { drawerOf, rowsOf } from './see.ts'
import { zh } from './words.ts'

export interface Screen {
  readonly name: string
  /** nobody: before signing in */
  readonly login: Login | null
  readonly path: string
  /** what is opened on it first: a drawer, a panel, an answer */
  readonly open?: (page: Page) => Promise<unknown>
  /** one of the main ones, also looked at on a large display */
  readonly main?: boolean
  /** looked at once: wide, light, in Chinese, and whether a phone scrolls sideways */
  readonly brief?: boolean
}

interface Records {
  readonly period: string
  readonly matched: string
  readonly answering: string
  readonly slip: string
  readonly register: string
  readonly matters: Awaited<ReturnType<typeof playMatters>>
  readonly requests: Awaited<ReturnType<typeof findRequests>>
}

const get = async <T>(page: Page, path: string): Promise<T> => {
  const answer = await page.request.get(path)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  return (await answer.json()) as T
}
type Items<T> = { readonly items: readonly T[] }

/** Records of the demonstration that the screens show: the present period, a report just matched, one being answered. */
export const findRecords = async (house: House): Promise<Records> => {
  const page = await house.desk('analyst', 'about:blank')
  const periods = await get<{ id: string; key: string }[]>(page, '/api/periods')
  const period = periods.find((one) => one.key === '2026-07')?.id as string
  const duties = await get<{ state: string; batchId: string }[]>(page, `/api/periods/${period}/duties`)
  const batchIn = (state: string): string => duties.find((one) => one.state === state)?.batchId as string
  const slips = await get<Items<{ id: string }>>(page, `/api/problems?batchId=${batchIn('matched')}&kind=code_invalid`)
  const [register] = await get<{ id: string }[]>(page, '/api/registers')
  return {
    period,
    matched: batchIn('matched'),
    answering: batchIn('pushed'),
    slip: slips.items[0]?.id as string,
    register: register?.id as string,
    matters: await playMatters(house),
    requests: await findRequests(house),
  }
}

const press =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().click()
const firstRow = (table: string) => (page: Page) => rowsOf(page, table).first().click()
const bulk = (event: string) => async (page: Page) => {
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  await page.getByRole('region', { name: zh.bulk.bar }).getByRole('button', { name: event }).click()
  await drawerOf(page).getByRole('table').first().waitFor()
}

/** Every screen, with what can be opened on it. */
export const SCREENS = [
  'sign-in',
  'sign-in-refused',
  'todo',
  'periods',
  'new-period',
  'period',
  'rectification',
  'compare',
  'report',
  'report-rejects',
  'problems',
  'problem',
  'problems-bulk',
  'transfers-in',
  'transfer',
  'transfer-answer',
  'transfers-out',
  'transfer-packages',
  'figures',
  'admission',
  'platform-todo',
  'platform-reports',
  'platform-report',
  'late-reports',
  'answers',
  'answer',
  'answers-file',
  'clients',
  'new-client',
  'organisations',
  'bureaus',
  'new-platform',
  'registers',
  'register',
  'users',
  'new-user',
  'law',
  'law-limit',
  'law-calendar',
  'law-calculator',
  'audit',
  'audit-entry',
  'account',
  'authenticator',
  'shortcuts',
  'not-found',
  'no-permission',
  ...MATTER_SCREENS,
  ...BRIDGE_SCREENS,
] as const
export type ScreenName = (typeof SCREENS)[number]

export const screensOf = (records: Records): Record<ScreenName, Omit<Screen, 'name'>> => ({
  ...bureauScreens(records),
  ...platformScreens(records),
  ...administrationScreens(records),
  ...matterScreens(records.matters),
  ...bridgeScreens(records.requests),
})

const bureauScreens = ({ period, matched, slip }: Records) =>
  ({
    'sign-in': { login: null, path: '/sign-in', main: true },
    'sign-in-refused': {
      login: null,
      path: '/sign-in?return=%2Fproblems',
      open: async (page) => {
        await page.getByLabel(zh.signIn.login).fill('analyst')
        await page.getByLabel(zh.signIn.password, { exact: true }).fill('wrong')
        await press(zh.signIn.signIn)(page)
        await page.getByRole('alert').first().waitFor()
      },
    },
    todo: { login: 'analyst', path: '/todo', main: true },
    periods: { login: 'head', path: '/periods' },
    'new-period': { login: 'head', path: '/periods', open: press(zh.periods.create) },
    period: { login: 'head', path: `/periods/${period}`, main: true },
    rectification: { login: 'head', path: `/periods/${period}`, open: press(zh.periods.rectify) },
    compare: { login: 'analyst', path: '/periods/compare?from=2026-01&to=2026-07', open: chooseFirst },
    report: { login: 'analyst', path: `/batches/${matched}`, main: true },
    'report-rejects': { login: 'analyst', path: `/periods/${period}`, open: openReportWithRejects },
    problems: { login: 'analyst', path: '/problems' },
    problem: { login: 'analyst', path: `/problems/${slip}?batchId=${matched}`, main: true },
    'problems-bulk': { login: 'analyst', path: '/problems?state=found', open: bulk(zh.problems.confirm) },
    'transfers-in': { login: 'shanghai', path: '/transfers' },
    transfer: { login: 'shanghai', path: '/transfers', open: firstRow(zh.transfers.in) },
    'transfer-answer': { login: 'shanghai', path: '/transfers', open: bulk(zh.transfers.receive) },
    'transfers-out': { login: 'analyst', path: '/transfers?box=out' },
    'transfer-packages': { login: 'analyst', path: '/transfers?box=out&view=packages', brief: true },
    figures: { login: 'head', path: '/figures', main: true },
    admission: { login: 'platform', path: '/admission', open: checkAdmission },
    shortcuts: { login: 'analyst', path: '/problems', open: (page) => page.keyboard.press('?'), brief: true },
    'not-found': { login: 'analyst', path: '/problems/prb_of_somebody_else' },
    'no-permission': { login: 'platform', path: '/audit', brief: true },
  }) as const satisfies Partial<Record<ScreenName, Omit<Screen, 'name'>>>

const platformScreens = ({ answering }: Records) =>
  ({
    'platform-todo': { login: 'platform', path: '/todo', brief: true },
    'platform-reports': { login: 'platform', path: '/reports' },
    'platform-report': { login: 'platform', path: `/reports/${answering}` },
    'late-reports': { login: 'late-platform', path: '/reports', brief: true },
    answers: { login: 'platform', path: '/answers' },
    answer: { login: 'platform', path: '/answers?state=pushed', open: beginAnswer },
    'answers-file': { login: 'platform', path: '/answers', open: press(zh.answers.byFile) },
    clients: { login: 'platform', path: '/clients' },
    'new-client': { login: 'platform', path: '/clients', open: press(zh.clients.create) },
  }) as const satisfies Partial<Record<ScreenName, Omit<Screen, 'name'>>>

const administrationScreens = ({ register }: Records) =>
  ({
    organisations: { login: 'admin', path: '/organisations' },
    bureaus: { login: 'admin', path: '/organisations?kind=bureau', brief: true },
    'new-platform': { login: 'admin', path: '/organisations', open: press(zh.organisations.newPlatform) },
    registers: { login: 'admin', path: '/registers' },
    register: { login: 'admin', path: `/registers/${register}` },
    users: { login: 'admin', path: '/users' },
    'new-user': { login: 'admin', path: '/users', open: press(zh.users.create) },
    law: { login: 'platform', path: '/law', main: true },
    'law-limit': { login: 'admin', path: '/law?limit=complaint_mediation' },
    'law-calendar': { login: 'admin', path: '/law?view=calendar&year=2026' },
    'law-calculator': { login: 'analyst', path: '/law?view=calculator' },
    audit: { login: 'admin', path: '/audit' },
    'audit-entry': { login: 'admin', path: '/audit', open: firstRow(zh.audit.title) },
    account: { login: 'admin', path: '/account' },
    authenticator: { login: 'admin', path: '/account', open: press(zh.account.setUp) },
  }) as const satisfies Partial<Record<ScreenName, Omit<Screen, 'name'>>>

const chooseFirst = async (page: Page): Promise<void> => {
  await page.locator('main').getByRole('combobox').first().click()
  await page.locator('.ant-select-item-option').first().click()
  await page.getByRole('tab').first().waitFor()
}

const openReportWithRejects = async (page: Page): Promise<void> => {
  const duties = page.locator('main table').first()
  await duties.locator('a[href*="#rejected"]').first().click()
  await page.locator('#rejected table').waitFor()
}

const checkAdmission = async (page: Page): Promise<void> => {
  await page.getByLabel(zh.admission.uscc, { exact: true }).fill('91110000100000000O')
  await page.getByLabel(zh.admission.name, { exact: true }).fill('北京某某科技有限公司')
  await page.getByRole('button', { name: zh.admission.check, exact: true }).click()
  await page.getByText(zh.admission.validUntil).waitFor()
}

const beginAnswer = async (page: Page): Promise<void> => {
  await page.locator('main tbody tr').first().click()
  await page.getByRole('article').getByRole('radio').nth(2).check()
}
