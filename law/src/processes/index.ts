import type { ProcessDefinition } from '@redbridge/contract'
import { ASSISTANCE_REQUEST } from './assistance-request.ts'
import { COPY_NOTICE } from './copy-notice.ts'
import { CRIME_TRANSFER } from './crime-transfer.ts'
import { DISPOSAL_ORDER } from './disposal-order.ts'
import { GUIDANCE } from './guidance.ts'
import { LEAD_TRANSFER } from './lead-transfer.ts'
import { MEMORANDUM } from './memorandum.ts'
import { PROBLEM_PUSH } from './problem-push.ts'
import { SITE_CLOSURE } from './site-closure.ts'
import { VIOLATION_LEAD } from './violation-lead.ts'

/** Every process definition in every version: a running matter keeps the version it was opened with. */
export const PROCESSES: readonly ProcessDefinition[] = [
  PROBLEM_PUSH,
  LEAD_TRANSFER,
  CRIME_TRANSFER,
  SITE_CLOSURE,
  COPY_NOTICE,
  GUIDANCE,
  VIOLATION_LEAD,
  ASSISTANCE_REQUEST,
  DISPOSAL_ORDER,
  MEMORANDUM,
]
