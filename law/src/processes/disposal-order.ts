import {
  DISPOSAL_MEASURE_TEXT,
  DISPOSAL_MEASURES,
  DISPOSAL_RESULT_TEXT,
  DISPOSAL_RESULTS,
  type ProcessDefinition,
  type ProcessTransition,
} from '@redbridge/contract'
import { discardDraft, draftStates, draftTo, headOf, officersOf, platformOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, noteField, reasonField } from '../process/fields.ts'
import { optionsOf } from './request-form.ts'

const officer = officersOf('bureau')
const head = headOf('bureau')
const platform = platformOf('platform')
const send = ['exchange.send']

const ordering: ProcessTransition[] = [
  draftTo({ zh: '起草处置通知', en: 'Draft an order' }, { zh: '平台', en: 'Platform' }, officer),
  {
    event: 'compose',
    text: { zh: '填写处置内容和理由', en: 'State measures and reasons' },
    from: ['draft'],
    to: 'draft',
    by: officer,
    form: [
      {
        name: 'measure',
        kind: 'choice',
        label: { zh: '处置措施', en: 'Measure' },
        required: true,
        options: optionsOf(DISPOSAL_MEASURES, DISPOSAL_MEASURE_TEXT),
      },
      {
        name: 'objects',
        kind: 'rows',
        label: { zh: '处置对象', en: 'Objects' },
        required: true,
        columns: [
          { name: 'name', kind: 'text', label: { zh: '商品或者店铺', en: 'Item or shop' }, required: true, max: 200 },
          {
            name: 'reference',
            kind: 'text',
            label: { zh: '编号或者链接', en: 'Id or address' },
            required: true,
            max: 500,
          },
        ],
      },
      {
        ...accountField('reasons', '事实和理由', 'Statement of reasons'),
        help: { zh: '平台据此告知经营者', en: 'what the platform tells the operator' },
      },
      { name: 'basis', kind: 'citations', label: { zh: '法律依据', en: 'Legal basis' }, required: true },
      { name: 'dueOn', kind: 'date', label: { zh: '执行期限', en: 'Carry out by' }, notPast: true },
      filesField('证据材料', 'Evidence'),
    ],
    primary: true,
  },
  {
    event: 'submit',
    text: { zh: '提交审批', en: 'Submit for approval' },
    from: ['draft'],
    to: 'approving',
    by: officer,
    form: [],
    guard: { name: 'composed', text: { zh: '请先填写处置内容和理由', en: 'State measures and reasons first' } },
    primary: true,
  },
  returnDraft(head),
  {
    event: 'approve',
    text: { zh: '批准并发出', en: 'Approve and send' },
    from: ['approving'],
    to: 'sent',
    by: head,
    form: [],
    letter: { template: 'disposal_letter', to: 'platform' },
    effects: send,
    primary: true,
  },
  discardDraft('不再发出', officer, 'revoked'),
  {
    event: 'revoke',
    text: { zh: '撤销处置通知', en: 'Revoke the order' },
    about: { zh: '平台应当恢复被处置的对象。', en: 'The platform restores what it acted on.' },
    from: ['sent', 'received', 'executed'],
    to: 'revoked',
    by: head,
    form: [reasonField('撤销理由', 'Reason')],
    effects: send,
    undo: true,
    danger: true,
  },
]

const appealForm: ProcessTransition['form'] = [
  {
    name: 'ground',
    kind: 'choice',
    label: { zh: '异议理由', en: 'Ground' },
    required: true,
    options: [
      { value: 'facts', text: { zh: '事实有误', en: 'The facts are wrong' } },
      { value: 'object', text: { zh: '对象有误', en: 'The wrong object' } },
      { value: 'law', text: { zh: '适用依据有误', en: 'The provision does not apply' } },
      { value: 'measure', text: { zh: '措施过当', en: 'The measure goes too far' } },
      { value: 'operator', text: { zh: '转达经营者申诉', en: 'Passes on the objection of the operator' } },
    ],
  },
  accountField('explanation', '异议说明', 'Explanation'),
  filesField('证明材料', 'Proof'),
]

