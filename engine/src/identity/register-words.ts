import { STATUS } from './index-format.ts'

/**
 * The register's status words, read as registers write them. Anything unknown counts as active: a word we do not know
 * is no ground to accuse.
 *
 * @example statusOf('吊销，未注销') // STATUS.revoked
 */
export function statusOf(text: string): number {
  const word = text.replace(/\s/g, '')
  if (/吊销(并|后|且|，|,)?(已|被)?注销|已吊销后注销|吊销转注销/.test(word)) return STATUS.cancelled
  if (word.includes('吊销') || /^revoked$/i.test(word)) return STATUS.revoked
  if (word.includes('未注销')) return STATUS.active
  if (word.includes('注销') || /^cancell?ed$/i.test(word)) return STATUS.cancelled
  if (word.includes('迁出') || /^moved$/i.test(word)) return STATUS.moved
  return STATUS.active
}

/** A yes/no column of a register extract: anything but a plain no counts as listed (extracts often hold the reason). */
export const listedOf = (text: string): boolean =>
  !/^\s*(|否|无|未列入|正常|不是|没有|0|-+|\/|f|false|n|no|n\/a|null|none)\s*$/i.test(text)

/** Kinds of register file: the register itself, or a list whose every row means the same thing. */
export const REGISTER_FILE_KINDS = ['register', 'cancelled', 'revoked', 'abnormal', 'serious'] as const
export type RegisterFileKind = (typeof REGISTER_FILE_KINDS)[number]

/**
 * The kind of a register file by its name; `register` where the name says nothing.
 *
 * @example guessRegisterFileKind('2025经营异常名录.csv') // 'abnormal'
 */
export function guessRegisterFileKind(fileName: string): RegisterFileKind {
  if (/严重违法|失信|serious/i.test(fileName)) return 'serious'
  if (/异常|abnormal/i.test(fileName)) return 'abnormal'
  if (/吊销|revoked/i.test(fileName)) return 'revoked'
  if (/注销|cancell?ed/i.test(fileName)) return 'cancelled'
  return 'register'
}

/** Days since 1970-01-01 of `2024-03-01`, `2024/3/1`, `2024年3月1日`, `20240301`; 0 when it is no date after 1970. */
export function dayOf(bytes: Uint8Array, from: number, to: number): number {
  const groups = [0, 0, 0]
  const digits = [0, 0, 0]
  let group = -1
  let inside = false
  for (let i = from; i < to; i++) {
    const d = bytes[i]! - 48
    if (d < 0 || d > 9) {
      inside = false
      continue
    }
    if (!inside) {
      inside = true
      if (++group > 2) break
    }
    groups[group] = groups[group]! * 10 + d
    digits[group]!++
  }
  let [year, month, day] = groups as [number, number, number]
  if (digits[0] === 8) [year, month, day] = [Math.floor(year / 10000), Math.floor(year / 100) % 100, year % 100]
  if (year < 1970 || year > 2148 || month < 1 || month > 12 || day < 1 || day > 31) return 0
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)
}
