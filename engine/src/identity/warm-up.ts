import type { RowScanner } from './csv-scan.ts'
import { HEAP_UNIT } from './heap-record.ts'
import { STRIDE, WORD } from './index-format.ts'
import { codeHash, packCode, packed } from './pack-code.ts'
import type { IndexTables } from './register-index.ts'

/** Rows scanned ahead of being judged. */
export const AHEAD = 32

const slots = new Int32Array(AHEAD)
/** entry + 1 of each row; at last what was read of its name, so that the reading is not optimised away */
const found = new Int32Array(AHEAD)

/**
 * Reads what judging the scanned rows is about to read of the register: slot, entry, name. A register of millions lies
 * outside the processor's caches, and a judgement waits for memory three times in a row; here the waits of many rows
 * overlap, because no read depends on the one before it.
 */
export function warmUp(
  t: IndexTables,
  bytes: Uint8Array,
  rows: readonly RowScanner[],
  count: number,
  column: number,
): void {
  const { codeTable, entries, heap } = t
  const mask = codeTable.length - 1
  for (let r = 0; r < count; r++) {
    const { start, end, cells } = rows[r]!
    const from = start[column]!
    slots[r] = -1
    if (cells <= column || end[column]! - from !== 18 || !packCode(bytes, from)) continue
    slots[r] = codeHash(packed.w0, packed.w1, packed.w2) & mask
  }
  for (let r = 0; r < count; r++) found[r] = slots[r]! < 0 ? 0 : codeTable[slots[r]!]!
  for (let r = 0; r < count; r++) if (found[r] !== 0) slots[r] = entries[(found[r]! - 1) * STRIDE + WORD.heap]!
  for (let r = 0; r < count; r++) if (found[r] !== 0) found[r] = heap[(slots[r]! >>> 0) * HEAP_UNIT + 15]!
}
