import type { Letter } from '@redbridge/contract'
import { findKind } from './built-in.ts'
import type { LetterRow } from './letters.store.ts'

export const letterView = (row: LetterRow, own: string): Letter => {
  const kind = findKind(row.template_key)
  return {
    id: row.id,
    number: row.number,
    template: row.template_key,
    templateTitle: { zh: kind?.titleZh ?? row.template_key, en: kind?.titleEn ?? row.template_key },
    templateVersion: row.template_version,
    title: row.title,
    matterId: row.matter_id,
    issuerId: row.issuer_id,
    issuerName: row.issuer_name,
    recipientId: row.recipient_id,
    recipientName: row.recipient_name,
    issuedOn: row.issued_on,
    issuedAt: row.issued_at.toISOString(),
    issuedBy: row.issued_by,
    state: row.state,
    void:
      row.void_reason !== null && row.voided_by !== null && row.voided_at
        ? { reason: row.void_reason, by: row.voided_by, at: row.voided_at.toISOString() }
        : null,
    contentSha256: row.content_sha256,
    own: row.issuer_id === own,
  }
}
