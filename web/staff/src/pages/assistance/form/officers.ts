import type { Officer } from './request-draft.ts'

const keyOf = (userId: string): string => `redbridge.officers.${userId}`

/** The officers that a person named last, on this computer: they are mostly the same next time. */
export const rememberedOfficers = (userId: string): Officer[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]')
    return Array.isArray(stored)
      ? stored.filter((one): one is Officer => typeof one?.name === 'string').slice(0, 10)
      : []
  } catch {
    return []
  }
}

export const rememberOfficers = (userId: string, officers: readonly Officer[]): void => {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(officers))
  } catch {
    // Full or forbidden: they are typed again next time.
  }
}
