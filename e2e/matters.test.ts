import { readFileSync } from 'node:fs'
import { createMarket } from '@redbridge/engine/market'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { choose } from './support/forms.ts'
import { useHouse } from './support/house.ts'
import {
  begin,
  callerOf,
  dayFromNow,
  historyOf,
  readKinds,
  seeState,
  setDate,
  stepsOf,
  take,
  type Words,
} from './support/matters.ts'
import { drawerOf, navigate, rowsOf, seeHeading, seeMessage, seeTotal, totalOf } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// Matters between a bureau, a platform and another bureau. Forms, steps and states are read from the definitions.
const house = useHouse({ chain: true })
const platform = createMarket({ seed: 'redbridge', operators: 'tiny' }).platforms[0]?.zh as string
const TOPIC = '促销划线价高于前七日最低成交价'
let guidance: Words
let transfer: Words
let address = ''
let platformId = ''

beforeAll(async () => {
  const words = await readKinds(house)
  guidance = words('guidance')
  transfer = words('lead_transfer')
  const analyst = await callerOf(house, 'analyst')
  const { items } = await analyst.get<{ items: { id: string; name: string }[] }>(
    '/api/matter-organisations?kinds=platform',
  )
  platformId = items.find((one) => one.name === platform)?.id as string
})

const openNew = async (page: Page, kind: Words): Promise<void> => {
  await navigate(page, zh.matterTitles.matters)
  await page.getByRole('button', { name: zh.matters.create }).click()
  await page
    .getByRole('navigation', { name: zh.matters.createWhich })
    .getByText(kind.kind.title.zh, { exact: true })
    .click()
  await seeHeading(page, fill(zh.matters.newTitle, { kind: kind.kind.title.zh }))
}

test('an officer opens an interview: the form says what is missing, and a reload loses nothing', async () => {
  const page = await house.desk('analyst')
  await openNew(page, guidance)
  await page.getByRole('button', { name: zh.matters.newSubmit, exact: true }).click()
  await page.getByText(fill(zh.matterForm.toCorrect, { n: 3 })).waitFor()
  await page.getByText(fill(zh.matterForm.missing, { label: guidance.field('draft', 'topic') })).waitFor()
  await choose(page, guidance.field('draft', 'platformId'), platform, platform.slice(0, 2))
  await choose(page, guidance.field('draft', 'type'), guidance.option('draft', 'type', 'interview'))
  await page.getByLabel(guidance.field('draft', 'topic'), { exact: true }).fill(TOPIC)
  await page.reload()
  await page.getByText(zh.matterForm.restored).waitFor()
  expect(await page.getByLabel(guidance.field('draft', 'topic'), { exact: true }).inputValue()).toBe(TOPIC)
  await page.getByRole('button', { name: zh.matters.newSubmit, exact: true }).click()
  await seeHeading(page, TOPIC)
  await seeState(page, guidance.state('draft'))
  address = new URL(page.url()).pathname
})

test('facts, legal basis, agenda in order and a file are put to the head', async () => {
  const page = await house.desk('analyst', address)
  const field = (name: string) => guidance.field('submit', name)
  await take(page, guidance.step('submit'), async (form) => {
    await form.getByLabel(field('facts'), { exact: true }).fill('抽查发现 23 家店铺的划线价高于前七日最低成交价。')
    await form.getByLabel(field('demands'), { exact: true }).fill('下架不合规价格标示。')
    await choose(form, field('basis'), '第二十七条', 'ECL 27')
    for (const item of ['听取平台说明', '通报抽查情况']) {
      await form.getByRole('button', { name: zh.matterForm.addRow }).click()
      await form.getByLabel(guidance.field('submit', 'item'), { exact: true }).last().fill(item)
    }
    await form.getByRole('button', { name: fill(zh.matterForm.rowUp, { n: 2 }) }).click()
    await form.locator('input[type=file]').setInputFiles({
      name: '抽查清单.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('甲店 乙店'),
    })
    await form.getByRole('button', { name: fill(zh.matterForm.removeFile, { name: '抽查清单.txt' }) }).waitFor()
  })
  await seeState(page, guidance.state('reviewing'))
  const agenda = page.getByRole('table', {
    name: guidance.kind.transitions.find((t) => t.event === 'submit')?.form.find((f) => f.name === 'agenda')?.label
      .zh as string,
  })
  expect(await agenda.locator('tbody tr').first().innerText()).toContain('通报抽查情况')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '抽查清单.txt' }).first().click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toBe('甲店 乙店')
})

