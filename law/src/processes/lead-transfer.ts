import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { discardDraft, draftStates, headOf, officersOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, leadResultField, noteField, reasonField, subjectFields } from '../process/fields.ts'

const sender = officersOf('sender')
const senderHead = headOf('sender')
const receiver: ProcessTransition['by'] = [
  { party: 'receiver', roles: ['bureau_analyst', 'bureau_head', 'partner_staff'] },
]
const receiverHead: ProcessTransition['by'] = [{ party: 'receiver', roles: ['bureau_head', 'partner_staff'] }]
const designation: ProcessTransition['form'] = [
  { name: 'designatedBy', kind: 'text', label: { zh: '指定机关', en: 'Designated by' }, required: true, max: 200 },
  {
    name: 'designationNo',
    kind: 'text',
    label: { zh: '指定管辖文号', en: 'Document number' },
    required: true,
    max: 100,
  },
  filesField('指定管辖文书', 'Designation'),
]

const drafting: ProcessTransition[] = [
  {
    event: 'draft',
    text: { zh: '拟移送线索', en: 'Draft a transfer' },
    about: {
      zh: '草拟和审批期间接收单位看不到本事项；移送理由和材料在提交审批时填写。',
      en: 'The receiver sees nothing until the head has approved; reasons and material are asked for on submission.',
    },
    from: [],
    to: 'draft',
    by: sender,
    form: [
      {
        name: 'receiverId',
        kind: 'organisation',
        organisations: ['bureau', 'partner'],
        label: { zh: '接收单位', en: 'Receiver' },
        required: true,
      },
      ...subjectFields,
      { name: 'shopName', kind: 'text', label: { zh: '网店名称', en: 'Shop' }, max: 200 },
      { name: 'shopUrl', kind: 'text', label: { zh: '网址链接', en: 'Address of the shop' }, max: 500 },
      {
        name: 'urgency',
        kind: 'choice',
        label: { zh: '紧急程度', en: 'Urgency' },
        required: true,
        options: [
          { value: 'ordinary', text: { zh: '普通', en: 'Ordinary' } },
          { value: 'urgent', text: { zh: '紧急', en: 'Urgent' } },
        ],
      },
    ],
  },
  {
    event: 'submit',
    text: { zh: '提交审批', en: 'Submit for approval' },
    from: ['draft'],
    to: 'approving',
    by: sender,
    form: [
      accountField('facts', '涉嫌违法事实', 'Facts'),
      { name: 'basis', kind: 'citations', label: { zh: '涉嫌违反的规定', en: 'Provisions concerned' } },
      {
        ...reasonField('移送理由', 'Why it goes to the receiver'),
        help: { zh: '接收单位有管辖权的事实和依据', en: 'what makes the receiver competent' },
      },
      filesField('线索材料', 'Material'),
    ],
    primary: true,
  },
  returnDraft(senderHead),
  {
    event: 'approve',
    text: { zh: '批准并移送', en: 'Approve and send' },
    about: {
      zh: '案件线索移送函随即编号发出，接收单位可以看到本事项和所附材料。',
      en: 'The letter of transfer is numbered and sent; the receiver sees the matter and its material.',
    },
    from: ['approving'],
    to: 'sent',
    by: senderHead,
    form: [],
    letter: { template: 'lead_transfer_letter', to: 'receiver' },
    primary: true,
  },
  discardDraft('不再移送', sender, 'withdrawn'),
  {
    event: 'withdraw',
    text: { zh: '撤回', en: 'Withdraw' },
    about: { zh: '接收单位决定是否接收之前可以撤回。', en: 'Possible until the receiver has accepted or refused.' },
    from: ['sent'],
    to: 'withdrawn',
    by: sender,
    form: [reasonField('撤回理由', 'Reason')],
    undo: true,
    danger: true,
  },
]

