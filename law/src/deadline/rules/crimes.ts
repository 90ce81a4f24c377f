import type { DeadlineRule } from '../deadline-rule.ts'

/**
 * Suspected crime, TRC: its three days are not said to be working days (APL 85 speaks of its own days only). So they
 * are counted strictly, as calendar days that no rest day moves: acting earlier is never wrong.
 */
const trc = {
  kind: 'act_within',
  ref: 'P9',
  amount: 3,
  unit: 'calendar_day',
  restDay: 'stands',
  from: '2020-08-07',
  to: null,
  confidence: 'read',
  source: 'text as amended on 2020-08-07',
  note: {
    zh: '规定未写明为工作日，按自然日从严计算，遇休息日不顺延',
    en: 'not said to be working days: counted strictly, rest days do not move the end',
  },
} as const

/** From the report of a team of two or more officers to the police, and back. */
export const CRIME_RULES: readonly DeadlineRule[] = [
  {
    ...trc,
    id: 'crime_transfer_decision',
    title: { zh: '负责人决定是否批准移送', en: 'The head decides whether to transfer' },
    startEvent: { zh: '负责人接到移送书面报告', en: 'written report reached the head' },
    basis: 'TRC 5(2)',
  },
  {
    ...trc,
    id: 'crime_transfer_send',
    title: { zh: '向同级公安机关移送', en: 'Send the case to the police' },
    startEvent: { zh: '决定批准移送', en: 'transfer approved' },
    amount: 24,
    unit: 'hour',
    basis: 'TRC 5(2)',
  },
  {
    ...trc,
    id: 'police_filing_decision',
    title: { zh: '公安机关决定是否立案', en: 'The police decide whether to file' },
    startEvent: { zh: '公安机关接受移送', en: 'police received the case' },
    basis: 'TRC 8',
  },
  {
    ...trc,
    id: 'police_review',
    title: { zh: '提请公安机关复议', en: 'Ask the police to reconsider' },
    startEvent: { zh: '接到不予立案通知书', en: 'notice of refusal received' },
    basis: 'TRC 9(1)',
  },
  {
    ...trc,
    id: 'police_review_decision',
    title: { zh: '公安机关作出复议决定', en: 'The police decide on reconsideration' },
    startEvent: { zh: '公安机关收到提请复议文件', en: 'request to reconsider received' },
    basis: 'TRC 9(2)',
  },
  {
    ...trc,
    id: 'procuratorate_supervision',
    title: { zh: '建议检察院立案监督', en: 'Ask the procuratorate to supervise' },
    startEvent: { zh: '收到复议决定通知书', en: 'decision on reconsideration received' },
    basis: 'TRC 9(2)',
  },
  {
    ...trc,
    id: 'crime_material_handover',
    title: { zh: '移交涉案物品和材料', en: 'Hand over articles and materials' },
    startEvent: { zh: '接到立案通知书', en: 'notice of filing received' },
    basis: 'TRC 12',
  },
]
