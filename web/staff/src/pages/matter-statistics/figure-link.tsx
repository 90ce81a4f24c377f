import { formatNumber } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'

/** A count that opens its matters; nothing opens nothing. */
export function FigureLink({ n, href, alert = false }: { n: number; href: string; alert?: boolean }) {
  if (n === 0) return '0'
  return (
    <AppLink href={href} className={alert ? 'rb-alert' : undefined}>
      {formatNumber(n)}
    </AppLink>
  )
}
