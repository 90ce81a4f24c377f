import { NORMALISATION_NOTES, type NormalisationNote, type ReportField } from '@redbridge/contract'
import {
  type ChunkResult,
  explainRow,
  foldName,
  KIND,
  matchTier,
  normaliseCode,
  OUTCOME,
  OUTCOMES,
  primaryKind,
  type RegisterEntry,
  type RegisterIndex,
  rejectReasons,
  rowBytes,
  undecidedReason,
} from '@redbridge/engine/identity'
import { parseRows } from '@redbridge/tabular'
import { maskId, maskPhone, type SealedOperator } from '../../platform/sealing.ts'
import { sealWith } from '../../platform/secrets.ts'
import type { FoundProblem, MatchResult, MatchTask } from './match-types.ts'
import { noTotals } from './totals.ts'

type Cell = (result: ChunkResult, row: number, column: number | undefined) => string

/** Turns a judged chunk into what is stored: records, rejected rows, problems and the counts that must balance. */
export const chunkToRows = (
  index: RegisterIndex,
  result: ChunkResult,
  task: MatchTask,
  digest: (id: string) => string,
  cell: Cell,
): MatchResult => {
  for (const row of task.duplicates) {
    if (result.outcome[row] === OUTCOME.rejected) continue
    ;(result.kinds as Uint8Array)[row] = (result.kinds[row] as number) | KIND.duplicate
    ;(result.outcome as Uint8Array)[row] = OUTCOME.problem
  }
  const totals = noTotals()
  totals.rowsIn = result.rows
  const records: string[] = []
  const rejects: string[] = []
  const problems: FoundProblem[] = []
  for (let row = 0; row < result.rows; row++) {
    const rowNo = task.rowNos[row] ?? row + 1
    if (result.outcome[row] === OUTCOME.rejected) {
      totals.rejected++
      const reasons = rejectReasons(result.rejects[row] as number)
      for (const reason of reasons) totals.byReject[reason] = (totals.byReject[reason] ?? 0) + 1
      rejects.push(rejectLine(result, row, rowNo, reasons, task))
      continue
    }
    totals.accepted++
    const outcome = OUTCOMES[result.outcome[row] as number] as 'clear' | 'problem' | 'undecided'
    totals[outcome]++
    if (result.notes[row]) totals.normalised++
    if (outcome === 'problem') {
      const kind = primaryKind(result.kinds[row] as number) as FoundProblem['kind'] & string
      totals.byKind[kind as keyof typeof totals.byKind] = (totals.byKind[kind as keyof typeof totals.byKind] ?? 0) + 1
    }
    const undecided = outcome === 'undecided' ? undecidedReason(result.undecided[row] as number) : undefined
    if (undecided) totals.byUndecided[undecided] = (totals.byUndecided[undecided] ?? 0) + 1
    const found = explain(index, result, row, task)
    records.push(recordLine(found, rowNo, task, digest))
    if (outcome === 'problem' || (undecided && undecided !== 'outside_coverage'))
      problems.push(problemOf(found, rowNo, task))
  }
  return { totals, records: lines(records), rejects: lines(rejects), rejectRows: rejects.length, problems }

  function explain(from: RegisterIndex, of: ChunkResult, row: number, { mapping }: MatchTask): Found {
    const raw = (field: ReportField) => cell(of, row, mapping[field])
    // An ID number written into the code column is personal all the same: it moves to where it is digested and sealed.
    const misplaced = (of.entries[row] as number) < 0 && ID_SHAPE.test(raw('uscc').trim())
    const reported = (field: ReportField): string => {
      if (!misplaced) return raw(field)
      return field === 'uscc' ? '' : field === 'idNumber' ? raw('idNumber') || raw('uscc').trim() : raw(field)
    }
    const outcome = OUTCOMES[of.outcome[row] as number] as string
    const dupKey = keyOf(of, row)
    // Almost all rows are clear and matched by their very code: they need no look into the register again.
    if (of.outcome[row] === OUTCOME.clear && matchTier(of.tiers[row] as number) === 'exact_code') {
      const code = normaliseCode(reported('uscc'))
      if (code.length === 18)
        return {
          reported,
          outcome,
          dupKey,
          kinds: [],
          kind: undefined,
          undecided: undefined,
          tier: 'exact_code',
          notes: notesOf(of.notes[row] as number),
          code,
          registerCode: code,
          entry: undefined,
          proposedCode: '',
          province: provinceOf(of, row),
        }
    }
    const {
      kinds,
      kind,
      undecided,
      tier,
      notes,
      code: explained,
      entry,
      proposedCode,
      province,
    } = explainRow(from, of, row, mapping)
    const code = misplaced ? '' : explained
    return {
      reported,
      outcome,
      dupKey,
      kinds,
      kind,
      undecided,
      tier,
      notes,
      code,
      registerCode: entry?.uscc ?? '',
      entry,
      proposedCode,
      province,
    }
  }
}

