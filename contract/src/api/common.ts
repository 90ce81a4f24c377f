import { z } from 'zod'

export const Id = z.string().min(3).max(64)
const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Whether a text is a day that there is, 'YYYY-MM-DD'. @example isDay('2026-02-30') // false */
export const isDay = (text: string): boolean => {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}
export const IsoDate = z.string().regex(DAY).refine(isDay, 'YYYY-MM-DD')
export const IsoTime = z.string()
/** GB/T 2260 six-digit code; '000000' is the nation. */
export const DivisionCode = z.string().regex(/^\d{6}$/)
export const Reason = z.string().trim().min(2).max(1000)

export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
})
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number(), page: z.number(), size: z.number() })
export interface Page<T> {
  items: T[]
  total: number
  page: number
  size: number
}
/** `?kind=a&kind=b` or `?kind=a,b` → ['a','b'] */
export const csvOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((v) => (Array.isArray(v) ? v : v.split(',')).filter((s) => s !== ''))
    .pipe(z.array(z.enum(values)))
    .optional()

export const Done = z.object({ done: z.literal(true) })
