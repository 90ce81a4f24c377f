import type { EvidenceItem, EvidenceState, RetentionChoice } from '@redbridge/contract'
import { citeZh, findRetention, needsConfirmation, RETENTION_CLASSES, type RetentionClass } from '@redbridge/law'
import { dayOf } from '../../platform/clock.ts'
import type { ItemOfOwner } from './evidence.store.ts'
import type { ItemRow } from './records.ts'

export const stateOf = (row: ItemRow): EvidenceState => (row.disposed_at ? 'disposed' : row.held_at ? 'held' : 'kept')

export const viewOf = (row: ItemOfOwner, own: string): EvidenceItem => {
  const day = dayOf(row.taken_at)
  const retention = findRetention(row.retention, day)
  return {
    id: row.id,
    kind: row.kind,
    state: stateOf(row),
    title: row.title,
    note: row.note,
    name: row.name,
    bytes: row.bytes,
    sha256: row.sha256,
    sm3: row.sm3,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    own: row.organisation_id === own,
    takenAt: row.taken_at.toISOString(),
    takenBy: row.taken_by_name,
    retention: {
      id: row.retention,
      name: retention?.name ?? { zh: row.retention, en: row.retention },
      basis: retention ? basisOf(retention, day) : { zh: '', en: '' },
      until: row.retain_until,
    },
    held: row.held_at
      ? { at: row.held_at.toISOString(), by: row.held_by_name ?? '', reason: row.held_reason ?? '' }
      : null,
    disposed: row.disposed_at
      ? { at: row.disposed_at.toISOString(), by: row.disposed_by_name ?? '', reason: row.disposed_reason ?? '' }
      : null,
  }
}

const basisOf = (retention: RetentionClass, day: string): { zh: string; en: string } =>
  retention.basis && retention.confidence === 'read'
    ? { zh: citeZh(retention.basis, day), en: retention.basisText.en }
    : retention.basisText

export const retentionChoices = (day: string): RetentionChoice[] =>
  RETENTION_CLASSES.filter((one) => findRetention(one.id, day) === one).map((one) => ({
    id: one.id,
    name: one.name,
    basis: basisOf(one, day),
    years: one.years,
    confirmed: !needsConfirmation(one),
  }))
