import type { OrganisationKind, Role } from '@redbridge/contract'

/** Who acts: a person or an API client, always for one organisation. */
export interface Actor {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly organisation: {
    readonly id: string
    readonly kind: OrganisationKind
    readonly nameZh: string
    readonly nameEn: string
    readonly division: string
  }
}

/**
 * Jurisdiction of a GB/T 2260 code as a half-open text range: the nation sees all, a province its two digits,
 * a city its four, a county its six. Only a bureau has one: a platform or partner sees what concerns it, not a range.
 * @example divisionRange('110000') // { lo: '110000', hi: '110000:'… }
 */
export const divisionRange = (division: string): { lo: string; hi: string } => {
  if (division === '000000') return { lo: '000000', hi: ':' }
  const stem = division.replace(/(00){1,2}$/, '')
  // ':' follows '9' in ASCII, so stem + ':' is above every code that begins with the stem.
  return { lo: stem.padEnd(6, '0'), hi: `${stem}:` }
}

/**
 * Whether a division lies in the jurisdiction of the organisation `of`: never for a platform or partner.
 * @example covers({ kind: 'bureau', division: '110000' }, '110105') // true
 */
export const covers = (of: Pick<Actor['organisation'], 'kind' | 'division'>, division: string): boolean => {
  const { lo, hi } = divisionRange(of.division)
  return of.kind === 'bureau' && division >= lo && division < hi
}

/** Divisions of sandboxes: 99xxxx, which GB/T 2260 does not give out; the database holds them to it. */
export const isSandbox = (division: string): boolean => division.startsWith('99')
