import type { OrganisationKind } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { platformAddress } from './addresses.ts'

const person = (kind: OrganisationKind) => ({
  organisation: { id: 'org_1', kind, nameZh: '', nameEn: '', division: '110000' },
})

describe('addresses of the bureau’s desk, for a platform', () => {
  const cases: [given: string, goesTo: string | null][] = [
    ['/problems', '/answers'],
    ['/problems/prb_1', '/answers/prb_1'],
    ['/batches/bat_1', '/reports/bat_1'],
    ['/periods/per_1', '/reports'],
    ['/duties', '/reports'],
    ['/answers', null],
    ['/todo', null],
    ['/problems-of-others', null],
  ]
  it.each(cases)('%s', (given, goesTo) => expect(platformAddress(person('platform'), given)).toBe(goesTo))

  it.each(['bureau', 'partner'] as const)('leaves a %s where it is', (kind) =>
    expect(platformAddress(person(kind), '/problems')).toBeNull(),
  )
})
