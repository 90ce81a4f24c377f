// Tables people send, read as one canonical stream of bytes; tables people open, written for Excel and WPS.
export { type ByteSink, createSink, putByte, putRange, putText, takeBytes } from './byte-sink.ts'
export { type Converted, type ConvertedChunk, type ConvertOptions, type ConvertProgress, convert } from './convert.ts'
export { EXAMPLE_MARK } from './csv/canonical.ts'
export { parseRows, readRows } from './csv/parse-rows.ts'
export { TABULAR_ERROR_TEXT, TabularError, type TabularErrorCode, type TabularPosition } from './errors.ts'
export { type ColumnMapping, foldHeader, HELPER_COLUMNS, headerScore, type KnownColumn, mapColumns } from './header.ts'
export {
  convertInWorker,
  openTableInWorker,
  readSheetsInWorker,
  type WorkerOptions,
  type WorkerTable,
} from './in-worker.ts'
export { DEFAULT_LIMITS, LOCAL_LIMITS, type TableLimits } from './limits.ts'
export { type OpenOptions, openTable, type Table, type TableInfo } from './open-table.ts'
export type { SheetTable } from './read-sheets.ts'
export {
  locateRow,
  type RowBlock,
  type RowSegment,
  TABULAR_WARNING_TEXT,
  type TabularWarning,
  type TabularWarningCode,
} from './rows.ts'
export { type OutCell, safeText } from './write/safe-cell.ts'
export type { OutColumn } from './write/sheet-xml.ts'
export { CORRECTED_HEADERS, type RejectedRow, writeCorrectedTemplate, writeTemplate } from './write/template.ts'
export { type CsvOptions, writeCsv } from './write/write-csv.ts'
export { type OutSheet, writeXlsx, XLSX_MAX_ROWS } from './write/write-xlsx.ts'
