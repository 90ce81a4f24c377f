import { PROVINCES } from '@redbridge/contract'
import { KIND, REJECT, TIER, UNDECIDED } from './bits.ts'
import { ROW, type RowScanner } from './csv-scan.ts'
import { createFolded, foldBytes } from './fold-bytes.ts'
import { NOTE } from './fold-table.ts'
import { STRIDE } from './index-format.ts'
import { judgePerson } from './judge-person.ts'
import { addStanding, compareName, matchByName, NAME, sameRepresentative } from './name-match.ts'
import { probeCode, probeNumber } from './open-table.ts'
import { packCode, packed, unpackCode } from './pack-code.ts'
import { IDENTIFIER, identifier, readIdentifier } from './read-identifier.ts'
import type { RegisterIndex } from './register-index.ts'
import { forEachRepair } from './repair-code.ts'
import {
  checkMapping,
  columnLimits,
  isTooLong,
  type ReportColumnNumbers,
  type ReportMapping,
  reportColumnNumbers,
} from './report-columns.ts'
import { mixBytes, mixUnits, mixWord, rowHash, startHash } from './row-hash.ts'
import { readUrl, url } from './shop-url.ts'
import { codeBytes } from './uscc.ts'
import { createVerdict, resetVerdict, type Verdict } from './verdict.ts'

export interface JudgeOptions {
  readonly mapping: ReportMapping
  /** columns of the report's header */
  readonly columns: number
  /** two-digit provinces the register covers; default what the index says; `null` = everything */
  readonly coverage?: readonly string[] | null
}

/** Judges rows against one register. */
export interface Judge {
  readonly verdict: Verdict
  /** Judges the scanned row; its cells lie in `bytes`. */
  judge(bytes: Uint8Array, row: RowScanner): void
}

export interface JudgeContext {
  readonly index: RegisterIndex
  readonly col: ReportColumnNumbers
  /** by province number: 0 = no province, 1 = covered, 2 = another bureau's */
  readonly provinces: Uint8Array
  readonly v: Verdict
}

export function createJudge(index: RegisterIndex, options: JudgeOptions): Judge {
  const context: JudgeContext = {
    index,
    col: reportColumnNumbers(options.mapping),
    provinces: provinceTable(options.coverage === undefined ? index.meta.coverage : options.coverage),
    v: createVerdict(),
  }
  checkMapping(options.mapping, options.columns)
  const limits = columnLimits(options.mapping)
  const { v, col } = context
  const judge = (bytes: Uint8Array, row: RowScanner) => {
    resetVerdict(v)
    if ((row.flags & (ROW.undecodable | ROW.control | ROW.quoteBroken)) !== 0) rejectFlags(row.flags, v)
    if (row.cells !== options.columns) {
      v.reject |= REJECT.column_count
      return
    }
    const { start, end } = row
    for (let k = 0; k < limits.length; k++) {
      const { column, max } = limits[k]!
      if (end[column]! - start[column]! > max && isTooLong(bytes, start[column]!, end[column]!, max))
        v.reject |= REJECT.field_too_long
    }
    if (col.name < 0 || isBlank(bytes, start[col.name]!, end[col.name]!)) v.reject |= REJECT.name_missing
    if (col.shopUrl >= 0 && end[col.shopUrl]! > start[col.shopUrl]!) {
      readUrl(bytes, start[col.shopUrl]!, end[col.shopUrl]!)
      if (!url.valid) v.reject |= REJECT.url_invalid
    } else url.from = url.to = 0
    judgeIdentity(context, bytes, row)
    if (v.reject === 0) addShop(context, bytes, row)
    else clearJudgement(v)
  }
  return { verdict: v, judge }
}

function rejectFlags(flags: number, v: Verdict): void {
  if ((flags & ROW.undecodable) !== 0) v.reject |= REJECT.encoding
  if ((flags & ROW.control) !== 0) v.reject |= REJECT.control_character
  if ((flags & ROW.quoteBroken) !== 0) v.reject |= REJECT.column_count
}

/** A rejected row carries its reasons and nothing else. */
function clearJudgement(v: Verdict): void {
  const { reject } = v
  resetVerdict(v)
  v.reject = reject
}

