import { parseRows } from './csv/parse-rows.ts'
import { TabularError } from './errors.ts'
import { listSheets, type OpenOptions, openTable } from './open-table.ts'
import { joinOwned } from './owned-bytes.ts'

/** One table of a file as it crosses from the worker: canonical CSV, or why the sheet is no table. */
export interface SheetBytes {
  readonly sheet?: string
  readonly header: readonly string[]
  readonly csv: Uint8Array
  readonly error?: ReturnType<TabularError['toJSON']>
}
/** One table of a file: its header and rows, or why the sheet is no table. */
export interface SheetTable {
  readonly sheet?: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly error?: TabularError
}

const readOne = async (path: string, options: OpenOptions, sheet?: string): Promise<SheetBytes> => {
  const named = sheet === undefined ? {} : { sheet }
  try {
    await using table = await openTable(path, { ...options, ...named })
    const parts: Uint8Array[] = []
    for await (const part of table.csv()) parts.push(part)
    return { ...named, header: table.header, csv: joinOwned(parts) }
  } catch (error) {
    // A file that is no table at all is refused as a whole; a sheet is one among others.
    if (sheet === undefined || !(error instanceof TabularError)) throw error
    return { ...named, header: [], csv: new Uint8Array(), error: error.toJSON() }
  }
}

/** Every visible sheet of a workbook as a table of its own, or the one table of any other file. */
export const readSheetBytes = async (path: string, options: OpenOptions): Promise<SheetBytes[]> => {
  const sheets = (await listSheets(path, options)) ?? [undefined]
  const tables: SheetBytes[] = []
  for (const sheet of sheets) tables.push(await readOne(path, options, sheet))
  return tables
}

export const tableOfBytes = ({ csv, error, ...rest }: SheetBytes): SheetTable => ({
  ...rest,
  rows: parseRows(Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength).toString('utf8')),
  ...(error ? { error: TabularError.fromJSON(error) } : {}),
})
