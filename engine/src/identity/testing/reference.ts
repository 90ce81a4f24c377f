import { PROVINCES } from '@redbridge/contract'
import { foldName, isPlaceholder } from '../index.ts'

/**
 * The rules of judging again, slow and obvious: strings, arrays, a search through the whole register, no tables and no
 * code in common with the engine but folding (which has its own tests). The property test compares the two.
 */
export interface Business {
  readonly uscc: string
  readonly name: string
  readonly representative: string
  readonly status: '' | '注销' | '吊销'
  readonly abnormal: '' | '是'
}
export interface Reported {
  readonly name: string
  readonly uscc: string
  readonly representative: string
  readonly idNumber: string
  readonly shop: string
}
export interface Judged {
  readonly outcome: string
  readonly kinds: string[]
  readonly rejects: string[]
  readonly undecided: string
  /** code of the entry, '' = none */
  readonly entry: string
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const ALL = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export const isCode = (code: string): boolean => {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(code)) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(code[i]!) * Number(3n ** BigInt(i) % 31n)
  if (ALPHABET[(31 - (sum % 31)) % 31] !== code[17]) return false
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const org = code.slice(8, 16)
  const check = 11 - (weights.reduce((total, w, i) => total + w * ALL.indexOf(org[i]!), 0) % 11)
  return code[16] === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}

export const isIdNumber = (id: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(id)) return false
  const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false
  const sum = [...id].reduce((total, c, i) => total + (c === 'X' ? 10 : Number(c)) * (2 ** (17 - i) % 11), 0)
  return sum % 11 === 1 && id.slice(6, 10) >= '1880' && id.slice(6, 10) < '2100'
}

/** Codes that one slip turns into `code`. */
const oneSlipAway = (code: string, candidate: string): boolean => {
  const plain = [...code].map((c) => ({ O: '0', I: '1', Z: '2', S: '5', V: 'U' })[c] ?? c).join('')
  if (plain === candidate) return true
  if (plain.length === 18 && isCode(plain)) return false
  const at = (i: number) => candidate.slice(0, i) + candidate.slice(i + 1)
  for (let i = 0; i < 18; i++) {
    if (plain.length === 18 && plain.slice(0, i) + plain.slice(i + 1) === at(i)) return true
    if (plain.length === 17 && plain === at(i)) return true
    if (
      plain.length === 18 &&
      i < 17 &&
      candidate.slice(0, i) + candidate[i + 1] + candidate[i] + candidate.slice(i + 2) === plain
    )
      return true
  }
  for (let i = 0; i < 19; i++)
    if (plain.length === 19 && plain.slice(0, i) + plain.slice(i + 1) === candidate) return true
  return false
}

const ORDER = [
  'cancelled',
  'revoked',
  'serious_violation',
  'abnormal_operation',
  'code_invalid',
  'licence_unknown',
  'name_mismatch',
  'duplicate',
]

const standing = ({ status, abnormal }: Business): string[] => [
  ...(status === '注销' ? ['cancelled'] : status === '吊销' ? ['revoked'] : []),
  ...(abnormal === '是' ? ['abnormal_operation'] : []),
]

const agrees = (b: Business, name: string): boolean | undefined => {
  if (isPlaceholder(foldName(b.name))) return undefined
  if (foldName(b.name) === foldName(name)) return true
  return b.uscc.startsWith('92') && b.representative !== '' && foldName(b.representative) === foldName(name)
}

/** Judges a report in order; `coverage` is one province. */
export function judgeSlowly(register: readonly Business[], report: readonly Reported[], coverage: string): Judged[] {
  const seen = new Set<string>()
  return report.map((row) => {
    const one = judgeRow(register, row, coverage)
    if (one.outcome === 'rejected') return one
    const key = JSON.stringify([plain(row.uscc) || plain(row.idNumber), foldName(row.shop) || foldName(row.name)])
    if (!seen.has(key)) {
      seen.add(key)
      return one
    }
    return { ...one, outcome: 'problem', kinds: [...one.kinds, 'duplicate'] }
  })
}

const plain = (code: string): string => foldName(code).replaceAll('-', '')

function judgeRow(register: readonly Business[], row: Reported, coverage: string): Judged {
  const rejects: string[] = []
  const code = plain(row.uscc)
  const id = plain(row.idNumber)
  if (foldName(row.name) === '') rejects.push('name_missing')
  if (code === '' && id === '') rejects.push('identifier_missing')
  if (code === '' && id !== '' && !isIdNumber(id)) rejects.push('id_number_invalid')
  const said = { kinds: [] as string[], undecided: '', entry: '' }
  if (rejects.length === 0 && code !== '') judgeCode(register, row, code, coverage, said)
  if (rejects.length > 0) return { outcome: 'rejected', rejects, kinds: [], undecided: '', entry: '' }
  const kinds = ORDER.filter((kind) => said.kinds.includes(kind))
  return {
    ...said,
    kinds,
    rejects,
    outcome: kinds.length > 0 ? 'problem' : said.undecided === '' ? 'clear' : 'undecided',
  }
}

function judgeCode(
  register: readonly Business[],
  row: Reported,
  code: string,
  coverage: string,
  said: { kinds: string[]; undecided: string; entry: string },
): void {
  const own = register.find((b) => b.uscc === code)
  if (own !== undefined) {
    said.entry = own.uscc
    said.kinds.push(...standing(own), ...(agrees(own, row.name) === false ? ['name_mismatch'] : []))
    return
  }
  const named =
    foldName(row.name).length < 2
      ? []
      : register.filter((b) => foldName(b.name) === foldName(row.name) && agrees(b, row.name) !== undefined)
  const byPerson = named.filter(
    (b) => foldName(row.representative).length > 1 && foldName(b.representative) === foldName(row.representative),
  )
  const byName = byPerson.length === 1 ? byPerson[0]! : named.length === 1 ? named[0]! : undefined
  if (isCode(code)) {
    if (PROVINCES.some((p) => p.code === code.slice(2, 4)) && code.slice(2, 4) !== coverage)
      said.undecided = 'outside_coverage'
    else {
      said.kinds.push('licence_unknown')
      said.entry = byName?.uscc ?? ''
    }
    return
  }
  said.kinds.push('code_invalid')
  const near = register.filter((b) => isCode(b.uscc) && oneSlipAway(code, b.uscc))
  const confirmed = near.filter(
    (b) =>
      agrees(b, row.name) ??
      (foldName(row.representative).length > 1 && foldName(b.representative) === foldName(row.representative)),
  )
  if (confirmed.length === 1) {
    said.entry = confirmed[0]!.uscc
    said.kinds.push(...standing(confirmed[0]!))
  } else said.entry = byName?.uscc ?? (near.length === 1 ? near[0]!.uscc : near.length > 1 ? 'any' : '')
}
