import { Todo } from '@redbridge/contract'
import { type Route, route } from '../../platform/http/route.ts'
import { getTodo } from './todo.service.ts'

export const todoRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/todo',
    summary: 'What waits for the signed-in person, each a link into a list',
    permission: 'account.self',
    response: Todo,
    handle: ({ ctx }) => getTodo(ctx),
  }),
]