const jurisdiction: ProcessTransition[] = [
  {
    event: 'accept',
    text: { zh: '接收', en: 'Accept' },
    from: ['sent'],
    to: 'accepted',
    by: receiver,
    form: [noteField()],
    primary: true,
  },
  {
    event: 'refuse',
    text: { zh: '不予接收', en: 'Refuse' },
    about: {
      zh: '应当说明理由。不得再自行移送；移送单位可以收回自办，也可以提起管辖争议。',
      en: 'With reasons. It may not be passed on; the sender takes it back or disputes the refusal.',
    },
    from: ['sent'],
    to: 'refused',
    by: receiver,
    form: [
      {
        name: 'ground',
        kind: 'choice',
        label: { zh: '不予接收情形', en: 'Ground' },
        required: true,
        options: [
          { value: 'no_jurisdiction', text: { zh: '不属于本单位管辖', en: 'Outside its jurisdiction' } },
          { value: 'not_competent', text: { zh: '不属于本单位职责', en: 'Outside its functions' } },
          { value: 'handled', text: { zh: '已由有权机关受理或者处理', en: 'Already handled by a competent body' } },
          { value: 'not_concrete', text: { zh: '线索不具体，无法核查', en: 'Not concrete enough to be checked' } },
          { value: 'other', text: { zh: '其他', en: 'Other' } },
        ],
      },
      reasonField('理由', 'Reason'),
      {
        name: 'competent',
        kind: 'text',
        label: { zh: '认为有权处理的单位', en: 'Who is competent instead' },
        max: 200,
      },
      filesField(),
    ],
  },
  {
    event: 'dispute',
    text: { zh: '提起管辖争议', en: 'Dispute the refusal' },
    about: {
      zh: '对管辖发生争议的，应当协商解决，协商不成的，报请共同的上一级机关指定管辖（行政处罚法第二十五条第二款）。',
      en: 'A dispute over jurisdiction is settled by talks, else the common superior designates who is competent (APL 25(2)).',
    },
    from: ['refused'],
    to: 'disputed',
    by: sender,
    form: [reasonField('争议理由', 'Reason'), filesField()],
    letter: { template: 'jurisdiction_letter', to: 'receiver' },
  },
  {
    event: 'concede',
    text: { zh: '协商一致，由接收单位办理', en: 'Agreed: the receiver deals with it' },
    from: ['disputed'],
    to: 'accepted',
    by: receiver,
    form: [noteField('协商情况', 'What was agreed')],
  },
  {
    event: 'take_back',
    text: { zh: '收回，由移送单位办理', en: 'Take it back' },
    from: ['refused', 'disputed'],
    to: 'taken_back',
    by: sender,
    form: [noteField('说明', 'Remark')],
  },
  {
    event: 'refer',
    text: { zh: '报请指定管辖', en: 'Refer to the common superior' },
    from: ['disputed'],
    to: 'referred',
    by: [...senderHead, ...receiverHead],
    form: [
      {
        name: 'superior',
        kind: 'text',
        label: { zh: '共同的上一级机关', en: 'Common superior' },
        required: true,
        max: 200,
      },
      reasonField('双方意见', 'Positions of both sides'),
    ],
  },
  {
    event: 'designate_receiver',
    text: { zh: '指定接收单位管辖', en: 'Designated: the receiver' },
    from: ['referred'],
    to: 'accepted',
    by: [...senderHead, ...receiverHead],
    form: designation,
  },
  {
    event: 'designate_sender',
    text: { zh: '指定移送单位管辖', en: 'Designated: the sender' },
    from: ['referred'],
    to: 'taken_back',
    by: [...senderHead, ...receiverHead],
    form: designation,
  },
]

const checking: ProcessTransition[] = [
  {
    event: 'extend',
    text: { zh: '延长核查期限', en: 'Extend the check' },
    about: {
      zh: '特殊情况下经负责人批准，可以延长一次。',
      en: 'Once, in special cases, with the approval of the head.',
    },
    from: ['accepted'],
    to: 'accepted',
    by: receiverHead,
    form: [reasonField('延长理由', 'Reason')],
  },
  {
    event: 'toll',
    text: { zh: '送检或者送鉴定', en: 'Send for testing' },
    about: {
      zh: '检测、检验、检疫、鉴定以及权利人辨认所需时间不计入核查期限。',
      en: 'Time of testing, inspection, quarantine, appraisal and identification does not count.',
    },
    from: ['accepted'],
    to: 'tolled',
    by: receiver,
    form: [reasonField('送检事项和承检机构', 'What is tested and by whom'), filesField('委托书', 'Commission')],
  },
  {
    event: 'resume',
    text: { zh: '收到检验鉴定结果', en: 'Results are in' },
    from: ['tolled'],
    to: 'accepted',
    by: receiver,
    form: [noteField('结果', 'Result')],
    primary: true,
  },
  {
    event: 'report_result',
    text: { zh: '反馈处理结果', en: 'Report the result' },
    from: ['accepted'],
    to: 'reported',
    by: receiver,
    form: [
      leadResultField,
      { name: 'decidedOn', kind: 'date', label: { zh: '决定日期', en: 'Decided on' }, required: true },
      { name: 'decisionNo', kind: 'text', label: { zh: '文书文号', en: 'Document number' }, max: 100 },
      accountField('explanation', '处理情况', 'What was done'),
      filesField(),
    ],
    letter: { template: 'reply_letter', to: 'sender' },
    primary: true,
  },
  {
    event: 'ask_again',
    text: { zh: '要求补充反馈', en: 'Ask for more' },
    from: ['reported'],
    to: 'accepted',
    by: sender,
    form: [reasonField('需要补充的内容', 'What is missing')],
    undo: true,
  },
  {
    event: 'close',
    text: { zh: '办结', en: 'Close' },
    from: ['reported'],
    to: 'closed',
    by: sender,
    form: [noteField()],
    primary: true,
  },
]

