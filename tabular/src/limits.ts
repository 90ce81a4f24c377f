/** What a file may cost. Every number is a ceiling on work or memory, so a hostile file is answered and not obeyed. */
export interface TableLimits {
  /** size of the file as sent, in bytes */
  readonly compressedBytes: number
  /** size after inflating, in bytes (for XLSX: sum over the parts that are read) */
  readonly uncompressedBytes: number
  /** inflated : compressed, looked at once `ratioFloorBytes` have been inflated */
  readonly ratio: number
  readonly ratioFloorBytes: number
  readonly rows: number
  readonly columns: number
  /** longest cell in bytes of UTF-8; longer ones are cut, which makes the row fail its column's own limit */
  readonly cellBytes: number
  /** longest row in bytes of UTF-8; a longer one is replaced by a stub that cannot be accepted */
  readonly rowBytes: number
  readonly sharedStrings: number
  readonly sharedStringBytes: number
  readonly zipEntries: number
}

const MiB = 1024 * 1024

export const DEFAULT_LIMITS: TableLimits = {
  compressedBytes: 1024 * MiB,
  uncompressedBytes: 8 * 1024 * MiB,
  ratio: 150,
  ratioFloorBytes: 16 * MiB,
  rows: 5_000_000,
  columns: 500,
  cellBytes: 131_072,
  rowBytes: 512 * 1024,
  sharedStrings: 8_000_000,
  sharedStringBytes: 320 * MiB,
  zipEntries: 2_000,
}

/** Limits for a file that its owner reads on their own machine: hardly a cap on rows or size, the others stay. */
export const LOCAL_LIMITS: TableLimits = {
  ...DEFAULT_LIMITS,
  compressedBytes: 64 * 1024 * MiB,
  uncompressedBytes: 512 * 1024 * MiB,
  rows: 200_000_000,
  sharedStrings: 20_000_000,
  sharedStringBytes: 1024 * MiB,
}

export const withLimits = (limits: Partial<TableLimits> | undefined): TableLimits => ({ ...DEFAULT_LIMITS, ...limits })
