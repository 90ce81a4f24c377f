import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  ANSWER_TEXT,
  BATCH_STATE_TEXT,
  PROBLEM_KIND_TEXT,
  PROBLEM_STATE_TEXT,
  type ProblemKind,
  REJECT_REASON_TEXT,
  REPORT_COLUMNS,
  type RejectReason,
} from '@redbridge/contract'
import { createMarket, generateReport } from '@redbridge/engine/market'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useHouse } from './support/house.ts'
import {
  drawerOf,
  expectBalance,
  figuresOf,
  moveAll,
  navigate,
  rowsOf,
  seeHeading,
  seeMessage,
  seeTotal,
} from './support/see.ts'
import { downloadSheet, handIn, writeSheet } from './support/sheets.ts'
import { fill, zh } from './support/words.ts'

// From a platform's file to a closed report: the platform that is late hands in, corrects, answers; the bureau closes.
const house = useHouse({ chain: true })
const market = createMarket({ seed: 'redbridge', operators: 'tiny' })
const late = market.platforms.at(-1)?.zh as string
const PERIOD = '2026年7月'
const UPLOAD = fill(zh.reports.uploadLabel, { period: PERIOD })
const HEADER = REPORT_COLUMNS.map((column) => column.zh)
const at = (key: (typeof REPORT_COLUMNS)[number]['key']): number => REPORT_COLUMNS.findIndex((c) => c.key === key)

/** Rows of another platform with their answer key: there are more of them to find. */
const source = [...market.report(market.platforms[0]?.key as string, '2026-07').rows()]
const honest = source.filter((row) => row.expect === 'clear' && row.cells[at('idNumber')] && row.cells[at('shopUrl')])

/** Slips that keep a row from being accepted, each with its reason and its remedy. */
const SLIPS: readonly { column: number; wrong: (right: string) => string; reason: RejectReason }[] = [
  { column: at('name'), wrong: () => '', reason: 'name_missing' },
  { column: at('idNumber'), wrong: () => '', reason: 'identifier_missing' },
  {
    column: at('idNumber'),
    wrong: (id) => id.slice(0, 17) + (id[17] === '1' ? '2' : '1'),
    reason: 'id_number_invalid',
  },
  { column: at('shopUrl'), wrong: () => 'https://<店铺>', reason: 'url_invalid' },
]
const slipped = new Map(SLIPS.map((slip, i) => [honest[i]?.rowNo as number, slip]))
const reportRows = source.map(({ rowNo, cells }) => {
  const slip = slipped.get(rowNo)
  return slip ? cells.with(slip.column, slip.wrong(cells[slip.column] as string)) : cells
})
const expected = (verdict: string): number =>
  source.filter((row) => row.expect === verdict && !slipped.has(row.rowNo)).length
const rejected = expected('rejected') + SLIPS.length

const seeResult = async (page: Page): Promise<void> => {
  await seeHeading(page, fill(zh.result.title, { period: PERIOD }))
  await page.getByRole('heading', { name: zh.result.totals }).waitFor({ timeout: 60_000 })
}
const detailOf = (page: Page): Locator => page.getByRole('article')
const state = (key: keyof typeof PROBLEM_STATE_TEXT): string => PROBLEM_STATE_TEXT[key].zh

test('the template can be filled in and a large file is watched while it is checked', async () => {
  const page = await house.desk('late-platform')
  await page.getByRole('link', { name: '2026-07' }).first().click()
  await seeHeading(page, zh.reports.title)
  const template = await downloadSheet(page, page.getByRole('link', { name: zh.reports.template }))
  expect(template.header.map((name) => name.replace(/\(?\*\)?$/, ''))).toEqual(HEADER)
  const path = join(house.scratch, '大文件.csv')
  const rows = 30_000
  const volume = generateReport({ seed: 'e2e', rows, registerRows: rows, errorRate: 0 })
  await pipeline(Readable.from(volume, { objectMode: false }), createWriteStream(path))
  await handIn(page, UPLOAD, path)
  await page
    .getByRole('region', { name: zh.result.checking })
    .getByText(/已处理 [\d,]+/)
    .waitFor()
  await page.getByText(zh.progress.mayLeave).waitFor()
  await seeResult(page)
  const sum = await figuresOf(page, zh.result.totals)
  expect(sum).toEqual([rows, rows, 0])
  expectBalance(await figuresOf(page, zh.result.totals, 1))
})

test('a report with errors: every row that is sent back says why, the rest is matched', async () => {
  const page = await house.desk('late-platform', '/reports')
  const path = join(house.scratch, '报送.xlsx')
  await writeSheet(path, { header: HEADER, rows: reportRows })
  await page.getByText(zh.reports.again).click()
  await handIn(page, UPLOAD, path)
  await seeResult(page)
  expect(await figuresOf(page, zh.result.totals)).toEqual([source.length, source.length - rejected, rejected])
  const verdicts = [source.length - rejected, expected('clear'), expected('problem'), expected('undecided')]
  expect(await figuresOf(page, zh.result.totals, 1)).toEqual(verdicts)
  for (const { reason } of SLIPS)
    await rowsOf(page, zh.batches.rows).filter({ hasText: REJECT_REASON_TEXT[reason].zh }).first().waitFor()
  await page.getByRole('button', { name: REJECT_REASON_TEXT.url_invalid.zh }).click()
  await page.getByText('https://<店铺>').waitFor()
})

