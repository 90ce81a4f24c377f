import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import { callerOf } from './support/matters.ts'
import { ageFailures } from './support/past.ts'
import { openReceiver, type Receiver } from './support/receiver.ts'
import { drawerOf, navigate, rowsOf, seeHeading, seeMessage } from './support/see.ts'
import { blockersOf, settled } from './support/sheet.ts'
import { fill, zh } from './support/words.ts'

// The bridge from an integrator's side: key, endpoint, test, a dead letter and its replay, a message verified in the
// browser; and the figures for everybody.
const house = useHouse({ chain: true })
let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver?.[Symbol.asyncDispose]())

const pair = generateKeyPairSync('ed25519')
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const VIEW = '/bridge/integration'

test('an administrator registers a public key; a private one is not even sent', async () => {
  const page = await house.desk('platform')
  await navigate(page, zh.bridgeTitles.integration)
  await page.getByRole('button', { name: zh.bridgeKeys.register }).click()
  const drawer = drawerOf(page)
  await drawer.getByLabel(zh.bridgeKeys.name).fill('协查系统')
  await drawer.getByLabel(zh.bridgeKeys.pem).fill(privatePem)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.postData()?.includes('PRIVATE')) sent.push(request.url())
  })
  await drawer.getByRole('button', { name: zh.bridgeKeys.register }).click()
  await drawer.getByText(zh.bridgeKeys.pemPrivate).waitFor()
  await drawer.getByLabel(zh.bridgeKeys.pem).fill(publicPem)
  await drawer.getByRole('button', { name: zh.bridgeKeys.register }).click()
  const row = rowsOf(page, zh.bridgeKeys.own).filter({ hasText: '协查系统' })
  await row.getByText(zh.bridgeKeys.inUse).waitFor()
  expect(sent).toEqual([])
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
})

test('an endpoint with a secret shown once; the test event arrives signed with it', async () => {
  const page = await house.desk('platform', `${VIEW}?view=endpoints`)
  await page.getByRole('button', { name: zh.bridgeEndpoints.add }).click()
  await drawerOf(page).getByLabel(zh.bridgeEndpoints.name).fill('接收')
  await drawerOf(page).getByLabel(zh.bridgeEndpoints.url).fill(receiver.url)
  await drawerOf(page).getByRole('button', { name: zh.bridgeEndpoints.add }).click()
  await page.getByText(zh.bridgeEndpoints.onceTitle).waitFor()
  receiver.secret = await drawerOf(page).locator('code').innerText()
  await page.getByRole('button', { name: zh.bridgeEndpoints.kept }).click()
  const endpoint = page.getByRole('article', { name: '接收' })
  await endpoint.getByRole('button', { name: zh.bridgeEndpoints.test }).click()
  await seeMessage(page, new RegExp(fill(zh.bridgeEndpoints.testOk, { status: 204, ms: '.*' })))
  expect(receiver.arrived).toMatchObject([{ type: 'exchange.test', signed: true }])
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
})

test('what was given up stands there with its reason, and goes out again', async () => {
  receiver.status = 503
  const analyst = await callerOf(house, 'analyst')
  const { items } = await analyst.get<{ items: { id: string; number: string }[] }>(
    '/api/matters?kind=assistance_request&state=replied',
  )
  const [matter] = items
  await analyst.post(`/api/matters/${matter?.id}/messages`, { text: '请补充说明。' })
  await expect.poll(() => receiver.arrived.length, { timeout: 10_000 }).toBe(2)
  const page = await house.desk('platform', `${VIEW}?view=deliveries`)
  const row = rowsOf(page, zh.bridgeDeliveries.title).filter({ hasText: matter?.number as string })
  await expect.poll(() => ageFailures(house.data), { timeout: 10_000 }).toBe(1)
  await expect.poll(() => receiver.arrived.length, { timeout: 15_000 }).toBe(3)
  await page.goto(`${VIEW}?view=deliveries&state=dead`)
  await row.getByText(fill(zh.bridgeDeliveries.failures, { n: 2 })).click()
  await row
    .getByText(fill(zh.bridgeDeliveries.status, { status: 503 }))
    .first()
    .waitFor()
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
  receiver.status = 204
  await row
    .getByRole('button', { name: fill(zh.bridgeDeliveries.replayOf, { name: matter?.number as string }) })
    .click()
  await seeMessage(page, fill(zh.bridgeDeliveries.replayed, { n: 1 }))
  await expect.poll(() => receiver.arrived.length, { timeout: 10_000 }).toBe(4)
  const [, ...tries] = receiver.arrived
  expect(new Set(tries.map((one) => one.id)).size).toBe(1)
  expect(tries.every((one) => one.signed)).toBe(true)
  await page.goto(`${VIEW}?view=deliveries&state=delivered`)
  await row.first().waitFor()
})

test('a message is received, and verified in the browser', async () => {
  const page = await house.desk('platform')
  await navigate(page, zh.bridgeTitles.messages)
  await rowsOf(page, zh.bridgeTitles.messages).first().getByRole('button').click()
  const drawer = drawerOf(page)
  await drawer.getByRole('button', { name: zh.bridgeMessages.receive, exact: true }).click()
  await seeMessage(page, zh.bridgeMessages.receiveDone)
  await drawer.getByRole('button', { name: zh.bridgeMessages.verify }).click()
  await drawer.getByText(fill(zh.bridgeMessages.allHold, { n: 6 })).waitFor()
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
})

test('a head sets the standard and says by what; a bureau of a province reads authorisations', async () => {
  const page = await house.desk('head', '/bridge/settings')
  await page.getByRole('checkbox', { name: '登录日志' }).check()
  await page.getByRole('button', { name: zh.bridgeSettings.save }).click()
  await page.getByText(zh.bridgeSettings.sourceMissing).waitFor()
  await page.getByLabel(zh.bridgeSettings.source).fill('京市监发〔2026〕18号')
  await page.getByRole('button', { name: zh.bridgeSettings.save }).click()
  await seeMessage(page, zh.bridgeSettings.saved)
  await page.reload()
  expect(await page.getByRole('checkbox', { name: '登录日志' }).isChecked()).toBe(true)
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
  await page.getByRole('link', { name: zh.bridgeSettings.authorisations }).click()
  await page.getByText(zh.bridgeSettings.authOnlyNational).waitFor()
  expect(await page.getByRole('button', { name: zh.bridgeSettings.grant }).count()).toBe(0)
})

test('everybody reads the measured times, and takes them as data', async () => {
  const page = await house.visitor()
  await page.goto('/service-levels')
  await seeHeading(page, zh.serviceLevels.title)
  const rows = page.getByRole('table', { name: zh.serviceLevels.platforms }).locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.first().innerText()).toMatch(/\d/)
  await settled(page)
  expect(await blockersOf(page)).toEqual([])
  const csv = await page.request.get((await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) as string)
  expect(csv.status()).toBe(200)
  const name = (await rows.first().getByRole('rowheader').innerText()) as string
  expect(await csv.text()).toContain(name)
})
