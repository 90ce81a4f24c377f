import type { QueryClient } from '@tanstack/react-query'

/** What is read again after a matter changed: lists, the open one, counts elsewhere. */
export const refreshMatters = (client: QueryClient): Promise<unknown> =>
  Promise.all(['matters', 'matter', 'todo', 'my-matters'].map((key) => client.invalidateQueries({ queryKey: [key] })))
