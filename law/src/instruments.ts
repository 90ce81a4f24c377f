import type { Confidence, Dated } from './dated.ts'

export type InstrumentCode =
  | 'ECL'
  | 'NTM'
  | 'NDR'
  | 'NTC'
  | 'CRO'
  | 'CRN'
  | 'PPR'
  | 'APL'
  | 'PUB'
  | 'SDL'
  | 'CRM'
  | 'PRC'
  | 'ADL'
  | 'ABS'
  | 'IAD'
  | 'LVO'
  | 'LIV'
  | 'RUL'
  | 'EVD'
  | 'NPS'
  | 'DAT'
  | 'PFB'
  | 'PPB'
  | 'AUC'
  | 'TRC'
  | 'CVC'
  | 'CPL'
  | 'JCR'

/** A statute or rule. Half-open validity [from, to); `to` is null while it is in force. */
export interface Instrument extends Dated {
  readonly code: InstrumentCode
  readonly zh: string
  readonly en: string
  /** order or document number, null where none or not confirmed */
  readonly orderNo: string | null
  readonly published: string | null
  /** the instrument it took the place of, where that is another one */
  readonly supersedes?: InstrumentCode
}

/** published · from · to */
type Days = readonly [published: string | null, from: string, to: string | null]
type Known = readonly [confidence: Confidence, source: string]

const instrument = (
  code: InstrumentCode,
  [zh, en, orderNo]: readonly [zh: string, en: string, orderNo?: string],
  [[published, from, to], [confidence, source], supersedes]: readonly [Days, Known, InstrumentCode?],
): Instrument => ({
  code,
  zh,
  en,
  orderNo: orderNo ?? null,
  published,
  from,
  to,
  confidence,
  source,
  ...(supersedes ? { supersedes } : {}),
})

const samr = (number: number): string => `国家市场监督管理总局令第${number}号`

