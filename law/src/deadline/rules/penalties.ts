import type { DeadlineRule } from '../deadline-rule.ts'

/** APL 85: two, three, five and seven days of the law are working days. Fifteen and ninety are calendar days. */
const apl = {
  kind: 'act_within',
  unit: 'working_day',
  unitBasis: 'APL 85',
  restDay: 'stands',
  from: '2021-07-15',
  to: null,
  confidence: 'read',
  source: 'statute text',
} as const
const ppr = {
  kind: 'act_within',
  unit: 'working_day',
  restDay: 'stands',
  from: '2021-07-15',
  to: null,
  confidence: 'memory',
  source: 'wording of the provisions not at hand',
} as const

const preserved = {
  ref: 'P3',
  startEvent: { zh: '采取先行登记保存', en: 'evidence registered and kept in advance' },
  amount: 7,
} as const
const decision = {
  ref: 'P2',
  startEvent: { zh: '立案', en: 'case filed' },
  amount: 90,
  unit: 'calendar_day',
  restDay: 'next_working_day',
} as const
const timeBar = {
  kind: 'lasts',
  ref: 'P8',
  startEvent: { zh: '违法行为发生；连续或者继续的，行为终了', en: 'violation; its end where it continued' },
  unit: 'year',
  basis: 'APL 36(1)',
  restDay: 'stands',
  from: '2021-07-15',
  to: null,
  confidence: 'read',
  source: 'statute text',
} as const

/** From the lead to the fine. */
export const PENALTY_RULES: readonly DeadlineRule[] = [
  {
    ...ppr,
    id: 'clue_check',
    ref: 'P1',
    title: { zh: '核查线索并决定是否立案', en: 'Check a lead and decide whether to file a case' },
    startEvent: { zh: '发现线索或者收到材料', en: 'lead found or material received' },
    amount: 15,
    basis: 'PPR 18',
    extension: {
      amount: 15,
      unit: 'working_day',
      approver: { zh: '市场监督管理部门负责人', en: 'head of the bureau' },
    },
    tolling: {
      zh: '检测、检验、检疫、鉴定以及权利人辨认所需时间不计入',
      en: 'time of testing, inspection, quarantine, appraisal and identification by the right holder does not count',
    },
  },
  {
    ...ppr,
    ...decision,
    id: 'penalty_decision',
    title: { zh: '作出行政处罚决定', en: 'Decide on a penalty' },
    basis: 'PPR 64',
    extension: {
      amount: 30,
      unit: 'calendar_day',
      approver: { zh: '市场监督管理部门负责人', en: 'head of the bureau' },
    },
    tolling: {
      zh: '中止、听证、公告、检验检测检疫鉴定、责令退还多收价款的时间不计入',
      en: 'time of suspension, hearing, public notice, inspection and refund of overcharges does not count',
    },
    note: {
      zh: '延期后仍不能决定的，负责人集体讨论并确定合理期限',
      en: 'beyond the extension the heads decide together on a fixed further term',
    },
  },
  {
    ...apl,
    ...decision,
    id: 'penalty_decision_apl',
    title: { zh: '作出行政处罚决定（行政处罚法）', en: 'Decide on a penalty (by the law alone)' },
    basis: 'APL 60',
  },
  {
    ...ppr,
    ...preserved,
    id: 'preserved_evidence',
    title: { zh: '处理先行登记保存的证据', en: 'Decide on evidence registered and kept in advance' },
    basis: 'PPR',
  },
  {
    ...apl,
    ...preserved,
    id: 'preserved_evidence_apl',
    title: { zh: '处理先行登记保存的证据（行政处罚法）', en: 'Decide on evidence kept in advance (by the law alone)' },
    basis: 'APL 56',
  },
  {
    ...ppr,
    id: 'assistance_letter',
    ref: 'P4',
    title: { zh: '完成其他市场监管部门请求的协助', en: 'Do what another bureau asked for in a letter of assistance' },
    startEvent: { zh: '收到协助调查函', en: 'letter of assistance received' },
    amount: 15,
    basis: 'PPR 45',
    note: { zh: '不能按期完成的，期满前告知', en: 'who will be late says so before the end' },
  },
  {
    ...ppr,
    id: 'defence_statement',
    ref: 'P5',
    title: { zh: '当事人陈述、申辩', en: 'The party states its case' },
    startEvent: { zh: '收到行政处罚告知书', en: 'notice of the intended penalty received' },
    amount: 5,
    basis: 'PPR',
    note: { zh: '当事人可以放弃', en: 'may be waived' },
  },
  {
    ...apl,
    id: 'hearing_request',
    ref: 'P5',
    title: { zh: '当事人要求听证', en: 'The party asks for a hearing' },
    startEvent: { zh: '行政机关告知听证权利', en: 'told of the right to a hearing' },
    amount: 5,
    basis: 'APL 64(1)(1)',
  },
  {
    ...apl,
    id: 'decision_service',
    ref: 'P6',
    title: { zh: '送达行政处罚决定书', en: 'Serve the decision' },
    startEvent: { zh: '宣告决定，当事人不在场', en: 'decision announced, party absent' },
    amount: 7,
    basis: 'APL 61(1)',
    note: { zh: '电子送达须当事人签订确认书', en: 'electronic service needs a signed confirmation' },
  },
  {
    ...ppr,
    id: 'legal_review',
    ref: 'P7',
    title: { zh: '案件审核', en: 'Legal review of a case' },
    startEvent: { zh: '审核机构收到案件材料', en: 'file reached the reviewers' },
    amount: 10,
    basis: 'PPR 55',
    note: { zh: '特殊情况可以延长，期限待确认', en: 'extendable; by how much is not confirmed' },
  },
  {
    ...timeBar,
    id: 'penalty_time_bar',
    title: { zh: '未被发现的违法行为不再处罚', en: 'Undiscovered violations are no longer penalised' },
    amount: 2,
  },
  {
    ...timeBar,
    id: 'penalty_time_bar_grave',
    title: {
      zh: '涉及生命健康、金融安全且有危害后果的追究期限',
      en: 'Time bar where life, health or financial safety was harmed',
    },
    amount: 5,
  },
  {
    ...apl,
    id: 'fine_payment',
    ref: 'P10',
    title: { zh: '缴纳罚款', en: 'Pay a fine' },
    startEvent: { zh: '收到行政处罚决定书', en: 'decision received' },
    amount: 15,
    unit: 'calendar_day',
    restDay: 'next_working_day',
    basis: 'APL 67(3)',
    note: {
      zh: '经申请批准可以暂缓或者分期（第六十六条）；逾期每日加处百分之三，不超过罚款数额（第七十二条）',
      en: 'deferral or instalments on application (art. 66); late fines grow by 3 % a day up to the fine (art. 72)',
    },
  },
  {
    ...apl,
    id: 'hearing_notice',
    ref: 'P11',
    title: { zh: '举行听证前通知当事人', en: 'Announce a hearing' },
    startEvent: { zh: '举行听证', en: 'hearing' },
    amount: 7,
    kind: 'act_before',
    basis: 'APL 64(1)(2)',
  },
]
