import { getRule } from './look-up.ts'

/** A reporting period's statutory days, 'YYYY-MM-DD' in Asia/Shanghai, each inclusive. */
export interface ReportPeriodDays {
  readonly opensOn: string
  readonly dueOn: string
  /** last day on which a late report is still taken into this period: the day before the next one opens */
  readonly closesOn: string
}

const dayBefore = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10)

/**
 * Days of the identity report that falls due in `key` ('YYYY-01' or 'YYYY-07'), NTM art. 25: the whole month is there to
 * report in. Throws when the month is not a reporting month.
 * @example reportPeriodDays('2026-07') // { opensOn: '2026-07-01', dueOn: '2026-07-31', closesOn: '2026-12-31' }
 */
export const reportPeriodDays = (key: string): ReportPeriodDays => {
  const year = Number(key.slice(0, 4))
  const month = Number(key.slice(5, 7))
  const opensOn = `${key}-01`
  const months = getRule('identity_report_months', opensOn).values
  if (!months.includes(month)) throw new Error(`${key} is not a reporting month`)
  const next = months.find((one) => one > month)
  return {
    opensOn,
    dueOn: dayBefore(year, month + 1),
    closesOn: next === undefined ? dayBefore(year + 1, months[0] as number) : dayBefore(year, next),
  }
}

/**
 * The key of the latest reporting month that has begun on `day`.
 * @example reportPeriodKey('2026-06-30') // '2026-01'
 */
export const reportPeriodKey = (day: string): string => {
  const months = getRule('identity_report_months', day).values
  const month = months.findLast((one) => one <= Number(day.slice(5, 7)))
  const year = Number(day.slice(0, 4)) - (month === undefined ? 1 : 0)
  return `${year}-${String(month ?? months.at(-1)).padStart(2, '0')}`
}
