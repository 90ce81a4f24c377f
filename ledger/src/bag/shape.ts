// Small guards out of which the shapes of a bag's JSON are made: exactly these fields, of exactly these kinds.

export type Is<T> = (value: unknown) => value is T
type Shape<T> = { readonly [K in keyof T]-?: Is<T[K]> }

export const text: Is<string> = (value) => typeof value === 'string'
export const count: Is<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0
export const truth: Is<boolean> = (value) => typeof value === 'boolean'
export const hex64: Is<string> = (value): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
export const time: Is<string> = (value): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))
export const only =
  <const T extends string>(values: readonly T[]): Is<T> =>
  (value): value is T =>
    values.includes(value as T)
export const orNull =
  <T>(of: Is<T>): Is<T | null> =>
  (value): value is T | null =>
    value === null || of(value)
export const list =
  <T>(of: Is<T>): Is<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(of)
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Exactly these fields. */
export const record =
  <T>(shape: Shape<T>): Is<T> =>
  (value): value is T => {
    if (!isObject(value)) return false
    const names = Object.keys(shape) as (keyof T & string)[]
    return (
      Object.keys(value).length === names.length && names.every((name) => name in value && shape[name](value[name]))
    )
  }

export const person = record<{ id: string; name: string }>({ id: text, name: text })
