import { ARCHIVE_CASES } from './archives.ts'
import type { HostileCase } from './case.ts'
import { DISGUISED_CASES } from './disguised.ts'
import { JSON_CASES, TEXT_CASES } from './text.ts'
import { WORKBOOK_CASES } from './workbooks.ts'

export const HOSTILE_GROUPS: readonly { readonly title: string; readonly cases: readonly HostileCase[] }[] = [
  { title: 'Text tables', cases: TEXT_CASES },
  { title: 'JSON', cases: JSON_CASES },
  { title: 'Something else under a table’s name', cases: DISGUISED_CASES },
  { title: 'Archives and compression', cases: ARCHIVE_CASES },
  { title: 'Inside a workbook', cases: WORKBOOK_CASES },
]