const SAMR = 10 // 市场监管总局 registers some enterprises itself
function provinceTable(coverage: readonly string[] | null | undefined): Uint8Array {
  const table = new Uint8Array(100)
  const open = coverage === undefined || coverage === null || coverage.length === 0
  for (const code of [SAMR, ...PROVINCES.map((p) => Number(p.code))]) table[code] = open ? 1 : 2
  for (const code of coverage ?? []) table[Number(code.slice(0, 2))] = 1
  return table
}

const blankProbe = createFolded()

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  if (to === from) return true
  const first = bytes[from]!
  if ((first > 32 && first < 127) || (first >= 0xe4 && first <= 0xe9)) return false
  foldBytes(bytes, from, to, blankProbe)
  return blankProbe.length === 0
}

function judgeIdentity(c: JudgeContext, bytes: Uint8Array, row: RowScanner): void {
  const { col, v } = c
  const given = col.uscc < 0 ? IDENTIFIER.none : readIdentifier(bytes, row.start[col.uscc]!, row.end[col.uscc]!)
  if (given === IDENTIFIER.none && judgePerson(c, bytes, row)) return
  if (identifier.kind === IDENTIFIER.code) {
    judgeCode(c, bytes, row, given !== IDENTIFIER.none)
    return
  }
  startHash()
  const text = Buffer.from(identifier.text)
  mixBytes(text, 0, text.length, 0)
  v.notes |= identifier.notes
  if (identifier.kind === IDENTIFIER.regNo) judgeRegNo(c, bytes, row)
  else codeInvalid(c, bytes, row)
}

/** An 18-character code, in `packed`. The register's exact entry wins over the check digit, an identity number over chance. */
function judgeCode(c: JudgeContext, bytes: Uint8Array, row: RowScanner, inCodeColumn: boolean): void {
  const { v, index, col } = c
  const { w0, w1, w2 } = packed
  startHash()
  mixWord(w0)
  mixWord(w1)
  mixWord(w2)
  v.notes |= identifier.notes
  v.province = provinceOf(c, w0)
  const sound = packed.sum31 === 0 && packed.org
  const entry = probeCode(index.tables.codeTable, index.tables.entries, w0, w1, w2)
  if (entry >= 0) {
    if (!sound) v.notes |= NOTE.registerCodeIrregular
    judgeEntry(c, entry, TIER.exact_code, bytes, row)
    return
  }
  if (inCodeColumn && isIdNumberInstead(c, bytes, row)) {
    v.province = 0
    return
  }
  if (!sound) {
    identifier.text = unpackCode(w0, w1, w2)
    codeInvalid(c, bytes, row)
  } else if (c.provinces[v.province] === 2) v.undecided = UNDECIDED.outside_coverage
  else {
    v.kinds |= KIND.licence_unknown
    if (col.name >= 0) matchByName(index, hintsOf(c, bytes, row), v)
  }
}

/** An identity number typed into the code column while its own column is empty. */
function isIdNumberInstead(c: JudgeContext, bytes: Uint8Array, row: RowScanner): boolean {
  const { col } = c
  if (col.idNumber >= 0 && row.end[col.idNumber]! > row.start[col.idNumber]!) return false
  return judgePerson(c, bytes, row, true)
}

/** Digits 3–4 of the code when they name a province (or the national authority). */
function provinceOf(c: JudgeContext, w0: number): number {
  const rest = Math.floor((w0 >>> 0) / 1296) % 1296
  const tens = Math.floor(rest / 36)
  const ones = rest % 36
  if (tens > 9 || ones > 9) return 0
  const province = tens * 10 + ones
  return c.provinces[province] === 0 ? 0 : province
}

function judgeEntry(c: JudgeContext, entry: number, tier: number, bytes: Uint8Array, row: RowScanner): void {
  const { v, index, col } = c
  v.entry = entry
  v.tier = tier
  addStanding(index.tables, entry, v)
  if (compareName(index.tables, entry, bytes, row.start[col.name]!, row.end[col.name]!, v) === NAME.differs)
    v.kinds |= KIND.name_mismatch
}

