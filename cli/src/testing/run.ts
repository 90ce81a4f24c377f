import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkUscc } from '@redbridge/engine/identity'
import { openTable, readRows } from '@redbridge/tabular'
import { main } from '../main.ts'

/** Runs the command line in this process and keeps what it says. */
export const run = async (
  argv: readonly string[],
  signal?: AbortSignal,
): Promise<{ code: number; out: string; err: string }> => {
  let out = ''
  let err = ''
  const code = await main(
    argv,
    {
      out: { write: (text: string) => (out += text) },
      err: { write: (text: string) => (err += text), isTTY: false },
    },
    signal,
  )
  return { code, out, err }
}

export const createWorkshop = () => {
  const dir = mkdtempSync(join(tmpdir(), 'redbridge-cli-'))
  return {
    dir,
    path: (name: string) => join(dir, name),
    put(name: string, content: string | Uint8Array): string {
      writeFileSync(join(dir, name), content)
      return join(dir, name)
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Rows of a result file by column name. */
export const readResult = async (path: string): Promise<Record<string, string>[]> => {
  const columns = ['原行号', '项目', 'Original row', 'Item'].map((zh) => ({ key: zh, zh, synonyms: [] }))
  await using table = await openTable(path, { columns })
  const rows: Record<string, string>[] = []
  for await (const cells of readRows(table.csv()))
    rows.push(Object.fromEntries(table.header.map((name, i) => [name, cells[i] ?? ''])))
  return rows
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A valid code of a Beijing company, the nth. */
export const codeOf = (n: number): string => {
  const body = `91110101MA${String(n).padStart(6, '0')}`
  for (const org of '0123456789X') {
    for (const check of ALPHABET) if (checkUscc(body + org + check).valid) return body + org + check
  }
  throw new Error(`no code for ${n}`)
}

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`
