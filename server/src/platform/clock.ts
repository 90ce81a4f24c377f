/** Time comes through this port so that tests can stand on any day. */
export interface Clock {
  now(): Date
}
export const systemClock: Clock = { now: () => new Date() }

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The statutory calendar day in Asia/Shanghai, 'YYYY-MM-DD'. */
export const dayOf = (time: Date): string => shanghai.format(time)
const shanghaiHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })
/** The hour of the day in Asia/Shanghai, 'HH:MM', for limits that run from hour to hour. */
export const hourOf = (time: Date): string => shanghaiHour.format(time)
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