/** Which laws there are and when each holds; a changed instrument stands beside the one it replaced. */
export const INSTRUMENTS: readonly Instrument[] = [
  instrument(
    'ECL',
    ['中华人民共和国电子商务法', 'E-Commerce Law'],
    [
      ['2018-08-31', '2019-01-01', null],
      ['read', 'statute text of 2018-08-31'],
    ],
  ),
  instrument(
    'NTM',
    ['网络交易监督管理办法', 'Measures for the Supervision of Online Transactions', samr(37)],
    [
      ['2021-03-15', '2021-05-01', null],
      ['page', 'pages about the measures; amended by order 101 of 2025-03-18'],
    ],
  ),
  instrument(
    'NDR',
    ['网络交易合规数据报送管理暂行办法', 'Interim Measures for Reporting Online Transaction Compliance Data'],
    [
      [null, '2025-04-25', null],
      ['page', 'pages about the measures (21 articles)'],
    ],
  ),
  instrument(
    'NTC',
    ['网络交易执法协查暂行办法', 'Interim Measures for Assistance in Online Enforcement', '国市监网监发〔2024〕115号'],
    [
      ['2024-12-18', '2025-01-20', null],
      ['page', 'pages about the measures; annex with fields and days not seen'],
    ],
  ),
  instrument(
    'CRO',
    ['市场监督管理投诉举报处理暂行办法', 'Interim Measures for Handling Complaints and Reports', samr(20)],
    [
      ['2019-11-30', '2020-01-01', '2026-04-15'],
      ['read', 'text as amended on 2022-03-24; amended once more on 2022-09-29 by order 61'],
    ],
  ),
  instrument(
    'CRN',
    ['市场监督管理投诉举报处理办法', 'Measures for Handling Complaints and Reports', samr(121)],
    [['2025-12-30', '2026-04-15', null], ['page', 'pages about order 121: six new articles, 22 changed'], 'CRO'],
  ),
  instrument(
    'PPR',
    ['市场监督管理行政处罚程序规定', 'Provisions on Procedures of Administrative Penalties', samr(42)],
    [
      [null, '2021-07-15', null],
      ['memory', 'articles 10 and 20 cited on pages; amended in 2022'],
    ],
  ),
  instrument(
    'APL',
    ['中华人民共和国行政处罚法', 'Administrative Penalty Law'],
    [
      ['2021-01-22', '2021-07-15', null],
      ['read', 'statute text of 2021-01-22'],
    ],
  ),
  instrument(
    'PUB',
    ['市场监督管理行政处罚信息公示规定', 'Provisions on Publishing Administrative Penalties', samr(45)],
    [
      ['2021-07-30', '2021-09-01', null],
      ['read', 'statute text of 2021-07-30'],
    ],
  ),
  instrument(
    'SDL',
    ['市场监督管理严重违法失信名单管理办法', 'Measures for the List of Serious Violations and Dishonesty', samr(44)],
    [
      [null, '2021-09-01', null],
      ['memory', 'not confirmed; a later amendment is possible'],
    ],
  ),
  instrument(
    'CRM',
    ['市场监督管理信用修复管理办法', 'Measures for Credit Repair', '国市监信规〔2021〕3号'],
    [
      [null, '2021-09-01', null],
      ['page', 'pages about the measures; a later revision is possible'],
    ],
  ),
  instrument(
    'PRC',
    ['明码标价和禁止价格欺诈规定', 'Provisions on Price Marking and against Price Fraud', samr(56)],
    [
      ['2022-04-14', '2022-07-01', null],
      ['read', 'statute text of 2022-04-14'],
    ],
  ),
  instrument(
    'ADL',
    ['中华人民共和国广告法', 'Advertising Law'],
    [
      ['2021-04-29', '2021-04-29', null],
      ['read', 'statute text as amended on 2021-04-29'],
    ],
  ),
  instrument(
    'ABS',
    ['广告绝对化用语执法指南', 'Enforcement Guide on Absolute Terms in Advertisements', '市场监管总局公告2023年第6号'],
    [
      [null, '2023-02-25', null],
      ['page', 'pages about the guide; first day not confirmed'],
    ],
  ),
  instrument(
    'IAD',
    ['互联网广告管理办法', 'Measures for Internet Advertising', samr(72)],
    [
      [null, '2023-05-01', null],
      ['page', 'pages about the measures'],
    ],
  ),
  instrument(
    'LVO',
    ['网络直播营销管理办法（试行）', 'Measures for Live Streaming Marketing (trial)'],
    [
      [null, '2021-05-25', '2026-02-01'],
      ['memory', 'whether it ended with the new measures is not confirmed'],
    ],
  ),
  instrument(
    'LIV',
    ['直播电商监督管理办法', 'Measures for the Supervision of Live Commerce', `${samr(117)}（与国家互联网信息办公室）`],
    [['2025-12-18', '2026-02-01', null], ['page', 'pages about order 117'], 'LVO'],
  ),
  instrument(
    'RUL',
    ['网络交易平台规则监督管理办法', 'Measures for the Supervision of Platform Rules', samr(116)],
    [
      ['2025-12-18', '2026-02-01', null],
      ['page', 'pages about order 116'],
    ],
  ),
  instrument(
    'EVD',
    ['市场监督管理行政执法电子数据取证暂行规定', 'Interim Provisions on Electronic Evidence in Enforcement'],
    [
      ['2024-04-07', '2024-04-07', null],
      ['page', 'pages about the provisions (36 articles); first day in force not confirmed'],
    ],
  ),
  instrument(
    'NPS',
    ['自然人网店管理规范', 'Standard for Online Shops of Natural Persons', 'MR/T'],
    [
      [null, '2025-04-01', null],
      ['page', 'pages about the standard of April 2025; number and day not confirmed'],
    ],
  ),
  instrument(
    'DAT',
    ['网络交易平台内经营者数据归集规范', 'Standard for Collecting Data of Operators on Platforms', 'MR/T'],
    [
      [null, '2025-04-01', null],
      ['unconfirmed', 'a draft was seen; fields and day not confirmed'],
    ],
  ),
  instrument(
    'PFB',
    ['网络交易平台收费行为合规指南', 'Compliance Guide on Platform Fees'],
    [
      ['2025-07-31', '2025-07-31', null],
      ['page', 'pages about the guide'],
    ],
  ),
  instrument(
    'PPB',
    ['互联网平台价格行为规则', 'Rules on Prices of Internet Platforms', '发改价格规〔2025〕1607号'],
    [
      [null, '2026-04-10', null],
      ['page', 'pages about the rules'],
    ],
  ),
  instrument(
    'AUC',
    ['中华人民共和国反不正当竞争法', 'Anti-Unfair Competition Law'],
    [
      ['2019-04-23', '2019-04-23', '2025-10-15'],
      ['read', 'statute text as amended on 2019-04-23'],
    ],
  ),
  instrument(
    'AUC',
    ['中华人民共和国反不正当竞争法', 'Anti-Unfair Competition Law'],
    [
      ['2025-06-27', '2025-10-15', null],
      ['page', 'pages about the revision; one of them says 2025-10-01'],
    ],
  ),
  instrument(
    'TRC',
    ['行政执法机关移送涉嫌犯罪案件的规定', 'Provisions on Transferring Suspected Crimes', '国务院令第310号'],
    [
      ['2001-07-09', '2020-08-07', null],
      ['read', 'text as amended on 2020-08-07'],
    ],
  ),
  instrument(
    'CVC',
    ['中华人民共和国民法典', 'Civil Code'],
    [
      ['2020-05-28', '2021-01-01', null],
      ['page', 'pages quoting the chapter on periods'],
    ],
  ),
  instrument(
    'CPL',
    ['中华人民共和国民事诉讼法', 'Civil Procedure Law'],
    [
      ['2023-09-01', '2024-01-01', null],
      ['read', 'text as amended on 2023-09-01'],
    ],
  ),
  instrument(
    'JCR',
    ['最高人民法院关于人民调解协议司法确认程序的若干规定', 'Rules on Judicial Confirmation of Mediation Agreements'],
    [
      [null, '2011-03-30', null],
      ['read', 'rule of 2011 as collected'],
    ],
  ),
]
