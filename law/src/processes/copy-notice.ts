import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { headOf, officersOf } from '../process/drafting.ts'
import { accountField, filesField, reasonField, subjectFields } from '../process/fields.ts'

const sender = officersOf('sender')
const head = headOf('sender')
const content: ProcessTransition['form'] = [accountField('facts', '抄告内容', 'Content'), filesField()]

/** 抄告: another authority is told what concerns it, and jurisdiction stays where it is. States as in LAW d4. */
export const COPY_NOTICE: ProcessDefinition = {
  kind: 'copy_notice',
  version: 1,
  title: { zh: '抄告', en: 'Copy notice' },
  about: {
    zh: '将有关情况告知其他市场监管部门或者协作单位，不转移管辖；需要反馈的，接收单位在期限内反馈。',
    en: 'Another authority is told of a matter without passing jurisdiction on; where an answer is wanted, it falls due on a day.',
  },
  numberWord: 'CG',
  openedBy: 'people',
  titleField: 'subjectName',
  parties: [
    { role: 'sender', text: { zh: '抄告单位', en: 'Sender' }, kinds: ['bureau'], owner: true },
    { role: 'receiver', text: { zh: '接收单位', en: 'Receiver' }, kinds: ['bureau', 'partner'], from: 'receiverId' },
  ],
  states: [
    {
      state: 'reviewing',
      text: { zh: '待审核', en: 'To be reviewed' },
      holder: 'sender',
      hiddenFrom: ['receiver'],
      tone: 'open',
    },
    {
      state: 'sent_back',
      text: { zh: '已审核退回', en: 'Returned on review' },
      holder: 'sender',
      hiddenFrom: ['receiver'],
      tone: 'bad',
    },
    {
      state: 'awaiting',
      text: { zh: '已抄告反馈中', en: 'Sent, answer awaited' },
      holder: 'receiver',
      tone: 'waiting',
    },
    { state: 'answered', text: { zh: '已抄告反馈完成', en: 'Answered' }, outcome: true, tone: 'good' },
    { state: 'noted', text: { zh: '已抄告完成', en: 'Sent for information' }, outcome: true, tone: 'good' },
    {
      state: 'cancelled',
      text: { zh: '取消抄告', en: 'Cancelled' },
      outcome: true,
      hiddenFrom: ['receiver'],
      tone: 'stopped',
    },
  ],
  transitions: [
    {
      event: 'draft',
      text: { zh: '拟抄告', en: 'Draft a copy notice' },
      from: [],
      to: 'reviewing',
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
        ...content,
      ],
    },
    {
      event: 'send_back',
      text: { zh: '审核退回', en: 'Return' },
      from: ['reviewing'],
      to: 'sent_back',
      by: head,
      form: [reasonField('退回意见', 'What to correct')],
      internal: true,
      undo: true,
    },
    {
      event: 'resubmit',
      text: { zh: '修改后重新提交', en: 'Submit again' },
      from: ['sent_back'],
      to: 'reviewing',
      by: sender,
      form: content,
      primary: true,
    },
    {
      event: 'cancel',
      text: { zh: '取消抄告', en: 'Cancel' },
      from: ['reviewing', 'sent_back'],
      to: 'cancelled',
      by: sender,
      form: [reasonField('取消理由', 'Reason')],
      internal: true,
      undo: true,
      danger: true,
    },
    {
      event: 'approve',
      text: { zh: '批准抄告（不需反馈）', en: 'Approve for information' },
      from: ['reviewing'],
      to: 'noted',
      by: head,
      form: [],
      letter: { template: 'copy_notice_letter', to: 'receiver' },
      primary: true,
    },
    {
      event: 'approve_with_answer',
      text: { zh: '批准抄告（需要反馈）', en: 'Approve, answer wanted' },
      from: ['reviewing'],
      to: 'awaiting',
      by: head,
      form: [{ name: 'answerDueOn', kind: 'date', label: { zh: '反馈期限', en: 'Answer due on' }, notPast: true }],
      letter: { template: 'copy_notice_letter', to: 'receiver' },
    },
    {
      event: 'answer',
      text: { zh: '反馈', en: 'Answer' },
      from: ['awaiting'],
      to: 'answered',
      by: [{ party: 'receiver', roles: ['bureau_analyst', 'bureau_head', 'partner_staff'] }],
      form: [accountField('explanation', '反馈内容', 'Answer'), filesField()],
      primary: true,
    },
    {
      event: 'withdraw',
      text: { zh: '撤回抄告', en: 'Withdraw' },
      from: ['awaiting'],
      to: 'cancelled',
      by: head,
      form: [reasonField('撤回理由', 'Reason')],
      undo: true,
      danger: true,
    },
  ],
  clocks: [
    {
      id: 'answer',
      text: { zh: '接收单位反馈', en: 'Answer of the receiver' },
      rule: 'transfer_answer',
      owedBy: 'receiver',
      start: ['approve_with_answer'],
      stop: ['answer', 'withdraw'],
      dueField: 'answerDueOn',
      remindBefore: [3, 1],
      escalateTo: 'sender',
    },
  ],
}
