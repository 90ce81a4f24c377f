import { REPORT_COLUMNS } from '@redbridge/contract'
import { VOLUME_FIELDS } from '@redbridge/engine/market'

/**
 * The job as plain SQL, as kind to DuckDB as it can be written: names folded in the register beforehand, the check digit
 * only where no entry has the code, folding (dear in SQL) only where texts differ, output in any order. What SQL folds: width of letters, digits and brackets, case,
 * spaces. What it leaves out and we do: traditional and variant characters, invisible ones, repairs of codes, identity
 * numbers, rows of another width.
 */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const list = (columns: readonly string[]): string => `{${columns.map((name) => `'${name}': 'VARCHAR'`).join(', ')}}`

const wide = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('')
const narrow = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('')
const DROPPED = ' \u3000\u00a0\t'
const fold = (column: string): string =>
  `upper(translate(${column}, ${quoted(`${wide}【】〔〕${DROPPED}`)}, ${quoted(`${narrow}()()`)}))`

/** DuckDB joins by hash and never through an index, so none is made. */
export const buildSql = (register: string): string[] => [
  `CREATE TABLE register AS
   SELECT uscc, name, ${fold('name')} AS folded, ${fold('representative')} AS person, address, city,
     CASE WHEN status LIKE '%吊销%' THEN 'revoked' WHEN status LIKE '%注销%' THEN 'cancelled' ELSE 'active' END AS status,
     coalesce(abnormal, '') <> '' AS abnormal, coalesce(serious, '') <> '' AS serious
   FROM read_csv(${quoted(register)}, header = false, skip = 1, columns = ${list(VOLUME_FIELDS)})`,
  'CHECKPOINT',
]

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const at = (alphabet: string, i: number) => `(instr('${alphabet}', substr(code, ${i}, 1)) - 1)`
const sum31 = WEIGHTS.map((w, i) => `${at(ALPHABET, i + 1)} * ${w}`).join(' + ')
const sum11 = ORG_WEIGHTS.map((w, i) => `${at('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', i + 9)} * ${w}`).join(' + ')
const SOUND = `regexp_full_match(code, '[${ALPHABET}]{18}') AND (${sum31}) % 31 = 0
  AND substr(code, 17, 1) = substr('0X987654321', 1 + (${sum11}) % 11, 1)`
const CONTROL = '[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]'

const COLUMNS = REPORT_COLUMNS.map(({ key }) => key as string)
const cell = (name: string) => `coalesce(report.${name}, '')`
const TOO_LONG = REPORT_COLUMNS.map(({ key, max }) => `length(${cell(key)}) > ${max}`).join(' OR ')
const SHOP = `CASE WHEN ${cell('shopUrl')} <> '' THEN rtrim(regexp_replace(shopUrl, '^https?://', ''), '/')
  WHEN ${cell('shopName')} <> '' THEN ${fold('shopName')} ELSE ${fold('report.name')} END`

