import type { DiffSpan, EvidenceField, RegisterStatus } from '@redbridge/contract'
import { diffChars, foldName, isPlaceholder, normaliseCode } from '@redbridge/engine/identity'
import type { ProblemRow } from './problems.store.ts'

const STATUS_ZH: Record<RegisterStatus, string> = {
  active: '存续',
  cancelled: '已注销',
  revoked: '已吊销',
  moved: '已迁出',
}

const plain = (text: string, differs = false): DiffSpan[] => [{ text, differs }]
const marked = (spans: readonly { text: string; kind: string }[]): DiffSpan[] =>
  spans.map(({ text, kind }) => ({ text, differs: kind === 'changed' }))

/** Two texts beside each other, differing characters marked; with one side missing there is nothing to agree or not. */
const sideBySide = (
  field: EvidenceField['field'],
  reported: string,
  registered: string | undefined,
  same: (a: string, b: string) => boolean,
): EvidenceField => {
  const known = registered !== undefined && registered !== '' && !isPlaceholder(foldName(registered))
  if (!known || reported === '')
    return {
      field,
      reported: reported === '' ? null : plain(reported),
      registered: known ? plain(registered) : null,
      agrees: null,
    }
  const spans = diffChars(reported, registered)
  return {
    field,
    reported: marked(spans.reported),
    registered: marked(spans.registered),
    agrees: same(reported, registered),
  }
}

const sameFolded = (a: string, b: string): boolean => foldName(a) === foldName(b)
const sameCode = (a: string, b: string): boolean => normaliseCode(a) === normaliseCode(b)

/** What only the register says: stated plainly, marked where it speaks against the operator. */
const stated = (field: EvidenceField['field'], text: string, good: boolean): EvidenceField => ({
  field,
  reported: null,
  registered: plain(text, !good),
  agrees: good,
})

/** Reported values beside the register entry they were matched with, field by field. */
export const evidenceOf = (row: ProblemRow): EvidenceField[] => {
  const entry = row.registered
  const fields = [
    sideBySide('name', row.name, entry?.name, sameFolded),
    sideBySide('uscc', row.uscc, entry?.uscc, sameCode),
    sideBySide('representative', row.representative, entry?.representative, sameFolded),
    // An address has many right spellings: differences are shown, never held against the operator.
    { ...sideBySide('address', row.address, entry?.address, sameFolded), agrees: null },
  ]
  if (!entry) return fields
  const status = STATUS_ZH[entry.status as RegisterStatus] ?? entry.status
  const reason = entry.listedReason ? `：${entry.listedReason}` : ''
  return [
    ...fields,
    stated(
      'status',
      entry.statusDate && entry.status !== 'active' ? `${status}（${entry.statusDate}）` : status,
      entry.status === 'active' || entry.status === 'moved',
    ),
    stated('abnormal', entry.abnormal ? `列入经营异常名录${reason}` : '未列入', !entry.abnormal),
    stated('serious', entry.serious ? `列入严重违法失信名单${reason}` : '未列入', !entry.serious),
  ]
}
