import type { Dated } from './dated.ts'

export type InstrumentCode = 'ECL' | 'NTM' | 'NDR' | 'SDL' | 'APL'

/** A statute or rule. Half-open validity [from, to); `to` is null while it is in force. */
export interface Instrument extends Dated {
  readonly code: InstrumentCode
  readonly zh: string
  readonly en: string
  /** order or document number, null where none or not confirmed */
  readonly orderNo: string | null
  readonly published: string | null
}

export const INSTRUMENTS: readonly Instrument[] = [
  {
    code: 'ECL',
    zh: '中华人民共和国电子商务法',
    en: 'E-Commerce Law',
    orderNo: null,
    published: '2018-08-31',
    from: '2019-01-01',
    to: null,
    confidence: 'read',
    source: 'statute text of 2018-08-31',
  },
  {
    code: 'NTM',
    zh: '网络交易监督管理办法',
    en: 'Measures for the Supervision of Online Transactions',
    orderNo: '国家市场监督管理总局令第37号',
    published: '2021-03-15',
    from: '2021-05-01',
    to: null,
    confidence: 'page',
    source: 'pages about the measures; amended by order 101 of 2025-03-18',
  },
  {
    code: 'NDR',
    zh: '网络交易合规数据报送管理暂行办法',
    en: 'Interim Measures for Reporting Online Transaction Compliance Data',
    orderNo: null,
    published: null,
    from: '2025-04-25',
    to: null,
    confidence: 'page',
    source: 'pages about the measures (21 articles)',
  },
  {
    code: 'SDL',
    zh: '市场监督管理严重违法失信名单管理办法',
    en: 'Measures for the List of Serious Violations and Dishonesty',
    orderNo: '国家市场监督管理总局令第44号',
    published: null,
    from: '2021-09-01',
    to: null,
    confidence: 'memory',
    source: 'not confirmed; a later amendment is possible',
  },
  {
    code: 'APL',
    zh: '中华人民共和国行政处罚法',
    en: 'Administrative Penalty Law',
    orderNo: null,
    published: '2021-01-22',
    from: '2021-07-15',
    to: null,
    confidence: 'read',
    source: 'statute text of 2021-01-22',
  },
]
