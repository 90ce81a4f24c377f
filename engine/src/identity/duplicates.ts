import { OUTCOME } from './bits.ts'
import { type ChunkResult, markDuplicate } from './result.ts'

export interface DuplicateFinder {
  /** Marks the rows whose identifier and shop stood in an earlier row; chunks must come in order. Returns how many. */
  mark(result: ChunkResult): number
}

/**
 * Finds rows reported twice, across the chunks of one report: same identifier and same shop (its URL, else its name, else
 * the operator's name), by 64-bit keys. Several shops of one operator are legitimate. 12 bytes a row at up to half load.
 */
export function createDuplicateFinder(expectedRows = 1 << 16): DuplicateFinder {
  let slots = 1 << 10
  while (slots < expectedRows * 1.5) slots *= 2
  let table = new Int32Array(slots * 3)
  let used = 0
  const place = (into: Int32Array, hi: number, lo: number, rowNo: number): number => {
    const mask = into.length / 3 - 1
    for (let slot = (hi ^ Math.imul(lo, 0x9e3779b1)) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3
      const there = into[at + 2]!
      if (there === 0) {
        into[at] = hi
        into[at + 1] = lo
        into[at + 2] = rowNo
        return 0
      }
      if (into[at] === hi && into[at + 1] === lo) return there
    }
  }
  const grow = () => {
    const bigger = new Int32Array(table.length * 4)
    for (let at = 0; at < table.length; at += 3)
      if (table[at + 2] !== 0) place(bigger, table[at]!, table[at + 1]!, table[at + 2]!)
    table = bigger
  }
  const mark = (result: ChunkResult) => {
    let duplicates = 0
    for (let i = 0; i < result.rows; i++) {
      if (result.outcome[i] === OUTCOME.rejected) continue
      if (used * 4 > table.length) grow()
      const original = place(table, result.keyHi[i]!, result.keyLo[i]!, result.firstRowNo + i)
      if (original === 0) used++
      else {
        markDuplicate(result, i, original)
        duplicates++
      }
    }
    return duplicates
  }
  return { mark }
}