function judgeRegNo(c: JudgeContext, bytes: Uint8Array, row: RowScanner): void {
  const { v, index } = c
  const { tables } = index
  const position = probeNumber(tables.regTable, tables.regNos, identifier.regNo)
  const province = Math.floor(identifier.regNo / 1e13)
  v.province = c.provinces[province] === 0 ? 0 : province
  if (position >= 0) {
    judgeEntry(c, tables.regEntries[position]!, TIER.exact_code, bytes, row)
    return
  }
  if (!identifier.regNoValid) {
    codeInvalid(c, bytes, row)
    return
  }
  const bearers = matchByName(index, hintsOf(c, bytes, row), v)
  if (v.entry >= 0) addStanding(tables, v.entry, v)
  else if (bearers > 1) v.undecided = UNDECIDED.name_ambiguous
  else if (c.provinces[v.province] === 2) v.undecided = UNDECIDED.outside_coverage
  else v.kinds |= KIND.licence_unknown
}

const hits: number[] = []

/**
 * A code that fails its check and is not in the register. The proposed repair is the entry of a code one slip away whose
 * name (or, where the register holds none, representative) agrees, if there is but one; else the entry the name leads
 * to; else, as bare evidence with tier `none`, an entry one slip away.
 */
function codeInvalid(c: JudgeContext, bytes: Uint8Array, row: RowScanner): void {
  const { v, index, col } = c
  v.kinds |= KIND.code_invalid
  if (col.name < 0) return
  hits.length = 0
  const code = codeBytes(identifier.text)
  forEachRepair(code, code.length, (repaired) => {
    packCode(repaired, 0)
    const entry = probeCode(index.tables.codeTable, index.tables.entries, packed.w0, packed.w1, packed.w2)
    if (entry >= 0 && !hits.includes(entry)) hits.push(entry)
  })
  const confirmed = hits.filter((entry) => confirms(c, entry, bytes, row))
  if (confirmed.length === 1) {
    v.entry = confirmed[0]!
    v.tier = TIER.repaired_code
    v.province = provinceOf(c, index.tables.entries[v.entry * STRIDE]!)
    addStanding(index.tables, v.entry, v)
    compareName(index.tables, v.entry, bytes, row.start[col.name]!, row.end[col.name]!, v)
    return
  }
  matchByName(index, hintsOf(c, bytes, row), v)
  if (v.entry < 0 && hits.length > 0) v.entry = confirmed[0] ?? hits[0]!
}

function confirms({ index, col, v }: JudgeContext, entry: number, bytes: Uint8Array, row: RowScanner): boolean {
  const notes = v.notes
  const name = compareName(index.tables, entry, bytes, row.start[col.name]!, row.end[col.name]!, v)
  v.notes = notes
  if (name !== NAME.silent) return name === NAME.agrees
  return (
    col.representative >= 0 &&
    sameRepresentative(index.tables, entry, bytes, row.start[col.representative]!, row.end[col.representative]!)
  )
}

const hintsOf = ({ col }: JudgeContext, bytes: Uint8Array, { start, end }: RowScanner) => ({
  bytes,
  nameFrom: start[col.name]!,
  nameTo: end[col.name]!,
  repFrom: col.representative < 0 ? 0 : start[col.representative]!,
  repTo: col.representative < 0 ? 0 : end[col.representative]!,
  addressFrom: col.address < 0 ? 0 : start[col.address]!,
  addressTo: col.address < 0 ? 0 : end[col.address]!,
})

const shop = createFolded()

/** Ends the duplicate key with the shop: its URL, else its name, else the operator's name. */
function addShop({ col, v }: JudgeContext, bytes: Uint8Array, { start, end }: RowScanner): void {
  if (url.to > url.from) mixBytes(bytes, url.from, url.to, url.host)
  else {
    const column = col.shopName >= 0 && end[col.shopName]! > start[col.shopName]! ? col.shopName : col.name
    foldBytes(bytes, start[column]!, end[column]!, shop)
    mixUnits(shop.units, shop.length)
    mixWord(column === col.name ? 2 : 1)
  }
  v.keyHi = rowHash.hi
  v.keyLo = rowHash.lo
}
