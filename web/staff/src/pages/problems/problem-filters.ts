import {
  ANSWER_TEXT,
  ANSWERS,
  PROBLEM_KIND_TEXT,
  PROBLEM_KINDS,
  PROBLEM_STATE_TEXT,
  PROBLEM_STATES,
  PROVINCES,
} from '@redbridge/contract'
import type { FilterSpec } from '../../lib/filters.ts'
import { words } from './words.ts'

/** Filters of the list of problem operators, as `GET /api/problems` takes them. */
export const problemFilters = (
  platforms: readonly { id: string; name: string }[],
  periods: readonly string[],
): FilterSpec[] => [
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
    options: periods.map((p) => ({ value: p, word: { zh: p, en: p } })),
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
  { key: 'batchId', kind: 'fixed', word: words.batch },
]
