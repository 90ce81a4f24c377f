import type { Dated } from './dated.ts'
import { FINE_RULES } from './rules-of-fines.ts'

/** What a rule's figure counts. Money is in fen. */
export type Unit = 'month_of_year' | 'calendar_day' | 'working_day' | 'fen' | 'fen_range' | 'percent_per_day'

/** A figure that the law, or where it is silent our default, gives. `basis` null: no provision says so. */
export interface Rule extends Dated {
  readonly id: RuleId
  readonly unit: Unit
  readonly values: readonly number[]
  readonly basis: string | null
  readonly zh: string
  readonly en: string
}

export type RuleId =
  | 'identity_report_months'
  | 'small_trade_threshold'
  | 'identity_report_fine'
  | 'identity_report_fine_serious'
  | 'home_page_fine'
  | 'platform_rules_fine'
  | 'platform_rules_fine_serious'
  | 'unreasonable_limits_fine'
  | 'unreasonable_limits_fine_serious'
  | 'necessary_measures_fine'
  | 'necessary_measures_fine_serious'
  | 'ip_measures_fine'
  | 'ip_measures_fine_serious'
  | 'false_advertisement_fine'
  | 'false_advertisement_fine_repeated'
  | 'forbidden_advertisement_fine'
  | 'trading_place_fine'
  | 'trading_place_fine_serious'
  | 'late_fine_percent'
  | 'rectification_days'
  | 'problem_answer_days'
  | 'returned_answer_days'
  | 'transfer_answer_days'
  | 'transfer_claim_days'
  | 'reminder_lead_days'

/** No provision sets these: an ordinary practice, to be set by each bureau. */
const practice = { from: '2019-01-01', to: null, basis: null, confidence: 'unconfirmed' } as const
const fine = { unit: 'fen_range', basis: 'ECL 80(1)', from: '2019-01-01', to: null, confidence: 'read' } as const

export const RULES: readonly Rule[] = [
  {
    id: 'identity_report_months',
    unit: 'month_of_year',
    values: [1, 7],
    basis: 'NTM 25',
    zh: '每年一月和七月报送平台内经营者身份信息',
    en: 'Identity reports fall due every January and July',
    from: '2021-05-01',
    to: null,
    confidence: 'page',
    source: 'pages about NTM art. 25',
  },
  {
    id: 'small_trade_threshold',
    unit: 'fen',
    values: [10_000_000],
    basis: 'NTM 8',
    zh: '零星小额交易：年交易额累计不超过10万元',
    en: 'Small sporadic trade: at most 100,000 yuan a year over all shops and platforms',
    from: '2021-05-01',
    to: null,
    confidence: 'memory',
    source: 'wording not at hand',
  },
  {
    ...fine,
    id: 'identity_report_fine',
    values: [2_000_000, 10_000_000],
    zh: '逾期不改正：二万元以上十万元以下罚款',
    en: 'Not corrected in time: 20,000 to 100,000 yuan',
    source: 'statute text',
  },
  {
    ...fine,
    id: 'identity_report_fine_serious',
    values: [10_000_000, 50_000_000],
    zh: '情节严重：责令停业整顿，并处十万元以上五十万元以下罚款',
    en: 'Serious: suspension of business and 100,000 to 500,000 yuan',
    source: 'statute text',
  },
  {
    ...practice,
    id: 'rectification_days',
    unit: 'calendar_day',
    values: [15],
    zh: '责令限期改正的期限（建议）',
    en: 'Time to correct (suggestion)',
    source: 'ECL 80 sets no number of days',
  },
  {
    ...practice,
    id: 'problem_answer_days',
    unit: 'calendar_day',
    values: [15],
    zh: '平台反馈问题经营主体的期限（建议）',
    en: 'Time for a platform to answer problem operators (suggestion)',
    source: 'no provision known',
  },
  {
    ...practice,
    id: 'returned_answer_days',
    unit: 'calendar_day',
    values: [7],
    zh: '退回重办后平台再次反馈的期限（建议）',
    en: 'Time for a platform to answer again after a return (suggestion)',
    source: 'no provision known',
  },
  {
    ...practice,
    id: 'transfer_answer_days',
    unit: 'calendar_day',
    values: [30],
    zh: '跨省移送反馈期限（建议）',
    en: 'Time to answer an interprovincial transfer (suggestion)',
    source: 'no provision known; PPR 45 gives 15 working days for help letters (memory)',
  },
  {
    ...practice,
    id: 'transfer_claim_days',
    unit: 'calendar_day',
    values: [15],
    zh: '跨省移送签收期限，逾期无人签收即退回（建议）',
    en: 'Unclaimed transfers come back after this time (suggestion)',
    source: 'no provision known',
  },
  {
    ...practice,
    id: 'reminder_lead_days',
    unit: 'calendar_day',
    values: [7],
    zh: '报送截止前自动提醒的天数（建议）',
    en: 'Automatic reminder before the due date (suggestion)',
    source: 'no provision known',
  },
  ...FINE_RULES,
]
