import type { LedgerAlarm, LedgerEntries, LedgerKeys } from '@redbridge/contract'
import { fingerprintOf, formatVerifierKey, type VerifierKey } from '@redbridge/ledger'
import type { Selectable } from 'kysely'
import type { LedgerAlarmTable } from '../../platform/db/schema-ledger.ts'
import type { KeyBook, ProvenEntries, StoredCheckpoint } from '../../platform/ledger/index.ts'

export const viewKeys = (book: KeyBook | null, witnesses: readonly string[]): LedgerKeys => ({
  origin: book?.origin ?? null,
  keys: (book?.keys ?? []).map((key) => ({
    key: formatVerifierKey(key),
    type: key.type,
    fingerprint: fingerprintOf(key),
    after: key.after,
    until: key.until,
  })),
  pinned: (book?.pinned ?? []).map((key: VerifierKey) => formatVerifierKey(key)),
  statements: [...(book?.statements ?? [])],
  witnesses: [...witnesses],
})

const viewCheckpoint = ({ size, at, note, timeStamp }: StoredCheckpoint) => ({
  size,
  at: at.toISOString(),
  note,
  timeStamp: timeStamp && {
    authority: timeStamp.authority,
    at: timeStamp.at.toISOString(),
    token: timeStamp.token.toString('base64'),
  },
})

export const viewEntries = ({ checkpoint, entries }: ProvenEntries): LedgerEntries => ({
  checkpoint: checkpoint && viewCheckpoint(checkpoint),
  entries: entries.map(({ proof, ...entry }) => ({
    ...entry,
    at: entry.at.toISOString(),
    proof: proof && { ...proof, sha256: [...proof.sha256], sm3: [...proof.sm3] },
  })),
})

export const viewAlarm = (row: Selectable<LedgerAlarmTable>): LedgerAlarm => ({
  id: row.id,
  kind: row.kind,
  place: row.place,
  zh: row.zh,
  en: row.en,
  firstSeen: row.first_seen.toISOString(),
  lastSeen: row.last_seen.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  reason: row.reason,
})