/** Region, birth date, sequence, check character (GB 11643): the shape of an ID number, right or wrong in its check digit. */
const ID_SHAPE = /^[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/

interface Found {
  readonly reported: (field: ReportField) => string
  readonly outcome: string
  readonly dupKey: string
  readonly kinds: readonly string[]
  readonly kind: string | undefined
  readonly undecided: string | undefined
  readonly tier: string
  readonly notes: readonly NormalisationNote[]
  /** the reported code without differences of form */
  readonly code: string
  readonly registerCode: string
  readonly entry: RegisterEntry | undefined
  readonly proposedCode: string
  readonly province: string
}

const notesOf = (bits: number): NormalisationNote[] =>
  bits === 0 ? [] : NORMALISATION_NOTES.filter((_, i) => bits & (1 << i))
const provinceOf = (result: ChunkResult, row: number): string =>
  result.provinces[row] ? String(result.provinces[row]).padStart(2, '0') : ''

const keyOf = (result: ChunkResult, row: number): string =>
  ((BigInt((result.keyHi[row] as number) >>> 0) << 32n) | BigInt((result.keyLo[row] as number) >>> 0)).toString()

const lines = (rows: readonly string[]): Uint8Array => Buffer.from(rows.length ? `${rows.join('\n')}\n` : '', 'utf8')

/** One line of report_record. The ID number goes in as a keyed digest, the phone masked. */
const recordLine = (found: Found, rowNo: number, task: MatchTask, digest: (id: string) => string): string => {
  const id = found.reported('idNumber')
  return JSON.stringify({
    batch_id: task.batchId,
    chunk_no: task.chunkNo,
    row_no: rowNo,
    platform_id: task.platformId,
    period: task.period,
    name: found.reported('name'),
    name_folded: found.notes.length ? foldName(found.reported('name')) : '',
    uscc: found.code,
    uscc_raw: found.reported('uscc'),
    representative: found.reported('representative'),
    id_digest: id ? digest(id) : '',
    address: found.reported('address'),
    phone_masked: maskPhone(found.reported('phone')),
    shop_name: found.reported('shopName'),
    shop_url: found.reported('shopUrl'),
    exemption: found.reported('exemption'),
    over_threshold: found.reported('overThreshold'),
    verdict: found.outcome,
    kinds: found.kinds,
    undecided_reason: found.undecided ?? '',
    tier: found.tier,
    register_uscc: found.registerCode,
    notes: found.notes,
    dup_key: found.dupKey,
    province: found.province,
  })
}

const problemOf = (found: Found, rowNo: number, task: MatchTask): FoundProblem => ({
  rowNo,
  kind: found.kind ?? null,
  kinds: found.kinds,
  undecidedReason: found.kind ? null : (found.undecided ?? null),
  name: found.reported('name'),
  uscc: found.reported('uscc'),
  representative: found.reported('representative'),
  address: found.reported('address'),
  shopName: found.reported('shopName'),
  shopUrl: found.reported('shopUrl'),
  phoneMasked: maskPhone(found.reported('phone')),
  sealed: seal(task.sealKey, { idNumber: found.reported('idNumber'), phone: found.reported('phone') }),
  province: found.province,
  tier: found.tier,
  registered: found.entry ? registered(found.entry) : null,
  proposedCode: found.proposedCode || null,
})
const registered = (entry: NonNullable<Found['entry']>): FoundProblem['registered'] => ({
  uscc: entry.uscc,
  name: entry.name,
  representative: entry.representative,
  status: entry.status,
  statusDate: entry.statusDate,
  abnormal: entry.abnormal,
  serious: entry.serious,
  address: entry.address,
  listedReason: entry.listedReason,
})

/** One line of reject_row: what was sent, sealed fields masked in the open part and kept sealed for the corrected template. */
const rejectLine = (
  result: ChunkResult,
  row: number,
  rowNo: number,
  reasons: readonly string[],
  task: MatchTask,
): string => {
  const raw = rowBytes(result, row)
  const values = parseRows(`${Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8')}\n`)[0] ?? []
  const cells: Partial<Record<ReportField, string>> = {}
  for (const [field, column] of Object.entries(task.mapping) as [ReportField, number][])
    cells[field] = (values[column] ?? '').slice(0, 500)
  if (cells.uscc && ID_SHAPE.test(cells.uscc.trim())) {
    cells.idNumber ||= cells.uscc.trim()
    cells.uscc = ''
  }
  const sealed = seal(task.sealKey, { idNumber: cells.idNumber ?? '', phone: cells.phone ?? '' })
  if (cells.idNumber) cells.idNumber = maskId(cells.idNumber)
  if (cells.phone) cells.phone = maskPhone(cells.phone)
  return JSON.stringify({
    batch_id: task.batchId,
    chunk_no: task.chunkNo,
    row_no: rowNo,
    platform_id: task.platformId,
    reasons,
    cells: JSON.stringify(cells),
    sealed: sealed ?? '',
  })
}

const seal = (key: Uint8Array, { idNumber, phone }: { idNumber: string; phone: string }): string | null => {
  if (!idNumber && !phone) return null
  const open: SealedOperator = { ...(idNumber ? { idNumber } : {}), ...(phone ? { phone } : {}) }
  return sealWith(key, JSON.stringify(open)).toString('base64')
}
