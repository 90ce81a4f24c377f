import {
  CalendarQuery,
  ComputedDeadline,
  ComputeQuery,
  LawCalendar,
  LawDeadline,
  LawProvision,
  NewHolidayOrder,
  NewLawChange,
  Withdrawal,
} from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { addOrder, getCalendar, withdrawOrder } from './calendar.service.ts'
import { compute } from './compute.service.ts'
import { changeDeadline, listDeadlines, withdrawChange } from './law.service.ts'
import { findProvisions } from './provisions.ts'

const ById = z.object({ id: z.string() })

export const lawRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/law/deadlines',
    summary: 'Time limits of the law with their versions, bases and what administrators changed',
    permission: 'law.read',
    response: z.array(LawDeadline),
    handle: ({ ctx }) => listDeadlines(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/law/deadlines/:id/changes',
    summary: 'Let a limit read differently from a day on (national or provincial bureau)',
    permission: 'law.manage',
    params: ById,
    body: NewLawChange,
    response: LawDeadline,
    status: 201,
    handle: ({ ctx, params, body }) => changeDeadline(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/law/deadlines/:id/changes/:changeId/withdraw',
    summary: 'Withdraw a change of a limit; it stays in the history',
    permission: 'law.manage',
    params: ById.extend({ changeId: z.string() }),
    body: Withdrawal,
    response: LawDeadline,
    handle: ({ ctx, params, body }) => withdrawChange(ctx, params, body.reason),
  }),
  route({
    method: 'GET',
    url: '/api/law/provisions',
    summary: 'Provisions in force that a form may cite, found by their words',
    permission: 'law.read',
    query: z.object({ q: z.string().trim().max(60).default('') }),
    response: z.object({ items: z.array(LawProvision) }),
    handle: async ({ ctx, query }) => ({ items: findProvisions(ctx, query.q) }),
  }),
  route({
    method: 'GET',
    url: '/api/law/calendar',
    summary: 'Holidays and make-up workdays of a year, and the orders entered for it',
    permission: 'law.read',
    query: CalendarQuery,
    response: LawCalendar,
    handle: ({ ctx, query }) => getCalendar(ctx, query.year),
  }),
  route({
    method: 'POST',
    url: '/api/law/calendar/orders',
    summary: 'Enter the holiday order of a year (national or provincial bureau)',
    permission: 'law.manage',
    body: NewHolidayOrder,
    response: LawCalendar,
    status: 201,
    handle: ({ ctx, body }) => addOrder(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/law/calendar/orders/:id/withdraw',
    summary: 'Withdraw a holiday order; the one before it holds again',
    permission: 'law.manage',
    params: ById,
    body: Withdrawal,
    response: LawCalendar,
    handle: ({ ctx, params, body }) => withdrawOrder(ctx, params.id, body.reason),
  }),
  route({
    method: 'GET',
    url: '/api/law/compute',
    summary: 'The deadline calculator: the last day of a limit, with its working in Chinese and English',
    permission: 'law.read',
    query: ComputeQuery,
    response: ComputedDeadline,
    handle: ({ ctx, query }) => compute(ctx, query),
  }),
]