/**
 * 线索移送: a lead goes to the bureau or department that is competent for it, and its result comes back.
 * APL 25 (dispute over jurisdiction), CRO 30 (its seven working days), PPR 18 (fifteen working days to check a lead).
 * Suspected crime has its own kind, `crime_transfer`; a copy for information alone is `copy_notice`.
 */
export const LEAD_TRANSFER: ProcessDefinition = {
  kind: 'lead_transfer',
  version: 1,
  title: { zh: '线索移送', en: 'Transfer of a lead' },
  about: {
    zh: '不属于本机关管辖的违法线索移送有管辖权的市场监管部门或者其他行政机关；接收、不予接收、管辖争议、指定管辖和结果反馈全程留痕。',
    en: 'A lead goes to the bureau or department that has jurisdiction: acceptance or refusal with reasons, dispute, designation, and the result returned.',
  },
  numberWord: 'YS',
  openedBy: 'people',
  titleField: 'subjectName',
  parties: [
    { role: 'sender', text: { zh: '移送单位', en: 'Sender' }, kinds: ['bureau'], owner: true },
    { role: 'receiver', text: { zh: '接收单位', en: 'Receiver' }, kinds: ['bureau', 'partner'], from: 'receiverId' },
  ],
  states: [
    ...draftStates('sender', 'receiver'),
    { state: 'sent', text: { zh: '已移送', en: 'Sent' }, holder: 'receiver', tone: 'waiting' },
    { state: 'refused', text: { zh: '不予接收', en: 'Refused' }, holder: 'sender', tone: 'bad' },
    { state: 'disputed', text: { zh: '管辖争议协商中', en: 'Jurisdiction disputed' }, holder: 'sender', tone: 'bad' },
    {
      state: 'referred',
      text: { zh: '已报请指定管辖', en: 'Referred to the superior' },
      holder: 'sender',
      tone: 'waiting',
    },
    { state: 'accepted', text: { zh: '核查中', en: 'Being checked' }, holder: 'receiver', tone: 'waiting' },
    { state: 'tolled', text: { zh: '检验鉴定中', en: 'Being tested' }, holder: 'receiver', tone: 'stopped' },
    { state: 'reported', text: { zh: '已反馈结果', en: 'Result reported' }, holder: 'sender', tone: 'open' },
    { state: 'closed', text: { zh: '已办结', en: 'Closed' }, outcome: true, tone: 'good' },
    { state: 'taken_back', text: { zh: '由移送单位办理', en: 'Kept by the sender' }, outcome: true, tone: 'stopped' },
    {
      state: 'withdrawn',
      text: { zh: '已撤回', en: 'Withdrawn' },
      outcome: true,
      hiddenFrom: ['receiver'],
      tone: 'stopped',
    },
  ],
  transitions: [...drafting, ...jurisdiction, ...checking],
  clocks: [
    {
      id: 'acceptance',
      text: { zh: '决定是否接收', en: 'Accept or refuse' },
      rule: 'lead_acceptance',
      owedBy: 'receiver',
      start: ['approve'],
      stop: ['accept', 'refuse', 'withdraw'],
      remindBefore: [1],
      escalateTo: 'receiver',
    },
    {
      id: 'check',
      text: { zh: '核查并决定是否立案', en: 'Check, and decide whether to file a case' },
      rule: 'clue_check',
      owedBy: 'receiver',
      start: ['approve', 'concede', 'designate_receiver'],
      stop: ['report_result', 'refuse', 'withdraw'],
      pause: ['toll'],
      resume: ['resume'],
      extend: 'extend',
      remindBefore: [3, 1],
      escalateTo: 'receiver',
    },
    {
      id: 'dispute',
      text: { zh: '协商解决管辖争议', en: 'Settle the dispute' },
      rule: 'jurisdiction_dispute',
      owedBy: 'sender',
      start: ['dispute'],
      stop: ['concede', 'take_back', 'refer'],
      remindBefore: [2],
      escalateTo: 'sender',
    },
  ],
}
