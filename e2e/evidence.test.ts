import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import { drawerOf, navigate, seeHeading, seeMessage } from './support/see.ts'
import { fill, zh } from './support/words.ts'

// Evidence from taking to a court: a file and a page of the web, a hold, a bag, and its verification by a stranger.

const shop = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(request.url === '/' ? '<title>某某旗舰店</title><h1>全网销量第一</h1>' : '')
}).listen(0, '127.0.0.1')
await once(shop, 'listening')
const SHOP = `127.0.0.1:${(shop.address() as AddressInfo).port}`
// The one private host that captures of this server may reach.
process.env.CAPTURE_ALLOW_PRIVATE = SHOP
afterAll(() => {
  delete process.env.CAPTURE_ALLOW_PRIVATE
  shop.close()
})

const house = useHouse({ chain: true })
const t = zh.evidenceItems
let itemAddress = ''
let bagPath = ''

const custodyOf = (page: Page): Promise<string[]> =>
  page.getByRole('table', { name: t.custody }).locator('tbody tr td:nth-child(2)').allInnerTexts()

test('an officer takes a file as evidence, and what happens to it is on record', async () => {
  const page = await house.desk('analyst')
  await navigate(page, zh.evidenceTitles.evidence)
  await page.getByRole('button', { name: t.take, exact: true }).click()
  const drawer = drawerOf(page)
  await drawer.getByLabel(t.name).fill('直播间截图')
  await drawer.getByLabel(t.remark).fill('宣传“最低价”')
  await drawer.locator('input[type=file]').setInputFiles({
    name: 'live.png',
    mimeType: 'image/png',
    buffer: Buffer.from('画面内容'),
  })
  await seeHeading(page, '直播间截图')
  itemAddress = new URL(page.url()).pathname
  await expect.poll(() => custodyOf(page)).toEqual(['提取', '查看'])
  await page.getByText('sm3', { exact: false }).first().waitFor()
})

test('a page of the web is captured while one watches', async () => {
  const page = await house.desk('analyst', '/evidence')
  await page
    .getByRole('link', { name: t.capture, exact: true })
    .or(page.getByRole('button', { name: t.capture }))
    .click()
  await page.getByRole('button', { name: t.start }).click()
  await page.getByText(t.missingAddress).waitFor()
  await page.getByLabel(t.address).fill('http://10.0.0.1/')
  await page.getByLabel(t.purpose).fill('固定宣传页面')
  await page.getByRole('button', { name: t.start }).click()
  await page.getByText('不是可公开访问的网址').waitFor()
  await page.getByRole('button', { name: t.another }).click()
  await page.getByLabel(t.address).fill(`http://${SHOP}/`)
  await page.getByLabel(t.purpose).fill('固定宣传页面')
  await page.getByRole('button', { name: t.start }).click()
  await page
    .getByRole('link', { name: t.openItem })
    .or(page.getByRole('button', { name: t.openItem }))
    .click({ timeout: 60_000 })
  await seeHeading(page, '某某旗舰店')
  await page.getByRole('heading', { name: t.record }).waitFor()
  await page.getByText('127.0.0.1', { exact: true }).waitFor()
})

test('the head holds evidence with a reason, and nobody disposes of it before its time', async () => {
  const page = await house.desk('head', itemAddress)
  await page.getByRole('button', { name: t.hold, exact: true }).click()
  await page.getByLabel(t.holdLabel).fill('已涉诉')
  await page.getByRole('button', { name: t.hold, exact: true }).click()
  await seeMessage(page, t.held)
  await page.getByRole('button', { name: t.release, exact: true }).waitFor()
  expect(await page.getByRole('button', { name: t.dispose, exact: true }).count()).toBe(0)
  await expect.poll(() => custodyOf(page)).toEqual(['提取', '查看', '查看', '冻结'])
})

test('two pieces go into one bag, which a stranger verifies in the browser and on the command line', async () => {
  const page = await house.desk('analyst', '/evidence')
  for (const name of ['直播间截图', '某某旗舰店']) await page.getByRole('row', { name }).getByRole('checkbox').check()
  await page.getByRole('button', { name: fill(t.bagOf, { n: 2 }) }).click()
  const link = page.getByRole('link', { name: /下载证据包/ }).or(page.getByRole('button', { name: /下载证据包/ }))
  await link.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  bagPath = join(house.scratch, 'bag.zip')
  await download.saveAs(bagPath)
  const main = join(import.meta.dirname, '../cli/src/main.ts')
  const command = spawnSync(process.execPath, [main, 'verify', bagPath, '--json'], { encoding: 'utf8' })
  const report = JSON.parse(command.stdout)
  expect([command.status, report]).toMatchObject([0, { ok: true, trust: 'stated', items: [{}, {}] }])
  const fingerprint = report.keys[0].fingerprint as string

  const stranger = await house.visitor({ width: 360 })
  await stranger.goto('/verify')
  await stranger.getByLabel(zh.verify.choose).setInputFiles(bagPath)
  await stranger.getByRole('heading', { name: zh.verify.verified, exact: true }).waitFor()
  await stranger.getByText(fingerprint).waitFor()
  expect(await stranger.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  await stranger.getByText(zh.verify.trust).click()
  await stranger.getByRole('textbox', { name: zh.verify.trust }).fill(fingerprint)
  await stranger.getByRole('button', { name: zh.verify.again }).click()
  await stranger.getByText(zh.verify.verifiedTrusted).waitFor()
})

test('a bag with one flipped bit is refused, and the page names the part', async () => {
  const bytes = readFileSync(bagPath)
  const at = bytes.indexOf('画面内容')
  bytes[at] = (bytes[at] as number) ^ 1
  const stranger = await house.visitor()
  await stranger.goto('/verify')
  await stranger
    .getByLabel(zh.verify.choose)
    .setInputFiles({ name: 'bag.zip', mimeType: 'application/zip', buffer: bytes })
  await stranger.getByRole('heading', { name: zh.verify.refused }).waitFor()
  await stranger.getByText('/live.png').waitFor()
})
