import { useSyncExternalStore } from 'react'

/** True while the window is at least `pixels` wide. */
export function useWide(pixels: number): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(`(min-width: ${pixels}px)`)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => window.matchMedia(`(min-width: ${pixels}px)`).matches,
  )
}
