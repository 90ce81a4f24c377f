// Tables people send, read as one canonical stream of bytes; tables people open, written for Excel and WPS.
export { type Converted, type ConvertedChunk, type ConvertOptions, convert } from './convert.ts'
export { EXAMPLE_MARK } from './csv/canonical.ts'
export { parseRows, readRows } from './csv/parse-rows.ts'
export { TABULAR_ERROR_TEXT, TabularError, type TabularErrorCode, type TabularPosition } from './errors.ts'
export { type ColumnMapping, foldHeader, HELPER_COLUMNS, headerScore, type KnownColumn, mapColumns } from './header.ts'
export { convertInWorker, openTableInWorker, type WorkerOptions, type WorkerTable } from './in-worker.ts'
export { DEFAULT_LIMITS, LOCAL_LIMITS, type TableLimits } from './limits.ts'
export { type OpenOptions, openTable, type Table, type TableInfo } from './open-table.ts'
export {
  locateRow,
  type RowBlock,
  type RowSegment,
  TABULAR_WARNING_TEXT,
  type TabularWarning,
  type TabularWarningCode,
} from './rows.ts'
