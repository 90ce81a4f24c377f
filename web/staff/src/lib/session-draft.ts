const PREFIX = 'redbridge.draft.'

/** What was typed and not sent yet, for this tab: a reload or a sign-in that ran out loses nothing. */
export const readDraft = <T>(name: string, otherwise: T): T => {
  try {
    const stored = sessionStorage.getItem(PREFIX + name)
    return stored === null ? otherwise : (JSON.parse(stored) as T)
  } catch {
    return otherwise
  }
}

export const keepDraft = (name: string, draft: unknown): void => {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(draft))
  } catch {
    // Full or forbidden: the form works, only a reload would lose it.
  }
}

export const dropDraft = (name: string): void => sessionStorage.removeItem(PREFIX + name)

/** Whoever signs out leaves nothing for the next person at this machine. */
export const dropDrafts = (): void => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}