test('the head finds it in the to-do list and approves; the platform sees nothing until the letter is out', async () => {
  const hidden = await house.desk('platform', address)
  await hidden.getByRole('alert').waitFor()
  expect(await hidden.getByText(TOPIC).count()).toBe(0)
  const page = await house.desk('head', '/todo')
  // What has a last day stands before what has none: the rest of the list is one link away.
  const mine = page.getByRole('region', { name: zh.todo.myMatters })
  await mine.getByRole('link', { name: new RegExp(zh.todo.allMatters.replace('{n}', '\\d+')) }).click()
  await rowsOf(page, zh.matters.title).filter({ hasText: TOPIC }).click()
  await take(page, guidance.step('approve'))
  await seeState(page, guidance.state('approved'))
  const own = historyOf(page)
    .getByRole('listitem')
    .filter({ hasText: guidance.step('approve') })
  await own.getByText(zh.matter.internal, { exact: true }).waitFor()

  const officer = await house.desk('analyst', address)
  await take(officer, guidance.step('issue_interview'), async (form) => {
    await setDate(form, guidance.field('issue_interview', 'meetOn'), dayFromNow(5))
    await form.getByLabel(guidance.field('issue_interview', 'place'), { exact: true }).fill('市局三层会议室')
  })
  await seeState(officer, guidance.state('summoned'))
  const letter = historyOf(officer)
    .getByRole('listitem')
    .filter({ hasText: guidance.step('issue_interview') })
  const pdf = await officer.request.get(
    (await letter.getByRole('link', { name: 'PDF' }).getAttribute('href')) as string,
  )
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('messages reach the other side, internal notes and internal steps never do', async () => {
  const page = await house.desk('analyst', address)
  await page.getByRole('tab', { name: zh.matter.writeNote }).click()
  await page.getByLabel(zh.matter.noteLabel).fill('该平台去年已约谈一次')
  await page.getByRole('button', { name: zh.matter.keepNote }).click()
  await seeMessage(page, zh.matter.noted)
  const note = historyOf(page).getByRole('listitem').filter({ hasText: '该平台去年已约谈一次' })
  await note.getByText(zh.matter.internal, { exact: true }).waitFor()
  await page.getByRole('tab', { name: zh.matter.writeMessage }).click()
  await page.getByLabel(zh.matter.messageLabel).fill('请携带促销审核制度')
  await page.getByRole('button', { name: zh.matter.send, exact: true }).click()
  await seeMessage(page, zh.matter.sent)

  const other = await house.desk('platform', address)
  await historyOf(other).getByText('请携带促销审核制度').waitFor()
  // What went with the steps before was handed over when the matter came into sight.
  await other.getByRole('link', { name: '抽查清单.txt' }).first().waitFor()
  const seen = await other.locator('main').innerText()
  expect(seen).not.toContain('该平台去年已约谈一次')
  expect(seen).not.toContain(guidance.step('approve'))
  // Of the other side one sees the organisation, not the person.
  expect(seen).not.toContain('陈思远')
  await other.getByLabel(zh.matter.messageLabel).fill('收到，将由韩雪参加')
  await other.getByRole('button', { name: zh.matter.send, exact: true }).click()
  await seeMessage(other, zh.matter.sent)
  await page.reload()
  await historyOf(page).getByText('收到，将由韩雪参加').waitFor()
})

test('the platform signs, commits and proves each point before it may ask for inspection; the officer passes', async () => {
  const page = await house.desk('platform', address)
  await take(page, guidance.step('receive', 'summoned'), (form) =>
    form.getByLabel(guidance.field('receive', 'attendees'), { exact: true }).fill('韩雪'),
  )
  const officer = await house.desk('analyst', address)
  await take(officer, guidance.step('record', 'interview_due'), async (form) => {
    const field = (name: string) => guidance.field('record', name)
    await form.getByLabel(field('minutes'), { exact: true }).fill('平台说明了情况，作出承诺。')
    await form.getByRole('button', { name: zh.matterForm.addRow }).click()
    for (const [i, text] of ['下架划线价', '修订审核流程'].entries()) {
      await form.getByLabel(field('commitment'), { exact: true }).nth(i).fill(text)
      await setDate(
        form.getByRole('group', { name: fill(zh.matterForm.row, { n: i + 1 }) }),
        field('dueOn'),
        dayFromNow(20),
      )
    }
  })
  await officer.locator('.rb-deadline-button').focus()
  await officer.keyboard.press('Enter')
  await officer.getByRole('button', { name: zh.matter.copyWorking }).first().waitFor()

  await page.reload()
  const asking = guidance.step('request_inspection')
  for (const [i, text] of ['下架划线价', '修订审核流程'].entries()) {
    await page.getByRole('button', { name: zh.matter.moreActions }).click()
    await page.getByRole('menuitem', { name: fill(zh.matter.blocked, { event: asking }) }).click()
    await drawerOf(page).getByText(zh.matter.blockedTitle).waitFor()
    expect(await drawerOf(page).getByRole('button', { name: asking, exact: true }).isDisabled()).toBe(true)
    await drawerOf(page).getByRole('button', { name: zh.form.close }).last().click()
    await take(page, guidance.step('prove'), async (form) => {
      await choose(form, guidance.field('prove', 'commitment'), `${i + 1}. ${text}`)
      await form.getByLabel(guidance.field('prove', 'done'), { exact: true }).fill('已完成')
    })
  }
  await take(page, asking)
  await officer.reload()
  await take(officer, guidance.step('pass'))
  await take(officer, guidance.step('close'))
  await seeState(officer, guidance.state('closed'))
  await officer.getByText(zh.matter.noMovesEnded).waitFor()
  await officer.getByRole('button', { name: zh.matter.bag }).click()
  const [bag] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: /下载证据包/ }).click(),
  ])
  expect(
    readFileSync(await bag.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

test('a lead goes to another bureau: refused, disputed, and settled within its deadline', async () => {
  const analyst = await callerOf(house, 'analyst')
  const head = await callerOf(house, 'head')
  const { items } = await analyst.get<{ items: { id: string }[] }>(
    `/api/matter-organisations?kinds=bureau&q=${encodeURIComponent('上海')}`,
  )
  const form = { receiverId: items[0]?.id, subjectName: '上海某某贸易有限公司', urgency: 'ordinary' }
  const { id } = await analyst.post<{ id: string }>('/api/matters/lead_transfer', form)
  await analyst.move('lead_transfer', id, 'submit', { facts: '无法提供进口证明', reason: '登记地在上海' })
  await head.move('lead_transfer', id, 'approve')

  const receiver = await house.desk('shanghai', '/todo')
  await rowsOf(receiver, zh.matters.mine).filter({ hasText: '上海某某贸易有限公司' }).click()
  await take(receiver, transfer.step('refuse'), async (drawer) => {
    await choose(drawer, transfer.field('refuse', 'ground'), transfer.option('refuse', 'ground', 'no_jurisdiction'))
    await drawer.getByLabel(transfer.field('refuse', 'reason'), { exact: true }).fill('实际经营地在杭州')
  })
  const sender = await house.desk('analyst', `/matters/${id}`)
  await sender.getByText('实际经营地在杭州').first().waitFor()
  await take(sender, transfer.step('dispute'), (drawer) =>
    drawer.getByLabel(transfer.field('dispute', 'reason'), { exact: true }).fill('仓库在浦东'),
  )
  // The clock of the dispute runs, and tells its working day by day.
  const clock = transfer.kind.clocks.find((one) => one.id === 'dispute')
  const line = sender
    .getByRole('listitem')
    .filter({ hasText: clock?.text.zh as string })
    .first()
  await line.getByText(zh.matter.working, { exact: true }).click()
  expect(await line.locator('.rb-working li').count()).toBeGreaterThan(2)
  await receiver.reload()
  await take(receiver, transfer.step('concede'))
  await seeState(receiver, transfer.state('accepted'))
})

test('somebody was faster: what happened meanwhile is shown, and nothing is done twice', async () => {
  const analyst = await callerOf(house, 'analyst')
  const head = await callerOf(house, 'head')
  const { id } = await analyst.post<{ id: string }>('/api/matters/guidance', {
    platformId,
    type: 'guidance',
    topic: '规则公示不完整',
  })
  await analyst.move('guidance', id, 'submit', { facts: '未公示', demands: '公示' })
  const page = await house.desk('head', `/matters/${id}`)
  const drawer = await begin(page, guidance.step('approve'))
  await head.move('guidance', id, 'return_draft', { reason: '请补充依据' })
  await drawer.getByRole('button', { name: guidance.step('approve'), exact: true }).click()
  const alert = drawer.getByRole('alert').filter({ hasText: zh.matter.conflictTitle })
  await alert
    .getByText(fill(zh.matter.conflictState, { now: guidance.state('draft'), before: guidance.state('reviewing') }))
    .waitFor()
  await alert.getByText(guidance.step('return_draft')).waitFor()
  await alert.getByText(zh.matter.conflictOver).waitFor()
  expect((await head.get<{ state: string }>(`/api/matters/${id}`)).state).toBe('draft')
})

test('many at once: the preview says which are left out and why', async () => {
  const analyst = await callerOf(house, 'analyst')
  const head = await callerOf(house, 'head')
  const ids: string[] = []
  for (const n of [1, 2, 3]) {
    const form = { platformId, type: 'guidance', topic: `批量抽查第 ${n} 批` }
    const { id } = await analyst.post<{ id: string }>('/api/matters/guidance', form)
    await analyst.move('guidance', id, 'submit', { facts: '未公示', demands: '公示' })
    ids.push(id)
  }
  const page = await house.desk('head', `/matters?kind=guidance&q=${encodeURIComponent('批量抽查')}`)
  await seeTotal(page, 3)
  await page.getByRole('checkbox', { name: zh.list.selectPage }).check()
  await head.move('guidance', ids[0] as string, 'approve')
  const button = { name: guidance.step('approve'), exact: true }
  await page.getByRole('region', { name: zh.bulk.bar }).getByRole('button', button).click()
  const drawer = drawerOf(page)
  await drawer.getByRole('button', { name: zh.matters.bulkPreview }).click()
  await drawer.getByText(fill(zh.bulk.willAffect, { n: 2 })).waitFor()
  await drawer.getByText(fill(zh.bulk.willExclude, { n: 1 })).waitFor()
  await drawer.getByRole('button', { name: fill(zh.matters.bulkRun, { n: 2 }) }).click()
  await drawer.getByText(fill(zh.bulk.done, { n: 2 })).waitFor()
  await drawer.getByRole('button', { name: zh.matters.close }).last().click()
  await page.goto(`/matters?state=approved&q=${encodeURIComponent('批量抽查')}`)
  await seeTotal(page, 3)
})

test('a colleague takes over, and a deputy finds what is assigned to the absent one', async () => {
  const page = await house.desk('analyst', `/matters?box=all&q=${encodeURIComponent('批量抽查第 1 批')}`)
  await rowsOf(page, zh.matters.title).first().click()
  await page.getByRole('button', { name: zh.matter.takeOver }).click()
  await seeMessage(page, zh.matter.assignedDone)
  const other = await house.desk('head', `/matters?box=mine&q=${encodeURIComponent('批量抽查第 1 批')}`)
  await other.getByText(zh.list.noneFiltered).waitFor()
  await page.goto('/account')
  await page.getByRole('button', { name: zh.delegation.create }).click()
  await choose(drawerOf(page), zh.delegation.deputy, '周正')
  await setDate(drawerOf(page), zh.delegation.to, dayFromNow(3))
  await drawerOf(page).getByRole('button', { name: zh.delegation.save }).click()
  await rowsOf(page, zh.delegation.title).filter({ hasText: zh.delegation.active }).waitFor()
  await other.reload()
  await seeTotal(other, 1)
})

test('every figure of the balance opens as many matters as it says, and the sums are equal', async () => {
  const page = await house.desk('head')
  await navigate(page, zh.matterTitles.statistics)
  await page.getByText(fill(zh.balance.balanced, { n: await countLines(page) })).waitFor()
  const links = await page
    .locator('main a[href^="/matters"]')
    .evaluateAll((found) => found.map((link) => [link.getAttribute('href') as string, link.textContent ?? ''] as const))
  const claims = new Map(links)
  expect(claims.size).toBeGreaterThan(8)
  for (const [href, says] of claims) {
    await page.goto(href)
    expect(await totalOf(page), href).toBe(Number(says.replaceAll(',', '')))
  }
})

const countLines = async (page: Page): Promise<number> => {
  await rowsOf(page, zh.balance.overview).first().waitFor()
  return rowsOf(page, zh.balance.overview).count()
}

test('newcomers see every kind drawn, and each step in a table', async () => {
  const page = await house.desk('platform', '/processes')
  await page.getByRole('img', { name: fill(zh.processes.diagramOf, { kind: guidance.kind.title.zh }) }).waitFor()
  const section = page.getByRole('region', { name: guidance.kind.title.zh, exact: true })
  await section.getByText(zh.processes.asTable).click()
  expect(await section.getByRole('table', { name: zh.processes.moves }).locator('tbody tr').count()).toBe(
    guidance.kind.transitions.length,
  )
  expect(await stepsOf(page).count()).toBe(0)
})
