import { locateRow, mapColumns, openTableInWorker, readRows, TabularError } from '@redbridge/tabular'
import { AppError } from '../../platform/errors.ts'
import { readUpload } from '../../platform/files/read-upload.ts'
import type { Upload } from '../../platform/http/upload.ts'
import type { Ctx } from '../../platform/platform.ts'
import { BULK_COLUMNS, type BulkKey, type Cells } from './bulk-columns.ts'

/** Requests in one file: more than a bureau approves in a day. */
const MOST_ROWS = 1000
const LIMITS = { rows: MOST_ROWS, compressedBytes: 8 << 20, uncompressedBytes: 64 << 20 }

export interface SheetRow {
  /** as the sender's program shows it */
  readonly row: number
  readonly cells: Cells
}

const readTable = async (path: string): Promise<SheetRow[]> => {
  await using table = await openTableInWorker(path, { columns: BULK_COLUMNS, limits: LIMITS })
  const { mapping, missing } = mapColumns<BulkKey>(table.header, BULK_COLUMNS)
  const absent = BULK_COLUMNS.filter(({ key, need }) => need === '必填' && missing.includes(key))
  if (absent.length > 0)
    throw new AppError('file_unusable', { detail: `缺少列：${absent.map((column) => column.zh).join('、')}` })
  const rows: { at: number; cells: Cells }[] = []
  let at = 0
  for await (const values of readRows(table.csv())) {
    const cells = Object.fromEntries(BULK_COLUMNS.map(({ key }) => [key, (values[mapping[key] ?? -1] ?? '').trim()]))
    rows.push({ at: at++, cells: cells as Cells })
  }
  return rows
    .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
    .map((one) => ({ row: locateRow(table.segments, one.at).row as number, cells: one.cells }))
}

/** Rows of an uploaded workbook or CSV (UTF-8, GB18030, UTF-16); the file itself is not kept. */
export const readSheet = (ctx: Ctx, upload: Upload): Promise<SheetRow[]> =>
  readUpload(ctx.platform.files, upload, async (path) => {
    const rows = await readTable(path)
    if (rows.length === 0) throw new TabularError('file_empty')
    return rows
  })
