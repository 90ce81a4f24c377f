import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { headOf, officersOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, noteField, reasonField } from '../process/fields.ts'

const bureau = officersOf('bureau')
const head = headOf('bureau')
const platform: ProcessTransition['by'] = [{ party: 'platform', roles: ['platform_staff', 'platform_admin'] }]
const meeting: ProcessTransition['form'] = [
  {
    name: 'meetOn',
    kind: 'date',
    label: { zh: '约谈日期', en: 'Day of the interview' },
    required: true,
    notPast: true,
  },
  { name: 'meetAt', kind: 'text', label: { zh: '约谈时间', en: 'Time' }, max: 20 },
  { name: 'place', kind: 'text', label: { zh: '约谈地点', en: 'Place' }, required: true, max: 200 },
]
const attendees: ProcessTransition['form'][number] = {
  name: 'attendees',
  kind: 'long_text',
  label: { zh: '参加人员', en: 'Who attends' },
}
const rectifyBy: ProcessTransition['form'][number] = {
  name: 'rectifyBy',
  kind: 'date',
  label: { zh: '整改期限', en: 'To be put right by' },
  notPast: true,
}

const deciding: ProcessTransition[] = [
  {
    event: 'draft',
    text: { zh: '拟行政指导（约谈、责令整改）', en: 'Draft guidance' },
    from: [],
    to: 'draft',
    by: bureau,
    form: [
      {
        name: 'platformId',
        kind: 'organisation',
        organisations: ['platform'],
        label: { zh: '平台', en: 'Platform' },
        required: true,
      },
      {
        name: 'type',
        kind: 'choice',
        label: { zh: '方式', en: 'Type' },
        required: true,
        options: [
          { value: 'guidance', text: { zh: '行政指导', en: 'Guidance' } },
          { value: 'interview', text: { zh: '行政约谈', en: 'Interview' } },
          { value: 'order', text: { zh: '责令整改', en: 'Order to put right' } },
        ],
      },
      { name: 'topic', kind: 'text', label: { zh: '事由', en: 'Topic' }, required: true, max: 200 },
    ],
  },
  {
    event: 'submit',
    text: { zh: '提交审核', en: 'Submit for review' },
    from: ['draft'],
    to: 'reviewing',
    by: bureau,
    form: [
      accountField('facts', '存在的问题', 'What is wrong'),
      { name: 'basis', kind: 'citations', label: { zh: '依据', en: 'Legal basis' } },
      {
        name: 'agenda',
        kind: 'rows',
        label: { zh: '议程', en: 'Agenda' },
        columns: [{ name: 'item', kind: 'text', label: { zh: '事项', en: 'Item' }, required: true }],
      },
      accountField('demands', '指导意见或者整改要求', 'What is asked'),
      filesField(),
    ],
    primary: true,
  },
  { ...returnDraft(head), from: ['reviewing'] },
  {
    event: 'approve',
    text: { zh: '同意', en: 'Approve' },
    from: ['reviewing'],
    to: 'approved',
    by: head,
    form: [noteField('审核意见', 'Remark')],
    guard: {
      name: 'order_names_basis',
      text: { zh: '责令整改应当写明依据', en: 'An order names its legal basis' },
    },
    internal: true,
    primary: true,
  },
  {
    event: 'cancel',
    text: { zh: '取消', en: 'Cancel' },
    from: ['draft', 'reviewing', 'approved'],
    to: 'cancelled',
    by: head,
    form: [reasonField('取消理由', 'Reason')],
    internal: true,
    undo: true,
    danger: true,
  },
]

