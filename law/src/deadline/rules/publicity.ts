import type { DeadlineRule } from '../deadline-rule.ts'

const pub = {
  kind: 'act_within',
  unit: 'working_day',
  restDay: 'stands',
  from: '2021-09-01',
  to: null,
  confidence: 'read',
  source: 'statute text',
} as const
const lasts = { ...pub, kind: 'lasts' } as const
const credit = { confidence: 'memory', source: 'days from memory' } as const
const repair = { ...lasts, basis: 'CRM', confidence: 'page', source: 'pages about the measures' } as const

const withdrawal = {
  ref: 'U3',
  startEvent: {
    zh: '处罚决定被变更、撤销、确认违法或者无效',
    en: 'decision changed, revoked, found unlawful or void',
  },
  amount: 3,
} as const
const published = { ref: 'U4', startEvent: { zh: '公示', en: 'publication' }, basis: 'PUB 13(1)' } as const
const early = {
  ref: 'U5',
  startEvent: { zh: '公示', en: 'publication' },
  note: {
    zh: '须符合第十四条四项条件；责令停产停业、限制从业、吊销等不得提前停止',
    en: 'four conditions of PUB 14; never for suspension of business, bans and revocations',
  },
} as const
const dishonest = { ref: 'K2', basis: 'SDL', ...credit } as const

/** Publication of penalties, lists of abnormal operation and of serious dishonesty. */
export const PUBLICITY_RULES: readonly DeadlineRule[] = [
  {
    ...pub,
    id: 'penalty_publication',
    ref: 'U1',
    title: { zh: '公示行政处罚信息（同一省份）', en: 'Publish a penalty, same province' },
    startEvent: { zh: '作出行政处罚决定', en: 'decision made' },
    amount: 20,
    basis: 'PUB 9',
    note: { zh: '仅警告的不予公示（第二条）', en: 'warnings alone are not published (PUB 2)' },
  },
  {
    ...pub,
    id: 'penalty_push',
    ref: 'U2',
    title: { zh: '将处罚信息推送至当事人登记地', en: 'Push a penalty to the province of registration' },
    startEvent: { zh: '作出行政处罚决定', en: 'decision made' },
    amount: 10,
    basis: 'PUB 10',
  },
  {
    ...pub,
    id: 'pushed_penalty_publication',
    ref: 'U2',
    title: { zh: '协助公示收到的处罚信息', en: 'Publish a penalty pushed by another province' },
    startEvent: { zh: '收到行政处罚信息', en: 'penalty received' },
    amount: 10,
    basis: 'PUB 10',
  },
  {
    ...pub,
    ...withdrawal,
    id: 'publication_withdrawal',
    title: { zh: '撤回行政处罚公示信息并说明理由', en: 'Withdraw a publication and say why' },
    basis: 'PUB 11',
  },
  {
    ...pub,
    ...withdrawal,
    id: 'publication_withdrawal_apl',
    title: { zh: '撤回行政处罚决定信息（行政处罚法）', en: 'Withdraw a publication (by the law alone)' },
    basis: 'APL 48(2)',
    unitBasis: 'APL 85',
    from: '2021-07-15',
  },
  {
    ...lasts,
    ...published,
    id: 'publication_end_minor',
    title: { zh: '停止公示：仅通报批评或者较低数额罚款', en: 'End of publication: criticism or small fines' },
    amount: 3,
    unit: 'month',
  },
  {
    ...lasts,
    ...published,
    id: 'publication_end',
    title: { zh: '停止公示：其他行政处罚', en: 'End of publication: other penalties' },
    amount: 3,
    unit: 'year',
    note: { zh: '限制超过三年的按实际期限（第三款）', en: 'as long as a restriction of more than three years' },
  },
  {
    ...repair,
    ...early,
    id: 'publication_early_end',
    title: { zh: '可以申请提前停止公示', en: 'Early end of publication may be asked for' },
    amount: 6,
    unit: 'month',
  },
  {
    ...repair,
    ...early,
    id: 'publication_early_end_strict',
    title: { zh: '可以申请提前停止公示：食品、药品、特种设备', en: 'Early end: food, drugs, special equipment' },
    amount: 1,
    unit: 'year',
  },
  {
    ...pub,
    ...credit,
    id: 'abnormal_list_acceptance',
    ref: 'K1',
    title: { zh: '受理移出经营异常名录申请', en: 'Accept an application to leave the list of abnormal operation' },
    startEvent: { zh: '收到申请', en: 'application received' },
    amount: 2,
    basis: 'CRM',
  },
  {
    ...pub,
    ...credit,
    id: 'abnormal_list_removal',
    ref: 'K1',
    title: { zh: '移出经营异常名录', en: 'Remove from the list of abnormal operation' },
    startEvent: { zh: '申请或者核实', en: 'application, or verification' },
    amount: 5,
    basis: 'CRM',
  },
  {
    ...lasts,
    ...dishonest,
    id: 'dishonesty_listing',
    title: { zh: '列入严重违法失信名单的期限', en: 'Listed for serious dishonesty' },
    startEvent: { zh: '列入名单', en: 'listed' },
    amount: 3,
    unit: 'year',
  },
  {
    ...lasts,
    ...dishonest,
    id: 'dishonesty_early_exit',
    title: { zh: '可以申请提前移出严重违法失信名单', en: 'Early exit from the list may be asked for' },
    startEvent: { zh: '列入名单', en: 'listed' },
    amount: 1,
    unit: 'year',
  },
  {
    ...pub,
    ...dishonest,
    id: 'dishonesty_exit_decision',
    title: { zh: '决定是否移出严重违法失信名单', en: 'Decide on leaving the list' },
    startEvent: { zh: '受理移出申请', en: 'application accepted' },
    amount: 15,
  },
]
