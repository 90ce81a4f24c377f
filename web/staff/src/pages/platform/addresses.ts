import type { Me } from '@redbridge/contract'

/** Records have one address in what the server sends (to-do, notices); a platform sees them on its own screens. */
const SCREENS: readonly [bureau: string, platform: string][] = [
  ['/problems', '/answers'],
  ['/batches', '/reports'],
  ['/periods', '/reports'],
  ['/duties', '/reports'],
]

/**
 * Where a platform's person goes for an address of the bureau's desk, or null when the address is right as it is.
 * @example platformAddress(me, '/problems/prb_1') // '/answers/prb_1'
 */
export function platformAddress(me: Pick<Me, 'organisation'>, pathname: string): string | null {
  if (me.organisation.kind !== 'platform') return null
  const found = SCREENS.find(([bureau]) => pathname === bureau || pathname.startsWith(`${bureau}/`))
  if (!found) return null
  // A period is no record of its own on the platform's side: its list shows it.
  if (found[0] === '/periods' || found[0] === '/duties') return found[1]
  return found[1] + pathname.slice(found[0].length)
}
