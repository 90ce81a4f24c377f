import type { Confidence } from '../dated.ts'
import type { InstrumentCode } from '../instruments.ts'
import type { Article } from './article.ts'

/** article, paragraph and item, what it asks, and where it is better or worse known than its instrument */
type Row = readonly [
  place: readonly [article: number, paragraph?: number, item?: number],
  gist: string,
  known?: Confidence,
]

interface Group {
  readonly instrument: InstrumentCode
  readonly from: string
  readonly to?: string
  readonly confidence: Confidence
  readonly source: string
  readonly rows: readonly Row[]
}

const GROUPS: readonly Group[] = [
  {
    instrument: 'TRC',
    from: '2020-08-07',
    confidence: 'read',
    source: 'text as amended on 2020-08-07 was read; it says 3 days without saying working days',
    rows: [
      [[3, 1], 'Violations that may be crimes must be transferred to the police'],
      [[5, 1], 'Two or more officers form a team and report in writing to the head of the authority'],
      [
        [5, 2],
        'The head decides within 3 days; approved cases go to the police within 24 hours; reasons of a refusal are recorded',
      ],
      [[6], 'What goes with a transfer: letter, report of the investigation, list of articles, reports of inspection'],
      [[7], 'The police sign the receipt; what is not theirs they pass on within 24 hours and say so in writing'],
      [[8], 'The police decide within 3 days whether to file, and say so in writing'],
      [[9, 1], 'Against a refusal: reconsideration by the police within 3 days, or the procuratorate'],
      [[9, 2], 'The police decide on reconsideration within 3 days; then the procuratorate within 3 days'],
      [[11, 1], 'A penalty never takes the place of a transfer'],
      [[10], 'What the police do not file the authority deals with itself'],
      [[12], 'Articles and materials are handed over within 3 days after the notice of filing'],
    ],
  },
  {
    instrument: 'CVC',
    from: '2021-01-01',
    confidence: 'page',
    source:
      'pages quoting the chapter on periods; time limits of authorities follow it where their own rules are silent',
    rows: [
      [[200], 'Periods are counted by year, month, day and hour of the Gregorian calendar'],
      [[201, 1], 'The day of the beginning does not count: the period begins with the next day'],
      [[201, 2], 'Hours count from the time that law or agreement names'],
      [[202], 'Years and months end on the corresponding day, or on the last day of the month where there is none'],
      [[203, 1], 'When the last day is a rest day by law, the day after the rest days is the last day'],
    ],
  },
  {
    instrument: 'CPL',
    from: '2024-01-01',
    confidence: 'read',
    source: 'text as amended on 2023-09-01 was read',
    rows: [
      [[85, 2], 'The hour and day of the beginning do not count'],
      [[85, 3], 'When the last day is a rest day by law, the first day after it is the last day'],
      [[187], 'Special procedures are closed within 30 days of filing, extendable by the president of the court'],
      [[205], 'Judicial confirmation is asked for jointly within 30 days after the agreement takes effect'],
    ],
  },
  {
    instrument: 'JCR',
    from: '2011-03-30',
    confidence: 'read',
    source: 'rule of 2011 as collected; the Civil Procedure Law came later',
    rows: [
      [[4], 'The court answers an application for confirmation within 3 days'],
      [[5], 'The court decides within 15 days, extendable by 10'],
    ],
  },
  {
    instrument: 'CRN',
    from: '2026-04-15',
    confidence: 'page',
    source: 'pages about order 121',
    rows: [
      [[9], 'Letters that hold both complaint and report are split'],
      [[16, 1, 4], 'Complaints older than three years are not accepted'],
      [[23, 1, 5], 'Mediation ends when there is no agreement 60 days after acceptance'],
      [[31], 'A named reporter is told whether a case was filed', 'unconfirmed'],
    ],
  },
  {
    instrument: 'PPR',
    from: '2021-07-15',
    confidence: 'memory',
    source: 'wording not at hand',
    rows: [
      [[10], 'Violations of operators on a platform: jurisdiction where they really trade', 'page'],
      [[18], 'Leads are checked and decided upon within 15 working days, extendable by 15'],
      [[20], 'Grounds on which no case is filed', 'page'],
      [[45], 'A bureau asked for assistance answers within 15 working days'],
      [[55], 'Legal review of a case within 10 working days, extendable'],
      [[64], 'A decision within 90 days, extendable by 30, then by collective decision'],
    ],
  },
  {
    instrument: 'NTM',
    from: '2021-05-01',
    confidence: 'memory',
    source: 'wording not at hand',
    rows: [
      [[8], 'Small sporadic trade: up to 100,000 yuan a year, summed over all shops and platforms'],
      [[20], 'Live streams are kept'],
      [[24], 'Platforms verify their operators again at least every six months'],
      [[25], 'Identity reports every January and July to the provincial bureau of the platform’s domicile', 'page'],
      [[26], 'Changed information: operators tell within three working days, platforms verify within seven'],
      [[30], 'Sanctions are published within one working day, until the measure ends'],
      [[31], 'Identity data is kept three years after an operator left, trade data three years after the deal'],
    ],
  },
  {
    instrument: 'NTM',
    from: '2021-05-01',
    to: '2025-03-18',
    confidence: 'page',
    source: 'pages about order 101, which took “five days” out of article 18',
    rows: [[[18], 'As it stood with its limit of five days']],
  },
  {
    instrument: 'NTM',
    from: '2025-03-18',
    confidence: 'page',
    source: 'pages about order 101; first day in force not confirmed',
    rows: [[[18], 'As amended by order 101: without the limit of five days']],
  },
  {
    instrument: 'LIV',
    from: '2026-02-01',
    confidence: 'page',
    source: 'pages about order 117',
    rows: [
      [[11], 'Platforms monitor and patrol large rooms'],
      [[16], 'Replay and interaction are kept three years'],
    ],
  },
]

/** Provisions whose wording is not at hand for a check: what they ask, and how well we know it. Never a quotation. */
export const UNQUOTED_ARTICLES: readonly Article[] = GROUPS.flatMap(
  ({ rows, instrument, from, to, confidence, source }) =>
    rows.map(([[article, paragraph, item], gist, known]) => ({
      instrument,
      article,
      ...(paragraph === undefined ? {} : { paragraph }),
      ...(item === undefined ? {} : { item }),
      text: null,
      gist,
      from,
      to: to ?? null,
      confidence: known ?? confidence,
      source,
    })),
)