const issuing: ProcessTransition[] = [
  {
    event: 'issue_interview',
    text: { zh: '发出约谈通知书', en: 'Summon to the interview' },
    from: ['approved'],
    to: 'summoned',
    by: bureau,
    form: [...meeting, attendees],
    guard: { name: 'type_is_interview', text: { zh: '本事项不是行政约谈', en: 'This is not an interview' } },
    letter: { template: 'interview_notice', to: 'platform' },
    primary: true,
  },
  {
    event: 'issue_guidance',
    text: { zh: '发出行政指导书', en: 'Issue the guidance' },
    from: ['approved'],
    to: 'in_force',
    by: bureau,
    form: [rectifyBy],
    guard: { name: 'type_is_guidance', text: { zh: '本事项不是行政指导', en: 'This is not guidance' } },
    letter: { template: 'guidance_letter', to: 'platform' },
    primary: true,
  },
  {
    event: 'issue_order',
    text: { zh: '发出责令限期改正通知书', en: 'Issue the order' },
    from: ['approved'],
    to: 'in_force',
    by: bureau,
    form: [{ ...rectifyBy, required: true }],
    guard: { name: 'type_is_order', text: { zh: '本事项不是责令整改', en: 'This is not an order' } },
    letter: { template: 'rectification_order', to: 'platform' },
    primary: true,
  },
  {
    event: 'withdraw',
    text: { zh: '撤回', en: 'Withdraw' },
    about: { zh: '平台签收之前可以撤回。', en: 'Possible until the platform has signed for it.' },
    from: ['summoned', 'in_force'],
    to: 'cancelled',
    by: head,
    form: [reasonField('撤回理由', 'Reason')],
    undo: true,
    danger: true,
  },
  {
    event: 'receive',
    text: { zh: '签收', en: 'Sign for it' },
    from: ['summoned'],
    to: 'interview_due',
    by: platform,
    form: [{ ...attendees, required: true }],
    primary: true,
  },
  {
    event: 'receive',
    text: { zh: '签收', en: 'Sign for it' },
    from: ['in_force'],
    to: 'received',
    by: platform,
    form: [noteField('意见', 'Remark')],
    primary: true,
  },
  {
    event: 'postpone',
    text: { zh: '改期', en: 'Postpone' },
    from: ['interview_due'],
    to: 'summoned',
    by: bureau,
    form: [...meeting, reasonField('改期理由', 'Reason')],
    letter: { template: 'interview_notice', to: 'platform' },
    undo: true,
  },
]

const commitments = (day: typeof rectifyBy): ProcessTransition['form'] => [
  accountField('minutes', '情况记录', 'Minutes'),
  {
    name: 'commitments',
    kind: 'rows',
    label: { zh: '整改事项和承诺', en: 'Commitments' },
    required: true,
    columns: [
      { name: 'commitment', kind: 'long_text', label: { zh: '事项', en: 'Commitment' }, required: true },
      { name: 'dueOn', kind: 'date', label: { zh: '完成日期', en: 'Due on' }, required: true },
    ],
  },
  day,
  filesField('记录、签到表', 'Record, list of attendance'),
]

const rectifying: ProcessTransition[] = [
  {
    event: 'record',
    text: { zh: '登记约谈记录', en: 'Record the interview' },
    about: {
      zh: '写明约谈情况和平台承诺的整改事项；约谈记录随即送达平台，整改期限开始计算。',
      en: 'Minutes and commitments; the record goes to the platform, and the time to put things right begins.',
    },
    from: ['interview_due'],
    to: 'rectifying',
    by: bureau,
    form: commitments(rectifyBy),
    letter: { template: 'interview_record', to: 'platform' },
    primary: true,
  },
  {
    event: 'record',
    text: { zh: '登记整改事项', en: 'Record what is to be put right' },
    from: ['received'],
    to: 'rectifying',
    by: bureau,
    form: commitments({ ...rectifyBy, required: true }),
    primary: true,
  },
  {
    event: 'prove',
    text: { zh: '提交整改证明', en: 'Prove a commitment' },
    from: ['rectifying'],
    to: 'rectifying',
    by: platform,
    form: [
      {
        name: 'commitment',
        kind: 'row_of',
        of: 'record.commitments',
        label: { zh: '整改事项', en: 'Commitment' },
        required: true,
      },
      { name: 'done', kind: 'long_text', label: { zh: '整改情况', en: 'What was done' }, required: true },
      filesField('证明材料', 'Proof'),
    ],
  },
  {
    event: 'request_inspection',
    text: { zh: '申请验收', en: 'Ask for inspection' },
    from: ['rectifying'],
    to: 'inspecting',
    by: platform,
    form: [noteField('整改报告', 'Report')],
    guard: {
      name: 'commitments_proven',
      text: { zh: '每一整改事项都应当先提交证明', en: 'Each commitment must be proven first' },
    },
    primary: true,
  },
  {
    event: 'suspend',
    text: { zh: '中止', en: 'Suspend' },
    from: ['rectifying'],
    to: 'suspended',
    by: head,
    form: [reasonField('中止理由', 'Reason')],
  },
  {
    event: 'resume',
    text: { zh: '恢复', en: 'Resume' },
    from: ['suspended'],
    to: 'rectifying',
    by: head,
    form: [noteField()],
    primary: true,
  },
]

