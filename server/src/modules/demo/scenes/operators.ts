import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import type { Market } from '@redbridge/engine/market'

/** A company of the generated market with its shop. */
export interface Operator {
  readonly name: string
  readonly uscc: string
  readonly shopName: string
  readonly shopUrl: string
}

const AT = Object.fromEntries(REPORT_COLUMNS.map(({ key }, i) => [key, i])) as Record<ReportField, number>
/** A market of millions is not read to its end for three companies. */
const ROWS = 20_000

/**
 * Companies of a province with nothing planted in their rows: no natural persons, so that no title of a matter is a
 * person's name.
 */
export const findOperators = (market: Market, province: string, count: number): Operator[] => {
  const found: Operator[] = []
  const [first] = market.platforms
  const period = market.periods.at(-1)
  if (!first || !period) return found
  let rows = 0
  for (const row of market.report(first.key, period.key).rows()) {
    if (found.length === count || rows++ === ROWS) break
    const [name = '', uscc = '', shopName = '', shopUrl = ''] = [AT.name, AT.uscc, AT.shopName, AT.shopUrl].map(
      (at) => row.cells[at] ?? '',
    )
    const plain = row.planted === '' && row.notes.length === 0 && row.kinds.length === 0
    if (plain && row.province === province && name.endsWith('公司') && shopName !== '' && shopUrl !== '')
      found.push({ name, uscc, shopName, shopUrl })
  }
  return found
}
