import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { baseCalendar, calendarWith, type HolidayOrder } from '../index.ts'
import { dayText, isWeekend, yearStart } from './day-number.ts'

const SPRING = { zh: '春节', en: 'Spring Festival' }
/** Made up for the test: the real order comes out late in 2026. */
const order2027: HolidayOrder = {
  year: 2027,
  holidays: [
    { from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦', en: 'New Year' } },
    { from: '2027-02-05', to: '2027-02-11', name: SPRING },
  ],
  workdays: [
    { day: '2027-02-14', name: SPRING },
    { day: '2026-12-27', name: { zh: '元旦', en: 'New Year' } },
  ],
}

describe('the calendar', () => {
  it('knows weekends, holidays and make-up workdays, and why', () => {
    expect(baseCalendar.isWorkingDay('2026-02-13')).toBe(true)
    expect(baseCalendar.whyNot('2026-02-13')).toBeNull()
    expect(baseCalendar.isWorkingDay('2026-02-14')).toBe(true)
    expect(baseCalendar.makeUpFor('2026-02-14')).toEqual(SPRING)
    expect(baseCalendar.makeUpFor('2026-02-13')).toBeNull()
    expect(baseCalendar.whyNot('2026-02-17')).toEqual({ zh: '春节放假', en: 'Spring Festival holiday' })
    expect(baseCalendar.whyNot('2026-03-07')).toEqual({ zh: '周六周日', en: 'weekend' })
    expect(() => baseCalendar.isWorkingDay('2026-02-29')).toThrow(RangeError)
  })

  it('knows which years it knows', () => {
    expect(baseCalendar.years).toContain(2004)
    expect(baseCalendar.years).toContain(2026)
    expect(baseCalendar.covers('2003-12-31')).toBe(false)
    expect(baseCalendar.covers('2030-01-01')).toBe(false)
  })

  it('an order adds a year, and reaches into the one before', () => {
    expect(baseCalendar.isWorkingDay('2027-02-08')).toBe(true)
    const calendar = calendarWith([order2027])
    expect(calendar.covers('2027-06-01')).toBe(true)
    expect(calendar.isWorkingDay('2027-02-08')).toBe(false)
    expect(calendar.whyNot('2027-02-06')).toEqual({ zh: '春节放假', en: 'Spring Festival holiday' })
    expect(calendar.isWorkingDay('2027-02-14')).toBe(true)
    expect(calendar.isWorkingDay('2026-12-27')).toBe(true)
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true)
  })

  it('an order replaces what was known of its year, the later one an earlier', () => {
    const corrected: HolidayOrder = { ...order2027, workdays: [] }
    const calendar = calendarWith([order2027, corrected])
    expect(calendar.isWorkingDay('2027-02-14')).toBe(false)
    expect(calendar.isWorkingDay('2026-12-27')).toBe(false)
    const bare = calendarWith([{ year: 2026, holidays: [], workdays: [] }])
    expect(bare.isWorkingDay('2026-02-17')).toBe(true)
    expect(bare.isWorkingDay('2026-02-14')).toBe(false)
    expect(() => calendarWith([{ ...order2027, workdays: [{ day: '2027-02-30', name: SPRING }] }])).toThrow(RangeError)
  })
})

const CN = fileURLToPath(new URL('../../../../shared/data/holiday-cn/', import.meta.url))
const present = existsSync(CN)

describe('against another collection of the same orders', () => {
  if (!present) it.skip('skipped: the other collection (../shared/data/holiday-cn) is not here', () => {})
  const years = Array.from({ length: 120 }, (_, index) => 1990 + index).filter(
    (year) => baseCalendar.years.includes(year) && existsSync(`${CN}${year}.json`),
  )
  // Orders of a year may name days of the year before, so the days of all files are laid over each other.
  const named = new Map<string, boolean>()
  if (present)
    for (const year of years)
      for (const { date, isOffDay } of JSON.parse(readFileSync(`${CN}${year}.json`, 'utf8')).days)
        named.set(date, isOffDay)

  it.skipIf(!present)('there are years to compare', () => expect(years.length).toBeGreaterThan(15))
  for (const year of years)
    it(`every day of ${year} is worked in both or in neither`, () => {
      for (let day = yearStart(year); day < yearStart(year + 1); day++) {
        const text = dayText(day)
        const off = named.get(text) ?? isWeekend(day)
        expect(baseCalendar.isWorkingDay(text), text).toBe(!off)
      }
    })
})
