import type { DeadlineRule } from '../deadline-rule.ts'

const within = { unit: 'working_day', kind: 'act_within', restDay: 'stands' } as const
/** order 20, until 2026-04-14: its text was read */
const old = {
  ...within,
  from: '2020-01-01',
  to: '2026-04-15',
  confidence: 'read',
  source: 'statute text of order 20',
} as const
/** order 121, from 2026-04-15: what pages say, else carried over from order 20 until someone reads the text */
const carried = {
  ...within,
  from: '2026-04-15',
  to: null,
  basis: 'CRN',
  confidence: 'unconfirmed',
  source: 'carried over from order 20; order 121 not read here',
} as const
const paged = { from: '2026-04-15', to: null, confidence: 'page', source: 'pages about order 121' } as const

const acceptance = {
  id: 'complaint_acceptance',
  ref: 'C1',
  title: { zh: '决定受理或者不予受理投诉并告知投诉人', en: 'Accept or refuse a complaint and tell the complainant' },
  startEvent: { zh: '收到投诉', en: 'complaint received' },
  amount: 7,
} as const
const mediation = {
  id: 'complaint_mediation',
  ref: 'C2',
  title: { zh: '调解投诉，未达成协议即终止调解', en: 'Mediate a complaint; without agreement mediation ends' },
  startEvent: { zh: '受理投诉', en: 'complaint accepted' },
  tolling: {
    zh: '检定、检验、检测、鉴定所需时间不计算在内',
    en: 'time of verification, inspection, testing and appraisal does not count',
  },
} as const
const termination = {
  id: 'complaint_termination_notice',
  ref: 'C3',
  title: { zh: '告知双方终止调解', en: 'Tell both sides that mediation ended' },
  startEvent: { zh: '作出终止调解决定', en: 'decision to end mediation' },
  amount: 7,
} as const
const clue = {
  id: 'mediation_clue_check',
  ref: 'C4',
  title: { zh: '核查调解中发现的违法线索', en: 'Check a lead found in mediation' },
  startEvent: { zh: '调解中发现线索', en: 'lead found in mediation' },
  amount: 15,
  extension: {
    amount: 15,
    unit: 'working_day',
    approver: { zh: '市场监督管理部门负责人', en: 'head of the bureau' },
  },
} as const
const dispute = {
  id: 'jurisdiction_dispute',
  ref: 'C5',
  title: {
    zh: '协商解决处理权限争议，不成即报请共同上一级指定',
    en: 'Settle a dispute over jurisdiction, else the common superior decides',
  },
  startEvent: { zh: '发生处理权限争议', en: 'dispute over jurisdiction arose' },
  amount: 7,
} as const
const filing = {
  id: 'report_filing_notice',
  ref: 'C6',
  title: { zh: '告知实名举报人是否立案', en: 'Tell a named reporter whether a case was filed' },
  startEvent: { zh: '作出是否立案决定', en: 'decision whether to file a case' },
  amount: 5,
} as const
const age = {
  id: 'complaint_age',
  ref: 'C7',
  title: { zh: '超过三年的投诉不予受理', en: 'Complaints older than this are not accepted' },
  startEvent: { zh: '知道或者应当知道权益受到侵害', en: 'harm known, or should have been known' },
  amount: 3,
  unit: 'year',
  restDay: 'next_working_day',
} as const

/** Complaints and reports: both orders side by side. A clock keeps the rule of the day on which it started. */
export const COMPLAINT_RULES: readonly DeadlineRule[] = [
  { ...old, ...acceptance, basis: 'CRO 14' },
  { ...carried, ...acceptance },
  { ...old, ...mediation, amount: 45, basis: 'CRO 21(1)(5)' },
  {
    ...within,
    ...paged,
    ...mediation,
    amount: 60,
    unit: 'calendar_day',
    restDay: 'next_working_day',
    basis: 'CRN 23(1)(5)',
  },
  { ...old, ...termination, basis: 'CRO 21(2)' },
  { ...carried, ...termination },
  { ...old, ...clue, basis: 'CRO 23(1)' },
  { ...carried, ...clue },
  { ...old, ...dispute, basis: 'CRO 30' },
  { ...carried, ...dispute },
  { ...old, ...filing, basis: 'CRO 31(2)' },
  { ...carried, ...filing, basis: 'CRN 31' },
  { ...old, ...age, basis: 'CRO 15(1)(4)' },
  { ...within, ...paged, ...age, basis: 'CRN 16(1)(4)' },
  {
    ...within,
    id: 'odr_negotiation',
    ref: 'C8',
    title: { zh: '在线消费纠纷解决企业与消费者协商', en: 'An enterprise in online dispute resolution negotiates' },
    startEvent: { zh: '企业收到投诉', en: 'complaint reached the enterprise' },
    amount: 10,
    basis: null,
    from: '2020-01-01',
    to: null,
    confidence: 'page',
    source: 'pages about the duties of enterprises on the 12315 platform',
  },
]
