import type { NewHolidayOrder } from '@redbridge/contract'

/** What was read of an order typed line by line, and the lines that could not be. */
export interface ParsedOrder {
  readonly holidays: NewHolidayOrder['holidays']
  readonly workdays: NewHolidayOrder['workdays']
  readonly wrong: readonly { readonly n: number; readonly line: string }[]
}

const HOLIDAY = /^(\S+?)(?:放假)?[\s:：]+(\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|-|—|–|~|to)\s*(\d{4}-\d{2}-\d{2}))?$/
const WORKED = /^(?:上班|work)[\s:：]+(\d{4}-\d{2}-\d{2})(?:\s+(\S+))?$/
const HEADING = /上班|work/

/**
 * Reads a holiday order, one line a holiday or a day worked.
 * @example parseOrder('春节 2027-02-05 至 2027-02-11\n上班 2027-02-14 春节').workdays[0]?.day // '2027-02-14'
 */
export function parseOrder(text: string): ParsedOrder {
  const holidays: NewHolidayOrder['holidays'] = []
  const workdays: NewHolidayOrder['workdays'] = []
  const wrong: { n: number; line: string }[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().replace(/[。；;]$/, '')
    if (line === '') continue
    const worked = WORKED.exec(line)
    const holiday = HEADING.test(line) ? null : HOLIDAY.exec(line)
    if (worked?.[1]) workdays.push({ day: worked[1], name: { zh: worked[2] ?? holidays.at(-1)?.name.zh ?? '—' } })
    else if (holiday?.[1] && holiday[2])
      holidays.push({ from: holiday[2], to: holiday[3] ?? holiday[2], name: { zh: holiday[1] } })
    else wrong.push({ n: index + 1, line })
  }
  return { holidays, workdays, wrong }
}
