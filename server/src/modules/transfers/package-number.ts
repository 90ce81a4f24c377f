import { provinceShort } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

/**
 * A package number as official letters carry them. Below province level the code of the division keeps numbers apart.
 * @example packageNumber('110000', 2026, 1) // '京移〔2026〕0001号'
 */
export const packageNumber = (division: string, year: number, serial: number): string => {
  const name = division === '000000' ? '总' : provinceShort(division) || division.slice(0, 2)
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
