import { createRowScanner, ROW, type RowScanner, scanRow, unescapeRow } from './csv-scan.ts'
import { createJudge, type JudgeOptions } from './judge.ts'
import type { RegisterIndex } from './register-index.ts'
import { type ChunkResult, outcomeOf, type ResultArrays, resultArrays, trimArrays } from './result.ts'
import { AHEAD, warmUp } from './warm-up.ts'

export type ReconcileOptions = JudgeOptions

export interface Reconciler {
  /**
   * Judges a chunk of whole rows of canonical CSV (UTF-8, RFC 4180, no header). `firstRowNo` and `firstLine` are carried
   * into the result. Duplicates are not yet marked: hand the result to a duplicate finder, in order.
   */
  chunk(bytes: Uint8Array, firstRowNo?: number, firstLine?: number): ChunkResult
}

/**
 * Judges report rows against a register, on bytes, without a string per cell.
 *
 * @example
 * const reconciler = createReconciler(index, { mapping: { name: 0, uscc: 1 }, columns: 2 })
 * const result = reconciler.chunk(Buffer.from('上海红桥商贸有限公司,91310106746163113B\n'))
 * OUTCOMES[result.outcome[0]] // 'clear'
 */
export function createReconciler(index: RegisterIndex, options: ReconcileOptions): Reconciler {
  const { columns } = options
  const { judge, verdict: v } = createJudge(index, options)
  const ahead = Array.from({ length: AHEAD }, () => createRowScanner(columns))
  const codeColumn = options.mapping.uscc
  let room = 4096
  let arrays = resultArrays(room, columns)
  const grow = (rows: number) => {
    const bigger = resultArrays(room * 2, columns)
    for (const name of Object.keys(arrays) as (keyof ResultArrays)[])
      bigger[name].set(arrays[name].subarray(0, name === 'cellStart' ? rows * columns : rows) as never)
    room *= 2
    arrays = bigger
  }
  const chunk = (input: Uint8Array, firstRowNo = 1, firstLine = 1): ChunkResult => {
    const bytes = new Uint8Array(input.buffer, input.byteOffset, input.length)
    let rows = 0
    let emptyRows = 0
    let lines = 0
    for (let at = 0, next = 0, scanned = 0; next < scanned || at < bytes.length; ) {
      if (next === scanned) {
        for (next = scanned = 0; scanned < AHEAD && at < bytes.length; scanned++)
          at = scanRow(bytes, at, ahead[scanned]!)
        if (codeColumn !== undefined) warmUp(index.tables, bytes, ahead, scanned, codeColumn)
      }
      const row = ahead[next++]!
      const line = lines
      lines += row.lines
      if (isEmptyRow(row)) {
        emptyRows++
        continue
      }
      if (rows === room) grow(rows)
      keepOffsets(arrays, rows, columns, row, bytes)
      arrays.rowLine[rows] = line
      judge((row.flags & ROW.escaped) === 0 ? bytes : unescapeRow(bytes, row), row)
      arrays.outcome[rows] = outcomeOf(v.reject, v.kinds, v.undecided)
      arrays.rejects[rows] = v.reject
      arrays.kinds[rows] = v.kinds
      arrays.undecided[rows] = v.undecided
      arrays.tiers[rows] = v.tier
      arrays.notes[rows] = v.notes
      arrays.provinces[rows] = v.province
      arrays.entries[rows] = v.entry
      arrays.keyHi[rows] = v.keyHi
      arrays.keyLo[rows] = v.keyLo
      rows++
    }
    return { bytes, firstRowNo, firstLine, rows, emptyRows, lines, columns, ...trimArrays(arrays, rows, columns) }
  }
  return { chunk }
}

/** A row without a character in any cell: a blank line, or the `,,,` a spreadsheet leaves below its data. */
function isEmptyRow(row: RowScanner): boolean {
  if (row.rowEnd - row.rowStart > row.cells) return false
  const cells = Math.min(row.cells, row.start.length)
  for (let k = 0; k < cells; k++) if (row.end[k]! > row.start[k]!) return false
  return row.rowEnd - row.rowStart === row.cells - 1
}

function keepOffsets(arrays: ResultArrays, at: number, columns: number, row: RowScanner, bytes: Uint8Array): void {
  arrays.rowStart[at] = row.rowStart
  arrays.rowEnd[at] = row.rowEnd
  arrays.duplicateOf[at] = 0
  const { cellStart } = arrays
  const from = at * columns
  if (row.cells !== columns) {
    for (let k = 0; k < columns; k++) cellStart[from + k] = 0
    return
  }
  for (let k = 0; k < columns; k++) {
    const start = row.start[k]!
    cellStart[from + k] = start > row.rowStart && bytes[start - 1] === 34 ? start - 1 : start
  }
}
