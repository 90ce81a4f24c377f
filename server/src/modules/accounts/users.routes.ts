import { Id, NewUser, NewUserResult, pageOf, User, UserChange, UserFilter } from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { changeUser, createUser, listUsersFor, resetPassword, resetSecondFactor } from './users.service.ts'

const params = z.object({ id: Id })
const permission = 'user.manage'

export const usersRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/users',
    summary: 'Users of the own organisation and of those in the jurisdiction',
    permission,
    query: UserFilter,
    response: pageOf(User),
    handle: ({ ctx, query }) => listUsersFor(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/users',
    summary: 'Create a user with a one-time password',
    permission,
    body: NewUser,
    status: 201,
    response: NewUserResult,
    handle: ({ ctx, body }) => createUser(ctx, body),
  }),
  route({
    method: 'PATCH',
    url: '/api/users/:id',
    summary: 'Change name or roles, disable or enable',
    permission,
    params,
    body: UserChange,
    response: User,
    handle: ({ ctx, params, body }) => changeUser(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/users/:id/reset-password',
    summary: 'Give a new one-time password, end all sessions, lift a lock',
    permission,
    params,
    response: NewUserResult,
    handle: ({ ctx, params }) => resetPassword(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/users/:id/reset-second-factor',
    summary: 'Remove all second factors of somebody who has lost them',
    permission,
    params,
    response: User,
    handle: ({ ctx, params }) => resetSecondFactor(ctx, params.id),
  }),
]
