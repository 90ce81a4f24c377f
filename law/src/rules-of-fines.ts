import type { Rule, RuleId } from './rules.ts'

type Row = readonly [id: RuleId, basis: string, values: readonly number[], zh: string, en: string, from: string]

const WAN = 1_000_000

/** Ranges of fines in fen, as the statutes give them; [0, x] reads "up to x". */
const ROWS: readonly Row[] = [
  [
    'home_page_fine',
    'ECL 76(1)',
    [0, WAN],
    '首页公示义务：一万元以下罚款',
    'Home page duties: up to 10,000 yuan',
    '2019-01-01',
  ],
  [
    'platform_rules_fine',
    'ECL 81(1)',
    [2 * WAN, 10 * WAN],
    '平台规则、自营标记、评价：二万元以上十万元以下罚款',
    'Rules, own sales, evaluations: 20,000 to 100,000 yuan',
    '2019-01-01',
  ],
  [
    'platform_rules_fine_serious',
    'ECL 81(1)',
    [10 * WAN, 50 * WAN],
    '情节严重：十万元以上五十万元以下罚款',
    'Serious: 100,000 to 500,000 yuan',
    '2019-01-01',
  ],
  [
    'unreasonable_limits_fine',
    'ECL 82',
    [5 * WAN, 50 * WAN],
    '不合理限制或者收费：五万元以上五十万元以下罚款',
    'Unreasonable limits or fees: 50,000 to 500,000 yuan',
    '2019-01-01',
  ],
  [
    'unreasonable_limits_fine_serious',
    'ECL 82',
    [50 * WAN, 200 * WAN],
    '情节严重：五十万元以上二百万元以下罚款',
    'Serious: 500,000 to 2,000,000 yuan',
    '2019-01-01',
  ],
  [
    'necessary_measures_fine',
    'ECL 83',
    [5 * WAN, 50 * WAN],
    '未采取必要措施：五万元以上五十万元以下罚款',
    'Necessary measures not taken: 50,000 to 500,000 yuan',
    '2019-01-01',
  ],
  [
    'necessary_measures_fine_serious',
    'ECL 83',
    [50 * WAN, 200 * WAN],
    '情节严重：责令停业整顿，并处五十万元以上二百万元以下罚款',
    'Serious: suspension and 500,000 to 2,000,000 yuan',
    '2019-01-01',
  ],
  [
    'ip_measures_fine',
    'ECL 84',
    [5 * WAN, 50 * WAN],
    '未对侵犯知识产权采取措施：五万元以上五十万元以下罚款',
    'Infringement not acted upon: 50,000 to 500,000 yuan',
    '2019-01-01',
  ],
  [
    'ip_measures_fine_serious',
    'ECL 84',
    [50 * WAN, 200 * WAN],
    '情节严重：五十万元以上二百万元以下罚款',
    'Serious: 500,000 to 2,000,000 yuan',
    '2019-01-01',
  ],
  [
    'false_advertisement_fine',
    'ADL 55(1)',
    [20 * WAN, 100 * WAN],
    '虚假广告，广告费用无法计算：二十万元以上一百万元以下罚款',
    'False advertisement, fee unknown: 200,000 to 1,000,000 yuan',
    '2021-04-29',
  ],
  [
    'false_advertisement_fine_repeated',
    'ADL 55(1)',
    [100 * WAN, 200 * WAN],
    '两年内三次以上：一百万元以上二百万元以下罚款',
    'Three times in two years: 1,000,000 to 2,000,000 yuan',
    '2021-04-29',
  ],
  [
    'forbidden_advertisement_fine',
    'ADL 57(1)',
    [20 * WAN, 100 * WAN],
    '禁止情形的广告（如绝对化用语）：二十万元以上一百万元以下罚款',
    'Forbidden content such as superlatives: 200,000 to 1,000,000 yuan',
    '2021-04-29',
  ],
  [
    'trading_place_fine',
    'PRC 24',
    [0, 3 * WAN],
    '交易场所提供者：三万元以下罚款',
    'Provider of a place of trade: up to 30,000 yuan',
    '2022-07-01',
  ],
  [
    'trading_place_fine_serious',
    'PRC 24',
    [3 * WAN, 10 * WAN],
    '情节严重：三万元以上十万元以下罚款',
    'Serious: 30,000 to 100,000 yuan',
    '2022-07-01',
  ],
]

/** Fines of the statutes that were read, and what is added when one is paid late. */
export const FINE_RULES: readonly Rule[] = [
  ...ROWS.map(
    ([id, basis, values, zh, en, from]): Rule => ({
      id,
      unit: 'fen_range',
      values,
      basis,
      zh,
      en,
      from,
      to: null,
      confidence: 'read',
      source: 'statute text',
    }),
  ),
  {
    id: 'late_fine_percent',
    unit: 'percent_per_day',
    values: [3],
    basis: 'APL 72(1)(1)',
    zh: '到期不缴纳罚款：每日按罚款数额的百分之三加处罚款，不超过罚款数额',
    en: 'A fine paid late grows by three per cent a day, up to the fine itself',
    from: '2021-07-15',
    to: null,
    confidence: 'read',
    source: 'statute text',
  },
]