export const judgeSql = (report: string): string[] => [
  `CREATE TEMP TABLE report AS SELECT *, CASE WHEN regexp_full_match(uscc, '[0-9A-Z]{18}') THEN uscc ELSE ${fold(cell('uscc'))} END AS code
   FROM read_csv(${quoted(report)}, header = false, skip = 1, columns = ${list(COLUMNS)}) report`,
  `CREATE TEMP TABLE matched AS
   SELECT report.rowid + 1 AS row_no, report.*, r.uscc AS own, r.name AS ownName, r.status, r.abnormal, r.serious,
     ${SHOP} AS shop, CASE WHEN r.uscc IS NULL THEN ${fold('report.name')} END AS lookup,
     CASE WHEN r.uscc IS NULL THEN ${SOUND.replaceAll('code', 'report.code')} END AS sound,
     CASE WHEN r.uscc IS NULL OR report.name = r.name THEN false ELSE ${fold('report.name')} <> r.folded
       AND NOT (r.uscc LIKE '92%' AND ${fold('report.name')} = r.person) END AS misnamed, concat_ws(';',
     CASE WHEN regexp_full_match(${cell('name')}, '[ \u3000\u00a0\\t]*') THEN 'name_missing' END,
     CASE WHEN code = '' AND ${cell('idNumber')} = '' THEN 'identifier_missing' END,
     CASE WHEN ${TOO_LONG} THEN 'field_too_long' END,
     CASE WHEN regexp_matches(concat(${COLUMNS.map((name) => `report.${name}`).join(', ')}), '${CONTROL}')
       THEN 'control_character' END,
     CASE WHEN regexp_matches(${cell('shopUrl')}, '^https?:') AND NOT regexp_full_match(shopUrl, '(?i)https?://[\\pL\\d][^\\s<>"]*')
       THEN 'url_invalid' END) AS rejects
   FROM report LEFT JOIN reg.register r ON report.code = r.uscc`,
  `CREATE TEMP TABLE twice AS SELECT code, shop, min(row_no) AS first FROM matched WHERE rejects = ''
   GROUP BY code, shop HAVING count(*) > 1`,
  `CREATE TEMP TABLE named AS SELECT folded, count(*) AS bearers, any_value(uscc) AS uscc, any_value(name) AS name, any_value(status) AS status
   FROM reg.register WHERE folded IN (SELECT lookup FROM matched WHERE lookup IS NOT NULL) GROUP BY folded`,
  `CREATE TEMP VIEW judged AS
   SELECT m.*, t.first AS duplicateOf, coalesce(own, CASE WHEN bearers = 1 THEN n.uscc END) AS foundCode,
     coalesce(ownName, CASE WHEN bearers = 1 THEN n.name END) AS foundName,
     coalesce(m.status, CASE WHEN bearers = 1 THEN n.status END) AS foundStatus, concat_ws(';',
     CASE WHEN m.status = 'cancelled' THEN 'cancelled' WHEN m.status = 'revoked' THEN 'revoked' END,
     CASE WHEN serious THEN 'serious_violation' END,
     CASE WHEN abnormal THEN 'abnormal_operation' END,
     CASE WHEN NOT sound THEN 'code_invalid' WHEN sound AND substr(m.code, 3, 2) = '11' THEN 'licence_unknown' END,
     CASE WHEN misnamed THEN 'name_mismatch' END,
     CASE WHEN t.first < m.row_no THEN 'duplicate' END) AS kinds,
     CASE WHEN sound AND substr(m.code, 3, 2) <> '11' THEN 'outside_coverage' ELSE '' END AS waits
   FROM matched m LEFT JOIN twice t ON t.code = m.code AND t.shop = m.shop LEFT JOIN named n ON n.folded = m.lookup`,
]

const OUTCOME = `CASE WHEN kinds <> '' THEN 'problem' WHEN waits <> '' THEN 'undecided' ELSE 'clear' END`
const copy = (select: string, where: string, out: string, name: string): string =>
  `COPY (SELECT row_no, ${select}, ${COLUMNS.join(', ')} FROM judged WHERE ${where}) TO ${quoted(`${out}/${name}.csv`)} (HEADER)`

export const copySql = (out: string): string[] => [
  copy(
    `${OUTCOME} AS outcome, concat_ws(';', nullif(kinds, ''), nullif(waits, '')) AS reasons`,
    "rejects = ''",
    out,
    'accepted',
  ),
  copy('rejects', "rejects <> ''", out, 'rejected'),
  copy(
    "'problem' AS outcome, kinds, duplicateOf, foundCode, foundName, foundStatus",
    "rejects = '' AND kinds <> ''",
    out,
    'problems',
  ),
  copy("'undecided' AS outcome, waits", "rejects = '' AND kinds = '' AND waits <> ''", out, 'undecided'),
]

export const countSql = `
  SELECT 'rows' AS what, count(*) AS n FROM judged
  UNION ALL SELECT CASE WHEN rejects <> '' THEN 'rejected' ELSE ${OUTCOME} END, count(*) FROM judged GROUP BY 1
  UNION ALL SELECT what, count(*) FROM (SELECT unnest(string_split(
    CASE WHEN rejects <> '' THEN rejects WHEN kinds <> '' THEN kinds ELSE waits END, ';')) AS what FROM judged) WHERE what <> '' GROUP BY 1`
