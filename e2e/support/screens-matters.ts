import type { Page } from 'playwright-core'
import type { House } from './house.ts'
import { begin, callerOf, dayFromNow, readKinds, type Words } from './matters.ts'
import type { Screen } from './screens.ts'
import { drawerOf } from './see.ts'
import { fill, zh } from './words.ts'

export const MATTER_SCREENS = [
  'matters',
  'matters-none',
  'matters-new',
  'matters-bulk',
  'new-matter',
  'new-matter-missing',
  'matter',
  'matter-platform',
  'matter-deadline',
  'matter-note',
  'matter-move',
  'matter-danger',
  'matter-blocked',
  'matter-assign',
  'lead',
  'processes',
  'matter-statistics',
  'deputy',
  'police-todo',
] as const

interface Played {
  readonly words: Words
  /** being put right, with everything a matter can hold */
  readonly full: string
  readonly draft: string
  readonly reviewing: string
  readonly lead: string
}

/** Plays an interview and a disputed transfer over the API: matters with forms, files, letters, messages and clocks. */
export const playMatters = async (house: House): Promise<Played> => {
  const words = (await readKinds(house))('guidance')
  const analyst = await callerOf(house, 'analyst')
  const head = await callerOf(house, 'head')
  const platform = await callerOf(house, 'platform')
  const find = async (kind: string, name: string) => {
    const path = `/api/matter-organisations?kinds=${kind}&q=${encodeURIComponent(name)}`
    return (await analyst.get<{ items: { id: string }[] }>(path)).items[0]?.id as string
  }
  const platformId = await find('platform', '青禾里')
  const open = async (topic: string, type: string): Promise<string> =>
    (await analyst.post<{ id: string }>('/api/matters/guidance', { platformId, type, topic })).id
  const draft = await open('直播间未公示真实经营者', 'guidance')
  const reviewing = await open('促销规则公示不完整', 'guidance')
  await analyst.move('guidance', reviewing, 'submit', { facts: '未在显著位置公示。', demands: '在首页公示。' })
  const full = await open('促销划线价高于前七日最低成交价', 'interview')
  await analyst.move('guidance', full, 'submit', {
    facts: '抽查发现 23 家店铺在“年中大促”中标示的划线价高于前七日最低成交价，涉及商品 118 种。',
    basis: ['ECL 27', 'ECL 28'],
    agenda: [{ item: '通报抽查情况' }, { item: '听取平台说明' }],
    demands: '下架不合规价格标示，完善促销规则审核。',
  })
  await analyst.post(`/api/matters/${full}/notes`, { text: '该平台去年已约谈一次，注意对照。' })
  await head.move('guidance', full, 'approve', { note: '同意约谈' })
  await analyst.move('guidance', full, 'issue_interview', { meetOn: dayFromNow(5), place: '市局三层会议室' })
  await platform.move('guidance', full, 'receive', { attendees: '韩雪（合规部）' })
  await platform.post(`/api/matters/${full}/messages`, { text: '请问可否线上参加一位价格管理人员？' })
  await analyst.move('guidance', full, 'record', {
    minutes: '平台说明了原因，承认管理疏漏，作出如下承诺。',
    commitments: [
      { commitment: '下架全部不合规划线价，重新核定', dueOn: dayFromNow(10) },
      { commitment: '修订促销规则审核流程，培训入驻店铺', dueOn: dayFromNow(20) },
    ],
  })
  await platform.move('guidance', full, 'prove', { commitment: 0, done: '118 种商品已重新核定。' })
  return { words, full, draft, reviewing, lead: await playLead(house, await find('bureau', '上海')) }
}