test('only the rows sent back are corrected and sent again', async () => {
  const page = await house.desk('late-platform', '/reports')
  await page.getByRole('link', { name: fill(zh.reports.fixRejected, { n: rejected }) }).click()
  await seeResult(page)
  const button = page.getByRole('link', { name: fill(zh.result.download, { n: rejected }) })
  const sheet = await downloadSheet(page, button)
  expect(sheet.rows).toHaveLength(rejected)
  const originalRow = sheet.header.indexOf('原行号')
  const reason = sheet.header.indexOf('退回原因')
  const first = sheet.header.findIndex((name) => name.startsWith(HEADER[0] as string))
  const corrected = sheet.rows.map((row) => {
    // Row 1 of a workbook is its header.
    const rowNo = Number(row[originalRow]) - 1
    const slip = slipped.get(rowNo)
    if (!slip) return row
    expect(row[reason]).toContain(REJECT_REASON_TEXT[slip.reason].zh)
    return row.with(first + slip.column, source[rowNo - 1]?.cells[slip.column] as string)
  })
  const path = join(house.scratch, '更正.xlsx')
  await writeSheet(path, { header: sheet.header, rows: corrected })
  await handIn(page, `${zh.result.stepTwo} · ${zh.result.correctLabel}`, path)
  await page.getByText(fill(zh.result.takenDone, { n: rejected })).waitFor({ timeout: 60_000 })
  const still = expected('rejected')
  expect(await figuresOf(page, zh.result.totals)).toEqual([source.length, source.length - still, still])
  const [accepted, clear] = await figuresOf(page, zh.result.totals, 1)
  expect([accepted, clear]).toEqual([source.length - still, expected('clear') + SLIPS.length])
})

test('the bureau finds what was planted, confirms and pushes it', async () => {
  const page = await house.desk('analyst', '/periods')
  await rowsOf(page, zh.periods.title).getByRole('link', { name: PERIOD }).click()
  await rowsOf(page, zh.periods.dutiesOf).getByRole('link', { name: late, exact: true }).click()
  await seeHeading(page, late)
  const found = source.filter((row) => row.expect === 'problem')
  for (const [kind, rows] of Map.groupBy(found, (row) => row.kinds[0] as ProblemKind)) {
    const line = rowsOf(page, zh.batches.byKind).filter({ hasText: PROBLEM_KIND_TEXT[kind].zh })
    expect(await line.getByRole('link').innerText(), kind).toBe(String(rows.length))
  }
  await page.getByRole('link', { name: zh.batches.review }).click()
  await seeHeading(page, zh.problems.title)
  for (const [state, event] of [
    ['found', zh.problems.confirm],
    ['confirmed', zh.problems.push],
  ] as const) {
    await page.goto(page.url().replace(/state=[^&]*/, `state=${state}`))
    await seeTotal(page, found.length)
    await moveAll(page, event, found.length, async (drawer) => {
      if (state === 'confirmed') await drawer.getByLabel(zh.problems.message).fill('请逐户核实并反馈。')
    })
  }
})

/** Opens an operator of a kind that still waits for an answer. */
const openPushed = async (page: Page, kind: ProblemKind): Promise<string> => {
  await page.goto('/answers?state=pushed')
  const row = rowsOf(page, zh.answers.title).filter({ hasText: PROBLEM_KIND_TEXT[kind].zh }).first()
  await row.click()
  await detailOf(page)
    .getByText(fill(zh.answers.message, { text: '请逐户核实并反馈。' }))
    .waitFor()
  return detailOf(page).getByRole('heading').first().innerText()
}
const answer = async (page: Page, choice: string, before: () => Promise<unknown> = async () => {}): Promise<void> => {
  await detailOf(page).getByRole('radio', { name: choice }).check()
  await before()
  await detailOf(page).getByRole('button', { name: zh.answers.send }).click()
}
const sent = (page: Page, name: string): Promise<void> => seeMessage(page, fill(zh.answers.sent, { name }))

