import { USCC_ALPHABET } from '../code-tables.ts'
import {
  createRegisterIndexBuilder,
  type RegisterBuildOptions,
  type RegisterFileKind,
  type RegisterIndex,
  type RegisterMapping,
} from '../index.ts'

/** Check digits by the letter of the standards, independent of the code under test. */
export const orgCode = (eight: string): string => {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const value = (c: string) => (/\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55)
  const check = 11 - ([...eight].reduce((sum, c, i) => sum + value(c) * weights[i]!, 0) % 11)
  return eight + (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}

/** GB 32100 code of `eight` region and kind characters and an eight-character organisation body. */
export const uscc = (front: string, eight: string): string => {
  const body = front + orgCode(eight)
  const sum = [...body].reduce((total, c, i) => total + USCC_ALPHABET.indexOf(c) * Number(3n ** BigInt(i) % 31n), 0)
  return body + USCC_ALPHABET[(31 - (sum % 31)) % 31]
}

/** The nth company code of a region. */
export const codeNo = (n: number, front = '91110108'): string => uscc(front, `MA${String(n).padStart(6, '0')}`)

/** GB 11643 identity number of 17 digits. */
export const idNumber = (seventeen: string): string => {
  const sum = [...seventeen].reduce((total, c, i) => total + Number(c) * (2 ** (17 - i) % 11), 0)
  return seventeen + '10X98765432'[sum % 11]
}

export const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    rows
      .map((cells) => `${cells.map((c) => (/[",\r\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',')}\n`)
      .join(''),
  )

export type Row = Partial<Record<keyof RegisterMapping, string>>
export interface File {
  readonly kind?: RegisterFileKind
  readonly rows: readonly Row[]
}

/** An index of register files given as rows of named fields; a file has the columns that any of its rows names. */
export function indexOf(files: readonly File[], options: Partial<RegisterBuildOptions> = {}): RegisterIndex {
  const builder = createRegisterIndexBuilder({ asOf: '2026-07-31', ...options })
  for (const { kind = 'register', rows } of files) {
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))] as (keyof RegisterMapping)[]
    const mapping = Object.fromEntries(fields.map((field, i) => [field, i])) as RegisterMapping
    builder.add(csv(rows.map((row) => fields.map((field) => row[field] ?? ''))), {
      kind,
      mapping,
      columns: fields.length,
    })
  }
  return builder.build()
}