const executing: ProcessTransition[] = [
  {
    event: 'receive',
    text: { zh: '签收', en: 'Receive' },
    from: ['sent'],
    to: 'received',
    by: platform,
    form: [],
    effects: ['exchange.receive'],
    primary: true,
  },
  {
    event: 'execute',
    text: { zh: '报告执行情况', en: 'Report what was done' },
    from: ['received'],
    to: 'executed',
    by: platform,
    form: [
      {
        name: 'results',
        kind: 'rows',
        label: { zh: '逐项执行结果', en: 'Results' },
        required: true,
        columns: [
          {
            name: 'object',
            kind: 'row_of',
            of: 'compose.objects',
            label: { zh: '处置对象', en: 'Object' },
            required: true,
          },
          {
            name: 'result',
            kind: 'choice',
            label: { zh: '结果', en: 'Result' },
            required: true,
            options: optionsOf(DISPOSAL_RESULTS, DISPOSAL_RESULT_TEXT),
          },
          { name: 'note', kind: 'text', label: { zh: '说明', en: 'Remark' }, max: 500 },
        ],
      },
      { name: 'toldOperator', kind: 'yes_no', label: { zh: '已告知经营者理由', en: 'The operator was told why' } },
      filesField('执行凭证', 'Proof of execution'),
    ],
    effects: send,
    primary: true,
  },
  {
    event: 'appeal',
    text: { zh: '提出异议', en: 'Appeal' },
    about: { zh: '异议期间不停止执行。', en: 'It does not suspend the order.' },
    from: ['received'],
    to: 'appealed',
    by: platform,
    form: appealForm,
    effects: send,
  },
  {
    event: 'appeal',
    text: { zh: '提出异议', en: 'Appeal' },
    from: ['executed'],
    to: 'appealed_after',
    by: platform,
    form: appealForm,
    effects: send,
  },
  {
    event: 'uphold',
    text: { zh: '维持', en: 'Uphold' },
    from: ['appealed'],
    to: 'received',
    by: head,
    form: [reasonField('维持理由', 'Reason')],
    effects: send,
  },
  {
    event: 'uphold',
    text: { zh: '维持', en: 'Uphold' },
    from: ['appealed_after'],
    to: 'executed',
    by: head,
    form: [reasonField('维持理由', 'Reason')],
    effects: send,
  },
  {
    event: 'grant',
    text: { zh: '异议成立，撤销处置通知', en: 'Grant the appeal' },
    from: ['appealed', 'appealed_after'],
    to: 'revoked',
    by: head,
    form: [reasonField('理由', 'Reason')],
    effects: send,
  },
  {
    event: 'reject',
    text: { zh: '复核未到位，退回执行', en: 'Not carried out: return' },
    from: ['executed'],
    to: 'received',
    by: officer,
    form: [reasonField('未到位的内容', 'What is not done')],
    effects: send,
    undo: true,
  },
  {
    event: 'verify',
    text: { zh: '复核到位，办结', en: 'Checked: close' },
    from: ['executed'],
    to: 'closed',
    by: officer,
    form: [noteField('复核情况', 'What was checked')],
    effects: send,
    primary: true,
  },
]

/**
 * 处置通知: a bureau requires a platform to act against an item or shop that breaks the law, with a statement of reasons;
 * the platform reports what it did object by object, and may appeal. The bureau cites the provisions itself (as a rule
 * ECL 29 and 38); no provision sets the times, they are proposals.
 */
export const DISPOSAL_ORDER: ProcessDefinition = {
  kind: 'disposal_order',
  version: 1,
  title: { zh: '处置通知', en: 'Disposal order' },
  about: {
    zh: '要求平台对违法商品、店铺采取处置措施：说明理由和依据，平台逐项报告执行结果，可以提出异议，复核到位后办结。',
    en: 'A platform is required to act against unlawful items or shops: reasons and basis, results object by object, appeal, check.',
  },
  numberWord: 'CZ',
  openedBy: 'people',
  titleField: 'title',
  messageEffects: send,
  parties: [
    { role: 'bureau', text: { zh: '通知机关', en: 'Ordering authority' }, kinds: ['bureau'], owner: true },
    { role: 'platform', text: { zh: '平台', en: 'Platform' }, kinds: ['platform'], from: 'platformId' },
  ],
  states: [
    ...draftStates('bureau', 'platform'),
    { state: 'sent', text: { zh: '已发出', en: 'Sent' }, holder: 'platform', tone: 'waiting' },
    { state: 'received', text: { zh: '执行中', en: 'Being carried out' }, holder: 'platform', tone: 'waiting' },
    { state: 'executed', text: { zh: '待复核', en: 'To be checked' }, holder: 'bureau', tone: 'open' },
    { state: 'appealed', text: { zh: '异议待处理', en: 'Appealed' }, holder: 'bureau', tone: 'bad' },
    {
      state: 'appealed_after',
      text: { zh: '执行后异议待处理', en: 'Appealed after execution' },
      holder: 'bureau',
      tone: 'bad',
    },
    { state: 'closed', text: { zh: '已办结', en: 'Closed' }, outcome: true, tone: 'good' },
    {
      state: 'revoked',
      text: { zh: '已撤销', en: 'Revoked' },
      outcome: true,
      hiddenFrom: ['platform'],
      tone: 'stopped',
    },
  ],
  transitions: [...ordering, ...executing],
  clocks: [
    {
      id: 'receipt',
      text: { zh: '签收处置通知', en: 'Receive the order' },
      rule: 'assistance_receipt',
      owedBy: 'platform',
      start: ['approve'],
      stop: ['receive', 'revoke'],
      remindBefore: [0],
      escalateTo: 'platform',
    },
    {
      id: 'execution',
      text: { zh: '执行处置通知', en: 'Carry out the order' },
      rule: 'disposal_execution',
      owedBy: 'platform',
      start: ['approve', 'reject'],
      stop: ['execute', 'revoke', 'grant'],
      dueField: 'compose.dueOn',
      remindBefore: [1],
      escalateTo: 'platform',
    },
    {
      id: 'appeal',
      text: { zh: '处理异议', en: 'Decide the appeal' },
      rule: 'disposal_appeal',
      owedBy: 'bureau',
      start: ['appeal'],
      stop: ['uphold', 'grant'],
      remindBefore: [2],
      escalateTo: 'bureau',
    },
  ],
}
