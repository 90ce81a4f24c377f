import { REGISTER_COLUMNS, REPORT_COLUMNS } from '@redbridge/contract'

/** A column that may appear in a header, as contract/ lists them. */
export interface KnownColumn<K extends string = string> {
  readonly key: K
  readonly zh: string
  readonly synonyms: readonly string[]
}

export interface ColumnMapping<K extends string = string> {
  /** column key → index in the header */
  readonly mapping: Partial<Record<K, number>>
  /** keys no header cell stands for */
  readonly missing: readonly K[]
  /** header cells that mean nothing here (left as they are) */
  readonly unknown: readonly string[]
  /** keys that several header cells claim with equal right; none of them is mapped */
  readonly ambiguous: readonly {
    readonly key: K
    readonly headers: readonly string[]
    readonly indexes: readonly number[]
  }[]
}

/** Columns Redbridge itself adds to a corrected template; they are ignored on reading. */
export const HELPER_COLUMNS = ['退回原因', '原行号', 'Rejection reason', 'Original row'] as const

/**
 * Folds a header cell to what two people would call the same name: width, case, blanks, line breaks,
 * brackets and required marks do not count.
 * @example foldHeader('＊ 法定代表人\n(负责人)') // → '法定代表人负责人'
 */
export const foldHeader = (cell: string): string =>
  cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(【[]?(必填|选填|必须|required|optional)项?[)】\]]?/g, '')
    .replace(/[\s\p{Cc}\p{Cf}*★※:：()[\]【】{}《》<>「」"'“”‘’_\-/、,.。]/gu, '')

const withoutBrackets = (cell: string): string => cell.normalize('NFKC').replace(/[([【{][^)\]】}]*[)\]】}]/g, '')

interface Claim {
  readonly index: number
  /** 0: the column's own name; n: its nth synonym; +1000: only when a bracketed remark is left out */
  readonly rank: number
}

const claimsOf = <K extends string>(header: readonly string[], columns: readonly KnownColumn<K>[]): Map<K, Claim[]> => {
  const ranks = new Map<string, { key: K; rank: number }[]>()
  for (const column of columns) {
    for (const [rank, name] of [column.key, column.zh, ...column.synonyms].entries()) {
      const folded = foldHeader(name)
      const list = ranks.get(folded) ?? []
      if (!list.some((known) => known.key === column.key)) list.push({ key: column.key, rank: Math.max(0, rank - 1) })
      ranks.set(folded, list)
    }
  }
  const claims = new Map<K, Claim[]>()
  for (const [index, cell] of header.entries()) {
    if (!cell) continue
    const exact = ranks.get(foldHeader(cell))
    const hits = exact ?? ranks.get(foldHeader(withoutBrackets(cell))) ?? []
    for (const { key, rank } of hits) {
      claims.set(key, [...(claims.get(key) ?? []), { index, rank: exact ? rank : rank + 1000 }])
    }
  }
  return claims
}

/**
 * Which cell of a header stands for which column. The column's own name beats a synonym, an earlier synonym a
 * later one; what loses is `unknown`; equals are `ambiguous`.
 * @example mapColumns(['统一社会信用代码 *', '公司名称', '备注'], REPORT_COLUMNS).mapping // → { uscc: 0, name: 1 }
 */
export const mapColumns = <K extends string>(
  header: readonly string[],
  columns: readonly KnownColumn<K>[],
): ColumnMapping<K> => {
  const claims = claimsOf(header, columns)
  const mapping: Partial<Record<K, number>> = {}
  const missing: K[] = []
  const ambiguous: { key: K; headers: string[]; indexes: number[] }[] = []
  const used = new Set<number>()
  for (const { key } of columns) {
    const list = (claims.get(key) ?? [])
      .filter(({ index }) => !used.has(index))
      .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    const best = list.filter(({ rank }) => rank === list[0]?.rank)
    if (best.length === 0) missing.push(key)
    else if (best.length === 1) {
      mapping[key] = best[0]!.index
      used.add(best[0]!.index)
    } else {
      const indexes = best.map(({ index }) => index)
      ambiguous.push({ key, headers: indexes.map((index) => header[index]!), indexes })
      for (const index of indexes) used.add(index)
    }
  }
  const helpers = new Set(HELPER_COLUMNS.map(foldHeader))
  const unknown = header.filter((cell, index) => cell !== '' && !used.has(index) && !helpers.has(foldHeader(cell)))
  return { mapping, missing, unknown, ambiguous }
}

/** True for a header that Redbridge wrote: a corrected template on its way back. */
export const hasHelperColumn = (header: readonly string[]): boolean => {
  const helpers = HELPER_COLUMNS.map(foldHeader)
  return header.some((cell) => helpers.includes(foldHeader(cell)))
}

const ALL_COLUMNS: readonly KnownColumn[] = [...REPORT_COLUMNS, ...REGISTER_COLUMNS]

/** How many different known columns a row names: 0 for data and titles, several for a header. */
export const headerScore = (row: readonly string[], columns: readonly KnownColumn[] = ALL_COLUMNS): number => {
  const claims = claimsOf(row, columns)
  const cells = new Set([...claims.values()].flatMap((list) => list.map(({ index }) => index)))
  return Math.min(claims.size, cells.size)
}

/** Header rows stand within the first ten rows, below titles and remarks. */
export const HEADER_SEARCH_ROWS = 10

/** Index of the row that is the header, or -1: the one that names most known columns, the first of equals. */
export const findHeaderRow = (
  rows: readonly (readonly string[])[],
  columns?: readonly KnownColumn[],
): { index: number; score: number } => {
  let best = { index: -1, score: 0 }
  for (const [index, row] of rows.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const score = headerScore(row, columns)
    if (score > best.score) best = { index, score }
  }
  return best
}

/** A header without the empty cells at its end. */
export const trimHeader = (row: readonly string[]): string[] => {
  let end = row.length
  while (end > 0 && row[end - 1]!.trim() === '') end--
  return row.slice(0, end).map((cell) =>
    cell
      .replace(/^\uFEFF/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}
