import { expect, test } from 'vitest'
import { findArticle, findRetention, RETENTION_CLASSES, retainUntil } from './index.ts'

test('years are counted from the day of taking; the leap day is never a day short', () => {
  expect(retainUntil({ years: 3 }, '2026-07-01')).toBe('2029-07-01')
  expect(retainUntil({ years: 3 }, '2024-02-29')).toBe('2027-03-01')
  expect(retainUntil({ years: 10 }, '2028-02-29')).toBe('2038-03-01')
  expect(retainUntil({ years: null }, '2026-07-01')).toBeNull()
})

test('a class holds from its day on, and cites an article we hold or says what it rests on', () => {
  expect(findRetention('transaction', '2018-12-31')).toBeUndefined()
  expect(findRetention('transaction', '2019-01-01')?.years).toBe(3)
  expect(findRetention('no_such', '2026-07-01')).toBeUndefined()
  for (const one of RETENTION_CLASSES.filter((each) => each.confidence === 'read'))
    expect(findArticle(one.basis as string, one.from), one.id).toBeDefined()
})
