import type { Register, RegisterImport, RegisterVersion } from '@redbridge/contract'
import type { Selectable } from 'kysely'
import type { RegisterImportTable, RegisterTable, RegisterVersionTable } from '../../platform/db/schema.ts'

export const importView = (row: Selectable<RegisterImportTable>): RegisterImport => ({
  id: row.id,
  kind: row.kind,
  fileName: row.file_name,
  asOf: row.as_of,
  state: row.state,
  rows: row.rows,
  rowsRead: row.rows_read,
  bytes: row.bytes,
  byUser: row.by_user,
  createdAt: row.created_at.toISOString(),
  problem: row.problem,
})

export const versionView = (row: Selectable<RegisterVersionTable>, currentId: string | null): RegisterVersion => ({
  id: row.id,
  no: row.no,
  asOf: row.as_of,
  entries: row.entries,
  state: row.state,
  buildSeconds: row.build_seconds,
  bytes: row.bytes,
  current: row.id === currentId,
  createdAt: row.created_at.toISOString(),
  imports: row.imports,
})

export const registerView = (
  row: Selectable<RegisterTable>,
  current: Selectable<RegisterVersionTable> | undefined,
): Register => ({
  id: row.id,
  bureauId: row.bureau_id,
  nameZh: row.name_zh,
  nameEn: row.name_en,
  coverage: row.coverage,
  current: current ? versionView(current, row.current_version_id) : null,
})