const playLead = async (house: House, receiverId: string): Promise<string> => {
  const analyst = await callerOf(house, 'analyst')
  const head = await callerOf(house, 'head')
  const shanghai = await callerOf(house, 'shanghai')
  const form = { receiverId, subjectName: '上海某某贸易有限公司', urgency: 'urgent' }
  const { id } = await analyst.post<{ id: string }>('/api/matters/lead_transfer', form)
  await analyst.move('lead_transfer', id, 'submit', {
    facts: '销售标称进口化妆品，无进口证明。',
    reason: '登记地在上海。',
  })
  await head.move('lead_transfer', id, 'approve')
  await shanghai.move('lead_transfer', id, 'refuse', { ground: 'no_jurisdiction', reason: '实际经营地在杭州。' })
  await analyst.move('lead_transfer', id, 'dispute', { reason: '登记住所和仓库均在上海。' })
  return id
}

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()

export const matterScreens = ({ words, full, draft, reviewing, lead }: Played) =>
  ({
    matters: { login: 'analyst', path: '/matters?box=all', main: true },
    'matters-none': { login: 'shanghai', path: '/matters?box=watched', brief: true },
    'matters-new': { login: 'analyst', path: '/matters', open: press(zh.matters.create) },
    'matters-bulk': { login: 'head', path: '/matters?kind=guidance&state=reviewing', open: previewBulk(words) },
    'new-matter': { login: 'analyst', path: '/matters/new/guidance', main: true },
    'new-matter-missing': {
      login: 'analyst',
      path: '/matters/new/lead_transfer',
      open: press(zh.matters.newSubmit),
    },
    matter: { login: 'analyst', path: `/matters/${full}?box=all`, main: true },
    'matter-platform': { login: 'platform', path: `/matters/${full}?box=all` },
    'matter-deadline': {
      login: 'analyst',
      path: `/matters/${full}`,
      open: async (page) => {
        await page.locator('.rb-deadline-button').focus()
        await page.keyboard.press('Enter')
      },
    },
    'matter-note': {
      login: 'analyst',
      path: `/matters/${full}`,
      open: (page) => page.getByRole('tab', { name: zh.matter.writeNote }).click(),
    },
    'matter-move': { login: 'analyst', path: `/matters/${draft}`, open: (page) => begin(page, words.step('submit')) },
    'matter-danger': { login: 'head', path: `/matters/${reviewing}`, open: askWhetherSure(words) },
    'matter-blocked': { login: 'platform', path: `/matters/${full}`, open: openBlocked(words) },
    'matter-assign': { login: 'head', path: `/matters/${full}`, open: press(zh.matter.assign), brief: true },
    lead: {
      login: 'analyst',
      path: `/matters/${lead}`,
      open: (page) => page.getByText(zh.matter.diagram, { exact: true }).click(),
    },
    processes: { login: 'platform', path: '/processes' },
    'matter-statistics': { login: 'head', path: '/matter-statistics', main: true },
    deputy: { login: 'analyst', path: '/account', open: press(zh.delegation.create), brief: true },
    'police-todo': { login: 'police', path: '/todo', brief: true },
  }) as const satisfies Record<(typeof MATTER_SCREENS)[number], Omit<Screen, 'name'>>

const previewBulk = (words: Words) => async (page: Page) => {
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  const button = { name: words.step('approve'), exact: true }
  await page.getByRole('region', { name: zh.bulk.bar }).getByRole('button', button).click()
  await drawerOf(page).getByRole('button', { name: zh.matters.bulkPreview }).click()
  await drawerOf(page).getByRole('button', { name: zh.matters.bulkBack }).waitFor()
}

const askWhetherSure = (words: Words) => async (page: Page) => {
  const step = words.step('cancel')
  const drawer = await begin(page, step)
  await drawer.getByLabel(words.field('cancel', 'reason'), { exact: true }).fill('与另一事项重复')
  await drawer.getByRole('button', { name: step, exact: true }).last().click()
  await drawer.getByText(fill(zh.matter.sure, { event: step })).waitFor()
}

const openBlocked = (words: Words) => async (page: Page) => {
  await page.getByRole('button', { name: zh.matter.moreActions }).click()
  const name = fill(zh.matter.blocked, { event: words.step('request_inspection') })
  await page.getByRole('menuitem', { name }).click()
  await drawerOf(page).getByText(zh.matter.blockedTitle).waitFor()
}
