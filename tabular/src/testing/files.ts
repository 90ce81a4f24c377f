import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRows } from '../csv/parse-rows.ts'
import type { OpenOptions, Table } from '../open-table.ts'
import { openTable } from '../open-table.ts'

/** A temporary directory with a way to put files into it; `remove` takes it away. */
export const createTestDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'redbridge-tabular-'))
  let count = 0
  return {
    dir,
    put(content: string | Uint8Array, name = `file-${++count}`): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Everything a small file holds, as strings. */
export const readAll = async (path: string, options?: OpenOptions): Promise<{ table: Table; rows: string[][] }> => {
  await using table = await openTable(path, options)
  const rows: string[][] = []
  for await (const bytes of table.csv()) rows.push(...parseRows(Buffer.from(bytes).toString('utf8')))
  return { table, rows }
}