const inspecting: ProcessTransition[] = [
  {
    event: 'pass',
    text: { zh: '验收通过', en: 'Pass' },
    from: ['inspecting'],
    to: 'passed',
    by: bureau,
    form: [noteField('验收意见', 'Finding'), filesField()],
    primary: true,
  },
  {
    event: 'fail',
    text: { zh: '验收不通过，重新整改', en: 'Fail, put right again' },
    from: ['inspecting'],
    to: 'rectifying',
    by: bureau,
    form: [reasonField('不通过的理由', 'Reason'), rectifyBy],
  },
  {
    event: 'fail_finally',
    text: { zh: '验收不通过，终结', en: 'Fail, end' },
    about: {
      zh: '逾期未整改或者整改后仍不符合要求的，终结本事项，依法另行处理。',
      en: 'Not put right in time or not well enough: the matter ends, what follows is dealt with by law.',
    },
    from: ['rectifying', 'inspecting'],
    to: 'failed',
    by: head,
    form: [reasonField('理由和后续处理', 'Reason and what follows')],
    danger: true,
  },
  {
    event: 'follow_up',
    text: { zh: '回访', en: 'Follow up' },
    from: ['passed'],
    to: 'passed',
    by: bureau,
    form: [{ ...noteField('回访情况', 'What was found'), required: true }, filesField()],
  },
  {
    event: 'close',
    text: { zh: '完结', en: 'Close' },
    from: ['passed'],
    to: 'closed',
    by: bureau,
    form: [noteField()],
    primary: true,
  },
]

/**
 * 行政指导、约谈、责令整改: states as in LAW d4. Orders to correct rest on APL 28(1) and ECL 80; how long putting right
 * may take no provision says, `guidance_rectification` is a proposal and the bureau may name the day.
 */
export const GUIDANCE: ProcessDefinition = {
  kind: 'guidance',
  version: 1,
  title: { zh: '行政指导、约谈', en: 'Guidance and interview' },
  about: {
    zh: '对平台进行行政指导、约谈或者责令整改：经负责人同意发出文书，平台签收、承诺、整改并逐项证明，监管部门验收。',
    en: 'Guidance, interview or order: issued with the approval of the head; the platform signs, commits, puts right and proves each point; the bureau inspects.',
  },
  numberWord: 'ZD',
  openedBy: 'people',
  titleField: 'topic',
  parties: [
    { role: 'bureau', text: { zh: '监管部门', en: 'Bureau' }, kinds: ['bureau'], owner: true },
    { role: 'platform', text: { zh: '平台', en: 'Platform' }, kinds: ['platform'], from: 'platformId' },
  ],
  states: [
    { state: 'draft', text: { zh: '草拟', en: 'Draft' }, holder: 'bureau', hiddenFrom: ['platform'], tone: 'open' },
    {
      state: 'reviewing',
      text: { zh: '未审核', en: 'To be reviewed' },
      holder: 'bureau',
      hiddenFrom: ['platform'],
      tone: 'open',
    },
    {
      state: 'approved',
      text: { zh: '同意', en: 'Approved' },
      holder: 'bureau',
      hiddenFrom: ['platform'],
      tone: 'open',
    },
    { state: 'summoned', text: { zh: '已通知约谈', en: 'Summoned' }, holder: 'platform', tone: 'waiting' },
    { state: 'interview_due', text: { zh: '待约谈', en: 'Interview to be held' }, holder: 'bureau', tone: 'open' },
    { state: 'in_force', text: { zh: '有效', en: 'In force' }, holder: 'platform', tone: 'waiting' },
    { state: 'received', text: { zh: '已签收', en: 'Signed for' }, holder: 'bureau', tone: 'open' },
    { state: 'rectifying', text: { zh: '整改中', en: 'Being put right' }, holder: 'platform', tone: 'waiting' },
    { state: 'suspended', text: { zh: '中止', en: 'Suspended' }, holder: 'bureau', tone: 'stopped' },
    { state: 'inspecting', text: { zh: '待验收', en: 'To be inspected' }, holder: 'bureau', tone: 'open' },
    { state: 'passed', text: { zh: '验收通过', en: 'Passed' }, holder: 'bureau', tone: 'good' },
    { state: 'closed', text: { zh: '完结', en: 'Closed' }, outcome: true, tone: 'good' },
    { state: 'failed', text: { zh: '验收不通过', en: 'Failed' }, outcome: true, tone: 'bad' },
    {
      state: 'cancelled',
      text: { zh: '取消', en: 'Cancelled' },
      outcome: true,
      hiddenFrom: ['platform'],
      tone: 'stopped',
    },
  ],
  transitions: [...deciding, ...issuing, ...rectifying, ...inspecting],
  clocks: [
    {
      id: 'rectification',
      text: { zh: '平台整改', en: 'Putting right' },
      rule: 'guidance_rectification',
      owedBy: 'platform',
      start: ['record', 'fail'],
      stop: ['request_inspection', 'fail_finally'],
      pause: ['suspend'],
      resume: ['resume'],
      dueField: 'rectifyBy',
      remindBefore: [3, 1],
      escalateTo: 'bureau',
    },
  ],
}
