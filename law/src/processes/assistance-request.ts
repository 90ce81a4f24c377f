import {
  CORRECTION_REASON_TEXT,
  CORRECTION_REASONS,
  type FormField,
  type ProcessDefinition,
  type ProcessTransition,
  REFUSAL_REASON_TEXT,
  REFUSAL_REASONS,
} from '@redbridge/contract'
import { discardDraft, draftStates, draftTo, headOf, officersOf, platformOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, noteField, reasonField } from '../process/fields.ts'
import { optionsOf, requestFormFields } from './request-form.ts'

const officer = officersOf('bureau')
const head = headOf('bureau')
const platform = platformOf('platform')
const send = ['exchange.send']
const answering = ['received', 'partial', 'returned']

const asking: ProcessTransition[] = [
  draftTo({ zh: '起草协查函', en: 'Draft a request' }, { zh: '协查平台', en: 'Platform' }, officer),
  {
    event: 'compose',
    text: { zh: '填写协查内容', en: 'Fill in the request' },
    about: {
      zh: '可以随时保存；提交审批时逐项核验是否合法、完整。',
      en: 'Kept as far as it is; whether it is lawful and whole is checked on submission.',
    },
    from: ['draft'],
    to: 'draft',
    by: officer,
    form: [...requestFormFields],
    effects: ['assistance.compose'],
  },
  {
    event: 'submit',
    text: { zh: '提交审批', en: 'Submit for approval' },
    from: ['draft'],
    to: 'approving',
    by: officer,
    form: [],
    checks: ['assistance.lawful'],
    primary: true,
  },
  returnDraft(head),
  {
    event: 'approve',
    text: { zh: '批准并发出', en: 'Approve and send' },
    about: {
      zh: '协查函随即编号、签名发出，送达平台；平台签收和答复的期限开始计算。',
      en: 'The letter is numbered, signed and delivered; the times for receipt and answer begin.',
    },
    from: ['approving'],
    to: 'sent',
    by: head,
    form: [],
    checks: ['assistance.lawful'],
    letter: { template: 'assistance_letter', to: 'platform' },
    effects: send,
    primary: true,
  },
  discardDraft('不再发出', officer, 'withdrawn'),
  {
    event: 'withdraw',
    text: { zh: '撤回', en: 'Withdraw' },
    about: { zh: '平台不再办理；已收到的部分答复仍然留存。', en: 'The platform stops; what it answered so far stays.' },
    from: ['sent', 'received', 'needs_correction', 'partial', 'returned', 'refused'],
    to: 'withdrawn',
    by: officer,
    form: [reasonField('撤回理由', 'Reason')],
    effects: send,
    undo: true,
    danger: true,
  },
]

const correcting: ProcessTransition[] = [
  {
    event: 'receive',
    text: { zh: '签收', en: 'Receive' },
    about: {
      zh: '首次打开即签收，签收回执由本单位密钥签名。',
      en: 'At first opening; the receipt is signed with your key.',
    },
    from: ['sent'],
    to: 'received',
    by: platform,
    form: [],
    effects: ['exchange.receive'],
    primary: true,
  },
  {
    event: 'ask_correction',
    text: { zh: '要求补正', en: 'Ask for correction' },
    about: { zh: '等待补正的时间不计入答复期限。', en: 'Time spent waiting for it does not count.' },
    from: ['received'],
    to: 'needs_correction',
    by: platform,
    form: [
      {
        name: 'points',
        kind: 'choices',
        label: { zh: '需要补正的内容', en: 'What is to be corrected' },
        required: true,
        options: optionsOf(CORRECTION_REASONS, CORRECTION_REASON_TEXT),
      },
      reasonField('说明', 'Explanation'),
    ],
    effects: send,
  },
  {
    event: 'correct',
    text: { zh: '补正后再次发出', en: 'Correct and send again' },
    from: ['needs_correction'],
    to: 'received',
    by: head,
    form: [...requestFormFields],
    checks: ['assistance.lawful'],
    effects: ['assistance.compose', 'exchange.send'],
    primary: true,
  },
  {
    event: 'refuse',
    text: { zh: '拒绝协助', en: 'Refuse' },
    from: ['received'],
    to: 'refused',
    by: platform,
    form: [
      {
        name: 'ground',
        kind: 'choice',
        label: { zh: '拒绝理由', en: 'Ground' },
        required: true,
        options: optionsOf(REFUSAL_REASONS, REFUSAL_REASON_TEXT),
      },
      reasonField('说明', 'Explanation'),
      filesField(),
    ],
    effects: send,
    danger: true,
  },
  {
    event: 'insist',
    text: { zh: '理由不成立，要求继续协助', en: 'Not accepted: go on' },
    from: ['refused'],
    to: 'returned',
    by: officer,
    form: [reasonField('理由', 'Reason')],
    effects: send,
  },
  {
    event: 'accept_refusal',
    text: { zh: '认可拒绝理由，办结', en: 'Accept the refusal' },
    from: ['refused'],
    to: 'refusal_accepted',
    by: officer,
    form: [noteField()],
    effects: send,
  },
]

/** What the module of assistance fills in when an answer goes out; the values themselves are kept sealed there. */
const answerFields: FormField[] = [
  { name: 'answerId', kind: 'text', label: { zh: '答复编号', en: 'Answer' }, required: true, max: 64 },
  {
    name: 'answerSha256',
    kind: 'text',
    label: { zh: '答复内容摘要', en: 'Digest of the content' },
    required: true,
    max: 64,
  },
  { name: 'rows', kind: 'number', label: { zh: '记录条数', en: 'Records' }, required: true },
  { ...noteField('答复说明', 'Remark'), max: 4000 },
  filesField(),
]

