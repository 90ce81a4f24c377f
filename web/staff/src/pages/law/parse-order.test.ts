import { expect, it } from 'vitest'
import { parseOrder } from './parse-order.ts'

it('reads holidays and days worked', () => {
  expect(
    parseOrder('元旦 2027-01-01\n春节放假：2027-02-05 至 2027-02-11。\n\n上班 2027-02-14 春节\n上班 2027-02-20'),
  ).toEqual({
    holidays: [
      { from: '2027-01-01', to: '2027-01-01', name: { zh: '元旦' } },
      { from: '2027-02-05', to: '2027-02-11', name: { zh: '春节' } },
    ],
    workdays: [
      { day: '2027-02-14', name: { zh: '春节' } },
      { day: '2027-02-20', name: { zh: '春节' } },
    ],
    wrong: [],
  })
})

it('names the lines it cannot read instead of leaving them out', () => {
  expect(parseOrder('春节 2月5日至11日\n国庆节 2027-10-01 至 2027-10-07\n2027-10-09').wrong).toEqual([
    { n: 1, line: '春节 2月5日至11日' },
    { n: 3, line: '2027-10-09' },
  ])
})
