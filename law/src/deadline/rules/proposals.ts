import { getRuleValue } from '../../look-up.ts'
import type { RuleId } from '../../rules.ts'
import type { DeadlineRule } from '../deadline-rule.ts'

/** No provision sets these. They are ordinary practice, shown as to be confirmed, and set by administrators. */
const proposal = {
  ref: 'W',
  kind: 'act_within',
  basis: null,
  from: '2019-01-01',
  to: null,
  confidence: 'unconfirmed',
  source: 'no provision known: a proposal',
} as const
const working = { ...proposal, unit: 'working_day', restDay: 'stands' } as const
/** the figure stands once, in RULES */
const days = (rule: RuleId) =>
  ({
    ...proposal,
    amount: getRuleValue(rule, '2026-01-01'),
    unit: 'calendar_day',
    restDay: 'next_working_day',
  }) as const

/** What we propose where the law is silent. */
export const PROPOSED_RULES: readonly DeadlineRule[] = [
  {
    ...days('problem_answer_days'),
    id: 'problem_answer',
    title: { zh: '平台反馈问题经营主体（建议）', en: 'A platform answers problem operators (proposal)' },
    startEvent: { zh: '推送问题经营主体', en: 'problem operators pushed' },
  },
  {
    ...days('returned_answer_days'),
    id: 'problem_answer_again',
    title: { zh: '退回后平台再次反馈（建议）', en: 'A platform answers again after a return (proposal)' },
    startEvent: { zh: '退回重办', en: 'answer returned' },
  },
  {
    ...days('rectification_days'),
    id: 'rectification',
    title: { zh: '责令限期改正（建议）', en: 'Order to correct within a time (proposal)' },
    startEvent: { zh: '责令改正通知书送达', en: 'order served' },
  },
  {
    ...days('transfer_answer_days'),
    id: 'transfer_answer',
    title: { zh: '反馈移送事项处理结果（建议）', en: 'Answer a transfer with its result (proposal)' },
    startEvent: { zh: '收到移送', en: 'transfer received' },
  },
  {
    ...days('transfer_claim_days'),
    id: 'transfer_claim',
    title: { zh: '签收移送事项（建议）', en: 'Claim a transfer (proposal)' },
    startEvent: { zh: '移送发出', en: 'transfer sent' },
  },
  {
    ...working,
    id: 'lead_acceptance',
    title: { zh: '接收单位决定是否受理移送的线索（建议）', en: 'Accept or refuse a transferred lead (proposal)' },
    startEvent: { zh: '收到移送线索', en: 'lead received' },
    amount: 5,
  },
  {
    ...working,
    id: 'guidance_rectification',
    title: { zh: '行政指导、约谈后的整改（建议）', en: 'Put right after guidance or interview (proposal)' },
    startEvent: { zh: '行政指导或者约谈', en: 'guidance or interview' },
    amount: 15,
  },
  {
    ...working,
    id: 'site_closure_answer',
    title: {
      zh: '通信管理部门反馈关闭网站请求（建议）',
      en: 'The communications administration answers a request to close a site (proposal)',
    },
    startEvent: { zh: '收到提请关闭网站函', en: 'request received' },
    amount: 10,
  },
  {
    ...working,
    id: 'assistance_receipt',
    title: { zh: '平台签收协查函、处置通知（建议）', en: 'A platform receives a request or order (proposal)' },
    startEvent: { zh: '发出', en: 'sent' },
    amount: 1,
  },
  {
    ...working,
    id: 'assistance_answer',
    title: { zh: '平台答复协查函（建议）', en: 'A platform answers a request for assistance (proposal)' },
    startEvent: { zh: '发出', en: 'sent' },
    amount: 5,
    extension: {
      amount: 5,
      unit: 'working_day',
      approver: { zh: '平台说明理由', en: 'the platform, with reasons' },
      times: 1,
    },
  },
  {
    ...working,
    id: 'assistance_correction',
    title: { zh: '补正协查函（建议）', en: 'A bureau corrects its request (proposal)' },
    startEvent: { zh: '平台要求补正', en: 'correction asked for' },
    amount: 5,
  },
  {
    ...working,
    id: 'disposal_execution',
    title: { zh: '平台执行处置通知（建议）', en: 'A platform carries out an order (proposal)' },
    startEvent: { zh: '发出处置通知', en: 'order sent' },
    amount: 1,
  },
  {
    ...working,
    id: 'disposal_appeal',
    title: { zh: '处理平台异议（建议）', en: 'A bureau decides an appeal (proposal)' },
    startEvent: { zh: '平台提出异议', en: 'appeal made' },
    amount: 5,
  },
]
