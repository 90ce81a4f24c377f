import { ROLE_TEXT } from '@redbridge/contract'
import { DEADLINE_RULES } from '../deadline/rules/index.ts'
import type { ProcessNames } from './fault.ts'
import { GUARDS } from './guards.ts'

/** Names that the server knows; it checks the same with the templates and effects it really has. */
export const NAMES: ProcessNames = {
  rules: DEADLINE_RULES.map((rule) => rule.id),
  guards: Object.keys(GUARDS),
  effects: [
    'problem.project',
    'exchange.send',
    'exchange.receive',
    'assistance.compose',
    'assistance.answer',
    'memorandum.apply',
  ],
  checks: ['assistance.lawful', 'memorandum.complete'],
  letters: [
    'guidance_letter',
    'interview_notice',
    'interview_record',
    'rectification_order',
    'lead_transfer_letter',
    'crime_transfer_letter',
    'site_closure_letter',
    'copy_notice_letter',
    'jurisdiction_letter',
    'reply_letter',
    'assistance_letter',
    'disposal_letter',
  ],
  roles: ROLE_TEXT,
}
