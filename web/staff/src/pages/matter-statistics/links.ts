import { stringifySearch } from '../../lib/search.ts'

/** The matters behind a figure, in the list. @example mattersOf({ kind: 'transfer', open: 'true' }) */
export const mattersOf = (filter: Readonly<Record<string, string>>): string =>
  `/matters${stringifySearch({ box: 'all', ...filter })}`