test('the platform answers each in every way', async () => {
  const page = await house.desk('late-platform')
  await page.getByRole('link', { name: '待反馈的问题经营主体' }).click()
  await seeHeading(page, zh.answers.title)
  let name = await openPushed(page, 'cancelled')
  await answer(page, zh.answers.removed)
  await sent(page, name)

  name = await openPushed(page, 'abnormal_operation')
  await answer(page, zh.answers.suspended)
  await sent(page, name)

  name = await openPushed(page, 'name_mismatch')
  // Without the corrected data or a proof it is not taken.
  await answer(page, zh.answers.corrected)
  await detailOf(page).getByText(zh.answers.missingProof).waitFor()
  const proof = join(house.scratch, '营业执照.pdf')
  await pipeline(
    Readable.from([Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')]),
    createWriteStream(proof),
  )
  await handIn(detailOf(page), zh.answers.proofLabel, proof)
  await detailOf(page)
    .getByText(fill(zh.answers.proofThere, { name: '营业执照.pdf' }))
    .waitFor()
  await detailOf(page).getByRole('button', { name: zh.answers.send }).click()
  await sent(page, name)

  name = await openPushed(page, 'code_invalid')
  await answer(page, zh.answers.objected)
  await detailOf(page).getByText(zh.answers.missingReason).waitFor()
  await detailOf(page).getByLabel(zh.answers.reason).fill('商家出示的营业执照与所报一致')
  await detailOf(page).getByRole('button', { name: zh.answers.send }).click()
  await sent(page, name)
})

test('the platform answers the rest by file', async () => {
  const page = await house.desk('late-platform', '/answers?state=pushed,returned')
  const open = source.filter((row) => row.expect === 'problem').length - 4
  await seeTotal(page, open)
  await page.getByRole('button', { name: zh.answers.byFile }).click()
  const drawer = drawerOf(page)
  const sheet = await downloadSheet(
    page,
    drawer.getByRole('link', { name: fill(zh.answersFile.download, { n: open }) }),
  )
  expect(sheet.rows).toHaveLength(open)
  const [reply, text] = [sheet.header.indexOf('答复'), sheet.header.indexOf('说明')]
  const filled = sheet.rows.map((row, i) => row.with(reply, i === 0 ? ANSWER_TEXT.objected.zh : ANSWER_TEXT.removed.zh))
  const path = join(house.scratch, '反馈.xlsx')
  await writeSheet(path, { header: sheet.header, rows: filled })
  await handIn(drawer, zh.answersFile.uploadLabel, path)
  // The objection without a reason is not taken; all others are.
  expect(await figuresOf(drawer, zh.answersFile.result)).toEqual([open, open - 1, 1])
  await rowsOf(drawer, zh.answersFile.why)
    .filter({ hasText: fill(zh.answersFile.rowNo, { n: 2 }) })
    .waitFor()
  await drawer.getByRole('button', { name: zh.answersFile.another }).click()
  await writeSheet(path, { header: sheet.header, rows: [filled[0]?.with(text, '已补办登记') as string[]] })
  await handIn(drawer, zh.answersFile.uploadLabel, path)
  await drawer.getByText(fill(zh.answersFile.allDone, { n: 1 })).waitFor()
})

test('the bureau returns one, verifies the others; with the last the report is closed', async () => {
  const found = source.filter((row) => row.expect === 'problem').length
  const bureau = await house.desk('analyst', '/periods')
  await rowsOf(bureau, zh.periods.title).getByRole('link', { name: PERIOD }).click()
  const duty = rowsOf(bureau, zh.periods.dutiesOf).filter({ hasText: late })
  await duty.filter({ hasText: BATCH_STATE_TEXT.answered.zh }).waitFor()
  await duty.getByRole('link', { name: late, exact: true }).click()
  await rowsOf(bureau, zh.batches.byState)
    .filter({ hasText: state('answered') })
    .getByRole('link')
    .click()
  await seeTotal(bureau, found)
  await rowsOf(bureau, zh.problems.title).filter({ hasText: ANSWER_TEXT.objected.zh }).first().click()
  const name = await detailOf(bureau).getByRole('heading', { level: 2 }).innerText()
  const back = (): Promise<void> =>
    detailOf(bureau).getByRole('button', { name: zh.problems.return, exact: true }).click()
  await back()
  await detailOf(bureau).getByLabel(zh.problems.reason, { exact: true }).fill('请补充营业执照照片')
  await back()
  await seeMessage(bureau, name)
  await seeTotal(bureau, found - 1)

  const page = await house.desk('late-platform', '/answers?state=returned')
  await rowsOf(page, zh.answers.title).filter({ hasText: name }).click()
  await detailOf(page)
    .getByText(fill(zh.answers.returnedBecause, { reason: '请补充营业执照照片' }))
    .waitFor()
  await answer(page, zh.answers.removed)
  await sent(page, name)

  await bureau.reload()
  await seeTotal(bureau, found)
  await moveAll(bureau, zh.problems.verify, found)
  await navigate(bureau, zh.shell.periods)
  await rowsOf(bureau, zh.periods.title).getByRole('link', { name: PERIOD }).click()
  await duty.filter({ hasText: BATCH_STATE_TEXT.closed.zh }).waitFor()
  await page.goto('/reports')
  await page.getByText(zh.reports.closedText).first().waitFor()
})
