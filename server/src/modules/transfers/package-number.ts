import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

/** One-character names of the provincial units, as official numbers use them. Order of GB/T 2260. */
const SHORT: Record<string, string> = Object.fromEntries(
  (
    '11京 12津 13冀 14晋 15蒙 21辽 22吉 23黑 31沪 32苏 33浙 34皖 35闽 36赣 37鲁 41豫 42鄂 43湘 44粤 45桂 46琼 ' +
    '50渝 51川 52贵 53云 54藏 61陕 62甘 63青 64宁 65新 71台 81港 82澳'
  )
    .split(' ')
    .map((one) => [one.slice(0, 2), one.slice(2)]),
)

/**
 * A package number as official letters carry them. Below province level the code of the division keeps numbers apart.
 * @example packageNumber('110000', 2026, 1) // '京移〔2026〕0001号'
 */
export const packageNumber = (division: string, year: number, serial: number): string => {
  const name = division === '000000' ? '总' : (SHORT[division.slice(0, 2)] ?? division.slice(0, 2))
  const below = division.endsWith('0000') ? '' : division
  return `${name}${below}移〔${year}〕${String(serial).padStart(4, '0')}号`
}

/** The next free serials of a division's year, locked until the transaction ends: no number twice, none left out. */
export const takeSerial = async (tx: Tx, division: string, year: number): Promise<number> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`transfer_package:${division}:${year}`}, 0))`.execute(tx)
  const last = await tx
    .selectFrom('transfer_package')
    .select((eb) => eb.fn.max('serial').as('serial'))
    .where('from_division', '=', division)
    .where('year', '=', year)
    .executeTakeFirst()
  return (last?.serial ?? 0) + 1
}
