import {
  ANSWER_TEXT,
  ANSWERS,
  PROBLEM_KIND_TEXT,
  PROBLEM_KINDS,
  PROBLEM_STATE_TEXT,
  type ProblemState,
} from '@redbridge/contract'
import type { FilterSpec } from '../../../lib/filters.ts'
import { words } from './words.ts'

/** States a platform ever sees: what the bureau has not pushed is not its matter yet. */
export const SEEN: readonly ProblemState[] = ['pushed', 'returned', 'answered', 'verified']

export const answerFilters = (periods: readonly string[]): FilterSpec[] => [
  { key: 'q', kind: 'text', word: words.search },
  {
    key: 'state',
    kind: 'many',
    word: words.state,
    options: SEEN.map((s) => ({ value: s, word: PROBLEM_STATE_TEXT[s] })),
  },
  {
    key: 'kind',
    kind: 'many',
    word: words.kind,
    options: PROBLEM_KINDS.map((k) => ({ value: k, word: PROBLEM_KIND_TEXT[k] })),
  },
  {
    key: 'answer',
    kind: 'many',
    word: words.answer,
    options: ANSWERS.map((a) => ({ value: a, word: ANSWER_TEXT[a] })),
  },
  {
    key: 'overdue',
    kind: 'one',
    word: words.overdue,
    options: [
      { value: 'true', word: words.yes },
      { value: 'false', word: words.no },
    ],
  },
  {
    key: 'period',
    kind: 'one',
    word: words.period,
    options: periods.map((p) => ({ value: p, word: { zh: p, en: p } })),
  },
  { key: 'batchId', kind: 'fixed', word: words.batch },
]
