import type { QueryClient } from '@tanstack/react-query'

/** What is read again after a problem operator moved: the list, the open one, counts elsewhere. */
export const refreshProblems = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    ['problems', 'problem', 'todo', 'batch', 'duties'].map((key) => client.invalidateQueries({ queryKey: [key] })),
  )
