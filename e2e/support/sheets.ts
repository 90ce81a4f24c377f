import { openTable, readRows, writeXlsx } from '@redbridge/tabular'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export interface Sheet {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const readSheet = async (path: string): Promise<Sheet> => {
  await using table = await openTable(path)
  const rows: string[][] = []
  for await (const row of readRows(table.csv())) rows.push(row)
  return { header: table.header, rows }
}

export const writeSheet = (path: string, { header, rows }: Sheet): Promise<void> =>
  writeXlsx(path, { sheets: [{ name: 'Sheet1', columns: header.map((name) => ({ header: name, width: 20 })), rows }] })

/** Presses what hands out a workbook, and reads it. */
export const downloadSheet = async (page: Page, button: Locator): Promise<Sheet> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  expect(await download.failure()).toBe(null)
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  return readSheet(await download.path())
}

/** Hands a file to the box with this label. */
export const handIn = (page: Page | Locator, label: string, path: string): Promise<void> =>
  page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(path)
