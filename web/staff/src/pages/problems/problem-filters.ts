import {
  ANSWER_TEXT,
  ANSWER_TIME_TEXT,
  ANSWER_TIMES,
  ANSWERS,
  PROBLEM_KIND_TEXT,
  PROBLEM_KINDS,
  PROBLEM_STATE_TEXT,
  PROBLEM_STATES,
  PROVINCES,
} from '@redbridge/contract'
import type { FilterSpec } from '../../lib/filters.ts'
import { formatPeriod } from '../../lib/format.ts'
import { words } from './words.ts'

interface Choices {
  platforms: readonly { id: string; name: string }[]
  periods: readonly string[]
  /** the report whose operators are shown, when the address names one */
  batch: { id: string; platform: string; period: string } | null
}

const periodWord = (key: string) => ({ zh: formatPeriod(key, 'zh'), en: formatPeriod(key, 'en') })
const batchWord = (b: NonNullable<Choices['batch']>) => ({
  zh: `${b.platform} ${formatPeriod(b.period, 'zh')}`,
  en: `${b.platform} ${formatPeriod(b.period, 'en')}`,
})

/** Where a row counts in the balance of its report: what a figure of the overview opens. */
const BUCKET: FilterSpec = {
  key: 'bucket',
  rare: true,
  kind: 'one',
  word: words.bucket,
  options: [
    { value: 'problem', word: words.bucketProblem },
    { value: 'undecided', word: words.bucketUndecided },
    { value: 'clear', word: words.bucketClear },
  ],
}

/** In how much time the platform answered: what a bar of the answer times opens. */
const ANSWERED_IN: FilterSpec = {
  key: 'answeredIn',
  kind: 'fixed',
  word: words.answeredIn,
  options: ANSWER_TIMES.map((time) => ({ value: time, word: ANSWER_TIME_TEXT[time] })),
}

/** Filters of the list of problem operators, as `GET /api/problems` takes them. */
export const problemFilters = ({ platforms, periods, batch }: Choices): FilterSpec[] => [
  { key: 'q', kind: 'text', word: words.search },
  {
    key: 'state',
    kind: 'many',
    word: words.state,
    options: PROBLEM_STATES.map((s) => ({ value: s, word: PROBLEM_STATE_TEXT[s] })),
  },
  {
    key: 'kind',
    kind: 'many',
    word: words.kind,
    options: PROBLEM_KINDS.map((k) => ({ value: k, word: PROBLEM_KIND_TEXT[k] })),
  },
  {
    key: 'platformId',
    kind: 'one',
    word: words.platform,
    options: platforms.map((p) => ({ value: p.id, word: { zh: p.name, en: p.name } })),
  },
  {
    key: 'period',
    rare: true,
    kind: 'one',
    word: words.period,
    options: periods.map((p) => ({ value: p, word: periodWord(p) })),
  },
  {
    key: 'answer',
    rare: true,
    kind: 'many',
    word: words.answer,
    options: ANSWERS.map((a) => ({ value: a, word: ANSWER_TEXT[a] })),
  },
  {
    key: 'province',
    rare: true,
    kind: 'one',
    word: words.province,
    options: PROVINCES.map((p) => ({ value: p.code, word: p })),
  },
  {
    key: 'overdue',
    rare: true,
    kind: 'one',
    word: words.overdue,
    options: [
      { value: 'true', word: words.yes },
      { value: 'false', word: words.no },
    ],
  },
  BUCKET,
  ANSWERED_IN,
  {
    key: 'batchId',
    kind: 'fixed',
    word: words.batch,
    options: batch ? [{ value: batch.id, word: batchWord(batch) }] : [],
  },
]
