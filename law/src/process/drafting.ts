import type { ProcessState, ProcessTransition, Text } from '@redbridge/contract'
import { reasonField } from './fields.ts'

// What kinds of matter have in common that a bureau drafts and its head approves, before anybody else sees them.

type Takers = ProcessTransition['by']

/** Officers and heads of a bureau that is a party. */
export const officersOf = (party: string): Takers => [{ party, roles: ['bureau_analyst', 'bureau_head'] }]
export const headOf = (party: string): Takers => [{ party, roles: ['bureau_head'] }]
/** Staff of a platform that is a party, its programs included. */
export const platformOf = (party: string): Takers => [
  { party, roles: ['platform_staff', 'platform_admin', 'platform_api'] },
]

/** 草拟 and 待审批, which the other parties do not see. */
export const draftStates = (holder: string, hiddenFrom: string): readonly ProcessState[] => [
  { state: 'draft', text: { zh: '草拟', en: 'Draft' }, holder, hiddenFrom: [hiddenFrom], tone: 'open' },
  { state: 'approving', text: { zh: '待审批', en: 'To be approved' }, holder, hiddenFrom: [hiddenFrom], tone: 'open' },
]

/** Begins a matter with a platform of the bridge: whom it concerns and what it is called. The rest is composed. */
export const draftTo = (text: Text, label: Text, by: Takers): ProcessTransition => ({
  event: 'draft',
  text,
  from: [],
  to: 'draft',
  by,
  form: [
    {
      name: 'platformId',
      kind: 'organisation',
      organisations: ['platform'],
      bridge: true,
      label,
      required: true,
    },
    { name: 'title', kind: 'text', label: { zh: '标题', en: 'Title' }, required: true, max: 200 },
  ],
})

/** The head sends a draft back; what is to be corrected stays inside. */
export const returnDraft = (by: Takers): ProcessTransition => ({
  event: 'return_draft',
  text: { zh: '退回修改', en: 'Return for correction' },
  from: ['approving'],
  to: 'draft',
  by,
  form: [reasonField('修改意见', 'What to correct')],
  internal: true,
  undo: true,
})

/** A draft that nobody outside has seen is given up. */
export const discardDraft = (zh: string, by: Takers, to: string): ProcessTransition => ({
  event: 'discard',
  text: { zh, en: 'Discard' },
  from: ['draft', 'approving'],
  to,
  by,
  form: [reasonField('理由', 'Reason')],
  internal: true,
  undo: true,
  danger: true,
})
