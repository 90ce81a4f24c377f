import type { MatterDetail } from '@redbridge/contract'
import { lazy, Suspense } from 'react'
import { useMay } from '../../../lib/session.ts'

const MessagesSection = lazy(async () => ({ default: (await import('./messages-section.tsx')).MessagesSection }))

/** Messages and receipts of a matter whose steps go over the bridge; of others, nothing. */
export function BridgeMessages({ matter }: { matter: MatterDetail }) {
  const may = useMay()
  const sends = matter.definition.transitions.some((step) => step.effects?.includes('exchange.send'))
  if (!sends || !may('exchange.read')) return null
  return (
    <Suspense fallback={null}>
      <MessagesSection matter={matter} />
    </Suspense>
  )
}
