import { useState } from 'react'
import { useMe } from './session.ts'

export interface SavedView {
  readonly name: string
  /** the address after `?`, without page */
  readonly search: string
}

const read = (key: string): SavedView[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored)
      ? stored.filter((v): v is SavedView => typeof v?.name === 'string' && typeof v?.search === 'string')
      : []
  } catch {
    return []
  }
}

/** Views a person keeps for a list, on this machine; one name once. */
export function useSavedViews(list: string) {
  const key = `redbridge.views.${list}.${useMe().userId}`
  const [views, setViews] = useState(() => read(key))
  const store = (next: SavedView[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setViews(next)
  }
  return {
    views,
    save: (view: SavedView) => store([...views.filter((v) => v.name !== view.name), view]),
    remove: (name: string) => store(views.filter((v) => v.name !== name)),
  }
}
