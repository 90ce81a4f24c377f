// What the HTTP interface must know about a statement before chdb sees it. Pure functions.

export type Plan =
  | { kind: 'stream'; sql: string; format: string }
  | { kind: 'outfile'; sql: string; format: string }
  | { kind: 'buffer'; sql: string; format: string }

/**
 * chdb formats a streamed result block by block, so only formats whose blocks can be joined may be
 * streamed; in the others (JSON, CSVWithNames, Parquet …) header and footer would come once a block.
 */
const joinable = new Set([
  'JSONEachRow',
  'JSONStringsEachRow',
  'JSONCompactEachRow',
  'JSONCompactStringsEachRow',
  'NDJSON',
  'JSONLines',
  'CSV',
  'TabSeparated',
  'TSV',
  'TabSeparatedRaw',
  'TSVRaw',
  'LineAsString',
  'RowBinary',
  'Native',
])

/** Small documents for people and for the client's default; kept in memory, so not for bulk. */
const document =
  /^(JSON$|JSONCompact$|JSONStrings$|JSONColumns|JSONObjectEachRow$|Pretty|Vertical$|XML$|Markdown$|Null$|SQLInsert$)/

const formatAtEnd = /\bFORMAT\s+([A-Za-z0-9_]+)\s*;?\s*$/i

/** How a statement is run: rows streamed, written to a file first, or answered in one piece. */
export function planStatement(sql: string, defaultFormat: string): Plan {
  const tail = formatAtEnd.exec(sql)
  const format = tail?.[1] ?? defaultFormat
  const head = firstWord(sql)
  if (!['SELECT', 'WITH', '(', 'FROM'].includes(head)) return { kind: 'buffer', sql, format }
  if (joinable.has(format)) return { kind: 'stream', sql, format }
  if (document.test(format)) return { kind: 'buffer', sql, format }
  return { kind: 'outfile', sql: tail ? sql.slice(0, tail.index) : sql.replace(/;\s*$/, ''), format }
}

export function isInsert(sql: string): boolean {
  return firstWord(sql) === 'INSERT'
}

/** SET, USE and temporary tables belong to a session, which HTTP does not have: its connection is not used again. */
export function leavesTraces(sql: string): boolean {
  return ['SET', 'USE'].includes(firstWord(sql)) || /^\s*CREATE\s+(OR\s+REPLACE\s+)?TEMPORARY\b/i.test(sql)
}

/**
 * `INSERT INTO t (a) FORMAT F` with its rows in a file. Rows never go inline: chdb looks for the end
 * of the statement inside binary rows and drops the rest without an error (measured with RowBinary).
 */
export function insertFromFile(sql: string, file: string, compression: 'none' | 'gzip'): string {
  const tail = formatAtEnd.exec(sql)
  if (!tail) throw new UnsupportedStatement('An INSERT with a body must end in FORMAT <name>.')
  if (/\binput\s*\(/i.test(sql)) throw new UnsupportedStatement('input() is not available in embedded ClickHouse.')
  const from = `FROM INFILE ${quote(file)} COMPRESSION '${compression}' `
  const settings = /\bSETTINGS\s+[\w\s=.,'+-]*$/i.exec(sql.slice(0, tail.index))
  const at = settings ? settings.index : tail.index
  return `${sql.slice(0, at)}${from}${sql.slice(at)}`
}

/** Files belong to the client in these clauses, so a server refuses them; chdb would read and write ours. */
export function touchesFiles(sql: string): boolean {
  return /\b(INTO\s+OUTFILE|FROM\s+INFILE)\b/i.test(withoutText(sql))
}

/** Rows behind `FORMAT X` in the statement itself would be cut like inline rows; VALUES are parsed as SQL and fine. */
export function hasInlineRows(sql: string): boolean {
  return isInsert(sql) && /\bFORMAT\s+(?!Values\b)[A-Za-z0-9_]+\s*\n\s*\S/i.test(sql) && !/\bSELECT\b/i.test(sql)
}

/** `SET a = '1', b = DEFAULT`, or nothing. */
export function setStatement(settings: ReadonlyMap<string, string | undefined>): string | undefined {
  if (settings.size === 0) return undefined
  const parts: string[] = []
  for (const [name, value] of settings) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new UnsupportedStatement(`Not a setting: ${name}`)
    parts.push(`${name} = ${value === undefined ? 'DEFAULT' : quote(value)}`)
  }
  return `SET ${parts.join(', ')}`
}

export function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
}

export function quoteName(name: string): string {
  return `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``
}

export class UnsupportedStatement extends Error {}

/** The statement without its strings, quoted names and comments. */
function withoutText(sql: string): string {
  return sql.replace(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
}

function firstWord(sql: string): string {
  const text = sql.replace(/^(\s+|--[^\n]*(\n|$)|#[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '')
  return (/^(\(|[A-Za-z]+)/.exec(text)?.[0] ?? '').toUpperCase()
}
