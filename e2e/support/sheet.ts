import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const SHEET = join(import.meta.dirname, '../contact-sheet')
export const LOOKS = ['1280-zh-light', '1280-en-dark', '390-zh-light', '1920-zh-light'] as const
export type LookName = (typeof LOOKS)[number]

/** Waits until the screen shows what it is going to show: nothing loading, nothing moving. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('h1, [role=alert] h1').first().waitFor()
  // Colours that are still on their way are nobody's colours: no transition is photographed or measured.
  await page.addStyleTag({
    content: '*, *::before, *::after { transition: none !important; animation: none !important }',
  })
  await page.locator('[aria-busy=true], .ant-btn-loading').first().waitFor({ state: 'hidden' })
  // A button keeps its hidden loading sign turning when the answer was very quick: what never ends is not waited for.
  await page.evaluate(`document.fonts.ready.then(() => Promise.allSettled(
    document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < Infinity).map((a) => a.finished)))`)
}

const TALLEST = 2400

/** The whole screen in one picture: the window is made as high as what it shows. */
export const photograph = async (page: Page, name: string, look: LookName | string): Promise<void> => {
  const width = Number(look.split('-')[0])
  await page.setViewportSize({ width, height: width < 640 ? 844 : 900 })
  const height = await page.evaluate('document.scrollingElement.scrollHeight')
  await page.setViewportSize({ width, height: Math.min(TALLEST, Math.max(Number(height), width < 640 ? 844 : 900)) })
  await settled(page)
  await page.screenshot({ path: join(SHEET, `${name}.${look}.png`) })
}

/** What axe finds serious or critical. */
export const blockersOf = async (page: Page, rules?: string[]): Promise<string[]> => {
  // Rows of a list are alike: the first ones stand for all.
  const axe = new AxeBuilder({ page }).exclude('tbody tr:nth-child(n+8)')
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`))
}

/** What makes the page scroll sideways: its own width and the elements that stick out. */
export const sidewaysOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const root = document.scrollingElement
    if (root.scrollWidth <= root.clientWidth) return []
    const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1)
    return ['page ' + root.scrollWidth + ' > ' + root.clientWidth, ...out.slice(0, 5).map((e) => e.tagName + '.' + e.className)]
  })()`)

export const clearSheet = (): void => {
  rmSync(SHEET, { recursive: true, force: true })
  mkdirSync(SHEET, { recursive: true })
}

/** One page with all pictures, a row for each screen. */
export const writeIndex = (): void => {
  const files = readdirSync(SHEET).filter((file) => file.endsWith('.png'))
  const names = [...new Set(files.map((file) => file.split('.')[0] as string))].sort()
  const figure = (file: string): string =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" alt="${file}"></a><figcaption>${file.split('.')[1]}</figcaption></figure>`
  const rows = names.map((name) => {
    const own = files.filter((file) => file.split('.')[0] === name)
    return `<section><h2>${name}</h2><div>${own.map(figure).join('')}</div></section>`
  })
  const style = `body{font:14px system-ui;margin:24px}section>div{display:flex;gap:16px;overflow-x:auto;align-items:flex-start}
figure{margin:0 0 16px}img{height:420px;border:1px solid #bbb}figcaption{color:#555}h2{font-size:15px}`
  writeFileSync(
    join(SHEET, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>${style}</style><h1>${files.length} pictures of ${names.length} screens</h1>${rows.join('')}</html>`,
  )
}
