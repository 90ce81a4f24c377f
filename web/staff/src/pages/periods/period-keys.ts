import { isoDateOf } from '../../lib/format.ts'

/**
 * The periods one may want to open: the two last ones and the two to come (reports fall due in January and July).
 * @example periodKeysAround(new Date('2026-08-01')) // ['2027-01', '2027-07', '2026-07', '2026-01']
 */
export function periodKeysAround(now: Date): string[] {
  const today = isoDateOf(now)
  const year = Number(today.slice(0, 4))
  const all = [year - 1, year, year + 1, year + 2].flatMap((y) => [`${y}-01`, `${y}-07`])
  const next = all.findIndex((key) => key > today.slice(0, 7))
  return [...all.slice(next, next + 2), ...all.slice(next - 2, next).reverse()]
}
