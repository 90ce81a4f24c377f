import {
  type FormField,
  type ProcessDefinition,
  type ProcessTransition,
  REQUEST_PURPOSE_TEXT,
  REQUEST_PURPOSES,
} from '@redbridge/contract'
import { draftStates, draftTo, headOf, officersOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, noteField, reasonField } from '../process/fields.ts'
import { optionsOf, requestFormFields } from './request-form.ts'

const officer = officersOf('bureau')
const head = headOf('bureau')
const platform: ProcessTransition['by'] = [{ party: 'platform', roles: ['platform_admin'] }]
const send = ['exchange.send']
const apply = ['memorandum.apply', 'exchange.send']

const number = (name: string, zh: string, en: string): FormField => ({ name, kind: 'number', label: { zh, en } })
const fields = requestFormFields.find((field) => field.name === 'fields') as FormField

/** What the gateway enforces; shapes as in MemorandumPolicy of the contract. */
const policy: FormField[] = [
  {
    name: 'purposes',
    kind: 'choices',
    label: { zh: '可以协查的目的', en: 'Purposes' },
    required: true,
    options: optionsOf(REQUEST_PURPOSES, REQUEST_PURPOSE_TEXT),
  },
  { ...fields, label: { zh: '可以提供的内容', en: 'What may be shared' }, required: true },
  number('maxTargets', '每件协查对象上限', 'Most targets of one request'),
  number('maxPeriodDays', '时间范围上限（日）', 'Longest period (days)'),
  {
    ...number('retentionDays', '答复内容保存期限（日）', 'Answers are kept for (days)'),
    help: { zh: '期满自动销毁，摘要和回执留存', en: 'then destroyed; digests and receipts stay' },
  },
  { name: 'fromOn', kind: 'date', label: { zh: '生效日期', en: 'In force from' }, required: true },
  { name: 'toOn', kind: 'date', label: { zh: '终止日期', en: 'Until' }, required: true, notPast: true },
  { ...accountField('text', '备忘录正文', 'Text'), required: false },
  filesField('签署文本', 'Signed text'),
]

const transitions: ProcessTransition[] = [
  draftTo({ zh: '起草备忘录', en: 'Draft a memorandum' }, { zh: '平台', en: 'Platform' }, officer),
  {
    event: 'compose',
    text: { zh: '填写约定', en: 'State the terms' },
    from: ['draft'],
    to: 'draft',
    by: officer,
    form: policy,
    primary: true,
  },
  {
    event: 'submit',
    text: { zh: '提交审批', en: 'Submit for approval' },
    from: ['draft'],
    to: 'approving',
    by: officer,
    form: [],
    checks: ['memorandum.complete'],
    primary: true,
  },
  returnDraft(head),
  {
    event: 'approve',
    text: { zh: '批准并送交平台', en: 'Approve and offer' },
    from: ['approving'],
    to: 'offered',
    by: head,
    form: [],
    effects: send,
    primary: true,
  },
  {
    event: 'discard',
    text: { zh: '不再签订', en: 'Discard' },
    from: ['draft', 'approving', 'offered'],
    to: 'withdrawn',
    by: officer,
    form: [reasonField('理由', 'Reason')],
    undo: true,
    danger: true,
  },
  {
    event: 'accept',
    text: { zh: '同意签订', en: 'Accept' },
    about: {
      zh: '自生效日期起，网关按约定核验双方的每一次交换。',
      en: 'From its first day the gateway holds both sides to it.',
    },
    from: ['offered'],
    to: 'in_force',
    by: platform,
    form: [noteField()],
    effects: apply,
    primary: true,
  },
  {
    event: 'decline',
    text: { zh: '不同意', en: 'Decline' },
    from: ['offered'],
    to: 'declined',
    by: platform,
    form: [reasonField('理由', 'Reason')],
    effects: send,
  },
  {
    event: 'propose_change',
    text: { zh: '提出修改', en: 'Propose a change' },
    about: { zh: '平台同意之前，现行版本继续有效。', en: 'The present version holds until the platform accepts.' },
    from: ['in_force'],
    to: 'changing',
    by: head,
    form: policy,
    checks: ['memorandum.complete'],
    effects: send,
  },
  {
    event: 'accept_change',
    text: { zh: '同意修改', en: 'Accept the change' },
    from: ['changing'],
    to: 'in_force',
    by: platform,
    form: [noteField()],
    effects: apply,
    primary: true,
  },
  {
    event: 'decline_change',
    text: { zh: '不同意修改', en: 'Decline the change' },
    from: ['changing'],
    to: 'in_force',
    by: platform,
    form: [reasonField('理由', 'Reason')],
    effects: send,
  },
  {
    event: 'terminate',
    text: { zh: '终止备忘录', en: 'Terminate' },
    from: ['in_force', 'changing'],
    to: 'ended',
    by: [...head, ...platform],
    form: [reasonField('理由', 'Reason')],
    effects: apply,
    danger: true,
  },
  {
    event: 'expire',
    text: { zh: '期满终止', en: 'Expired' },
    from: ['in_force', 'changing'],
    to: 'ended',
    by: [],
    system: true,
    form: [],
    effects: ['memorandum.apply'],
  },
]

/** 政企合作备忘录: what a bureau and a platform may share, for what and how long; from its acceptance a policy of the gateway. */
export const MEMORANDUM: ProcessDefinition = {
  kind: 'memorandum',
  version: 1,
  title: { zh: '政企合作备忘录', en: 'Memorandum' },
  about: {
    zh: '监管部门与平台约定可以共享什么、为了什么、保存多久；签订后由网关双向执行，每次交换注明所依据的版本。',
    en: 'What a bureau and a platform may share, for what and how long; once accepted the gateway enforces it both ways, and each exchange names its version.',
  },
  numberWord: 'BW',
  openedBy: 'people',
  titleField: 'title',
  parties: [
    { role: 'bureau', text: { zh: '监管部门', en: 'Bureau' }, kinds: ['bureau'], owner: true },
    { role: 'platform', text: { zh: '平台', en: 'Platform' }, kinds: ['platform'], from: 'platformId' },
  ],
  states: [
    ...draftStates('bureau', 'platform'),
    { state: 'offered', text: { zh: '待平台同意', en: 'Offered' }, holder: 'platform', tone: 'waiting' },
    { state: 'in_force', text: { zh: '有效', en: 'In force' }, holder: 'bureau', tone: 'good' },
    { state: 'changing', text: { zh: '修改待平台同意', en: 'Change offered' }, holder: 'platform', tone: 'waiting' },
    { state: 'declined', text: { zh: '平台不同意', en: 'Declined' }, outcome: true, tone: 'stopped' },
    { state: 'ended', text: { zh: '已终止', en: 'Ended' }, outcome: true, tone: 'stopped' },
    {
      state: 'withdrawn',
      text: { zh: '不再签订', en: 'Withdrawn' },
      outcome: true,
      hiddenFrom: ['platform'],
      tone: 'stopped',
    },
  ],
  transitions,
  clocks: [],
}