const answers: ProcessTransition[] = [
  {
    event: 'answer_part',
    text: { zh: '部分答复', en: 'Answer in part' },
    from: answering,
    to: 'partial',
    by: platform,
    form: answerFields,
    through: 'POST /api/assistance/:id/answers',
    effects: ['assistance.answer', 'exchange.send'],
  },
  {
    event: 'answer',
    text: { zh: '答复', en: 'Answer' },
    from: answering,
    to: 'replied',
    by: platform,
    form: answerFields,
    through: 'POST /api/assistance/:id/answers',
    effects: ['assistance.answer', 'exchange.send'],
    primary: true,
  },
  ...answering.map(
    (state): ProcessTransition => ({
      event: 'extend',
      text: { zh: '延期答复', en: 'Extend' },
      about: { zh: '说明理由后可以延长一次。', en: 'Once, with the reason.' },
      from: [state],
      to: state,
      by: platform,
      form: [reasonField('延期理由', 'Reason')],
      guard: { name: 'not_extended', text: { zh: '已经延期一次', en: 'Extended once already' } },
      effects: send,
    }),
  ),
  {
    event: 'return',
    text: { zh: '退回补充', en: 'Return' },
    from: ['replied'],
    to: 'returned',
    by: officer,
    form: [reasonField('需要补充的内容', 'What is missing')],
    effects: send,
    undo: true,
  },
  {
    event: 'confirm',
    text: { zh: '确认办结', en: 'Confirm' },
    from: ['replied'],
    to: 'confirmed',
    by: officer,
    form: [{ ...accountField('use', '答复使用情况', 'What came of it'), required: false }],
    effects: send,
    primary: true,
  },
]

/**
 * 协查: a bureau asks a platform anywhere in the country, in enforcement, for what the information standard names (NTC,
 * 国市监网监发〔2024〕115号). What may be asked, by whom and with whose consent is checked before it is sent; the answer
 * holds the requested fields alone. How long an answer may take is a proposal until the annex is at hand.
 */
export const ASSISTANCE_REQUEST: ProcessDefinition = {
  kind: 'assistance_request',
  version: 1,
  title: { zh: '协查函', en: 'Request for assistance' },
  about: {
    zh: '县级以上市场监管部门因执法需要请求网络交易平台提供信息：核验合法性后发出，平台签收、补正、逐项答复，双方均有签名和回执。',
    en: 'A bureau asks a platform for information in enforcement: checked for lawfulness, then sent; the platform receives, asks for correction, answers field by field; both hold signatures and receipts.',
  },
  numberWord: 'XC',
  openedBy: 'people',
  titleField: 'title',
  messageEffects: send,
  parties: [
    { role: 'bureau', text: { zh: '请求机关', en: 'Asking authority' }, kinds: ['bureau'], owner: true },
    { role: 'platform', text: { zh: '协查平台', en: 'Platform' }, kinds: ['platform'], from: 'platformId' },
  ],
  states: [
    ...draftStates('bureau', 'platform'),
    { state: 'sent', text: { zh: '已发出', en: 'Sent' }, holder: 'platform', tone: 'waiting' },
    { state: 'received', text: { zh: '办理中', en: 'Being answered' }, holder: 'platform', tone: 'waiting' },
    { state: 'needs_correction', text: { zh: '待补正', en: 'To be corrected' }, holder: 'bureau', tone: 'stopped' },
    { state: 'refused', text: { zh: '平台拒绝', en: 'Refused' }, holder: 'bureau', tone: 'bad' },
    { state: 'partial', text: { zh: '部分答复', en: 'Answered in part' }, holder: 'platform', tone: 'waiting' },
    { state: 'replied', text: { zh: '已答复', en: 'Answered' }, holder: 'bureau', tone: 'open' },
    { state: 'returned', text: { zh: '退回补充', en: 'Returned' }, holder: 'platform', tone: 'bad' },
    { state: 'confirmed', text: { zh: '已办结', en: 'Closed' }, outcome: true, tone: 'good' },
    { state: 'refusal_accepted', text: { zh: '拒绝后办结', en: 'Closed as refused' }, outcome: true, tone: 'stopped' },
    {
      state: 'withdrawn',
      text: { zh: '已撤回', en: 'Withdrawn' },
      outcome: true,
      hiddenFrom: ['platform'],
      tone: 'stopped',
    },
  ],
  transitions: [...asking, ...correcting, ...answers],
  clocks: [
    {
      id: 'receipt',
      text: { zh: '签收协查函', en: 'Receive the request' },
      rule: 'assistance_receipt',
      owedBy: 'platform',
      start: ['approve'],
      stop: ['receive', 'withdraw'],
      remindBefore: [0],
      escalateTo: 'platform',
    },
    {
      id: 'answer',
      text: { zh: '答复协查函', en: 'Answer the request' },
      rule: 'assistance_answer',
      owedBy: 'platform',
      start: ['approve', 'insist', 'return'],
      stop: ['answer', 'refuse', 'withdraw'],
      pause: ['ask_correction'],
      resume: ['correct'],
      extend: 'extend',
      dueField: 'compose.dueOn',
      remindBefore: [3, 1],
      escalateTo: 'platform',
    },
    {
      id: 'correction',
      text: { zh: '补正协查函', en: 'Correct the request' },
      rule: 'assistance_correction',
      owedBy: 'bureau',
      start: ['ask_correction'],
      stop: ['correct', 'withdraw'],
      remindBefore: [1],
      escalateTo: 'bureau',
    },
  ],
}
