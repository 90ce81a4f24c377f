import { type Dated, holdsOn } from './dated.ts'

export type RetentionId = 'transaction' | 'live_stream' | 'file_10' | 'file_30' | 'permanent'

/** How long a record must be kept 保管期限. `years` null: for ever. `basis` cites an article of our data, or is null. */
export interface RetentionClass extends Dated {
  readonly id: RetentionId
  readonly years: number | null
  readonly basis: string | null
  /** what it rests on, in words, where we hold no article */
  readonly basisText: { readonly zh: string; readonly en: string }
  readonly name: { readonly zh: string; readonly en: string }
}

const archive = {
  basis: null,
  basisText: {
    zh: '机关文件材料归档范围和文书档案保管期限规定',
    en: 'Provisions on filing and keeping documents of authorities',
  },
  from: '2006-12-18',
  to: null,
  confidence: 'memory',
  source: 'National Archives Administration, order 8; keeping periods from memory, to be confirmed',
} as const

/** Kinds of keeping. Years are counted from the day a thing was taken: never shorter than from an earlier event. */
export const RETENTION_CLASSES: readonly RetentionClass[] = [
  {
    id: 'transaction',
    years: 3,
    basis: 'ECL 31',
    basisText: { zh: '电子商务法第三十一条', en: 'E-Commerce Law art. 31' },
    name: { zh: '商品、服务和交易信息（三年）', en: 'Goods, services and transactions (3 years)' },
    from: '2019-01-01',
    to: null,
    confidence: 'read',
    source: 'statute text: not less than three years from the day the transaction was completed',
  },
  {
    id: 'live_stream',
    years: 3,
    basis: 'NTM 20',
    basisText: { zh: '网络交易监督管理办法第二十条', en: 'NTM art. 20' },
    name: { zh: '网络直播视频（三年）', en: 'Recordings of live streams (3 years)' },
    from: '2021-05-01',
    to: null,
    confidence: 'memory',
    source: 'three years from the end of the broadcast, from memory',
  },
  { ...archive, id: 'file_10', years: 10, name: { zh: '案卷（十年）', en: 'Case files (10 years)' } },
  { ...archive, id: 'file_30', years: 30, name: { zh: '重要案卷（三十年）', en: 'Important case files (30 years)' } },
  { ...archive, id: 'permanent', years: null, name: { zh: '永久保管', en: 'Kept for ever' } },
]

/**
 * The class `id` as it stands on `day` ('YYYY-MM-DD', Asia/Shanghai), or undefined when there is none then.
 * @example findRetention('transaction', '2026-07-01')?.years // 3
 */
export const findRetention = (id: string, day: string): RetentionClass | undefined =>
  RETENTION_CLASSES.find((one) => one.id === id && holdsOn(one, day))

/**
 * The last day a thing taken on `day` must be kept; null means for ever. 29 February counts as 1 March where the
 * last year has none, so that nothing is kept a day too short.
 * @example retainUntil({ years: 3 }, '2024-02-29') // '2027-03-01'
 */
export const retainUntil = ({ years }: Pick<RetentionClass, 'years'>, day: string): string | null => {
  if (years === null) return null
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10)
}
