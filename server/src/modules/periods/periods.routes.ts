import {
  CompareQuery,
  Duty,
  DutyFilter,
  NewPeriod,
  Period,
  PeriodChange,
  PeriodComparison,
  Rectification,
} from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { comparePeriods } from './compare.ts'
import { listDutiesOf, listPeriodDuties, orderRectification, remind } from './duties.service.ts'
import { changePeriod, createPeriod, getPeriod, listPeriodViews } from './periods.service.ts'

const ById = z.object({ id: z.string() })

export const periodsRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/periods',
    summary: 'Reporting periods, newest first, with counts of duties by state',
    permission: 'period.read',
    response: z.array(Period),
    handle: ({ ctx }) => listPeriodViews(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/periods',
    summary: 'Open a period (January or July, NTM 25) and lay its duties',
    permission: 'period.manage',
    body: NewPeriod,
    response: Period,
    status: 201,
    handle: ({ ctx, body }) => createPeriod(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/periods/compare',
    summary: 'New, gone and changed operators of one platform between two periods',
    permission: 'batch.read',
    query: CompareQuery,
    response: PeriodComparison,
    handle: ({ ctx, query }) => comparePeriods(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/periods/:id',
    summary: 'A period',
    permission: 'period.read',
    params: ById,
    response: Period,
    handle: ({ ctx, params }) => getPeriod(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/api/periods/:id',
    summary: 'Change the days of a period',
    permission: 'period.manage',
    params: ById,
    body: PeriodChange,
    response: Period,
    handle: ({ ctx, params, body }) => changePeriod(ctx, params.id, body),
  }),
  route({
    method: 'GET',
    url: '/api/periods/:id/duties',
    summary: 'What each platform owes in a period and how far it is',
    permission: 'period.read',
    params: ById,
    response: z.array(Duty),
    handle: ({ ctx, params }) => listPeriodDuties(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/duties',
    summary: 'Duties over all periods, filtered',
    permission: 'period.read',
    query: DutyFilter,
    response: z.array(Duty),
    handle: ({ ctx, query }) => listDutiesOf(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/duties/:id/remind',
    summary: 'Remind the platform of its report or of its overdue answers',
    permission: 'duty.remind',
    params: ById,
    response: Duty,
    handle: ({ ctx, params }) => remind(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/duties/:id/rectification',
    summary: 'Enter the order to correct within a time (ECL 80), past the due date',
    permission: 'duty.rectify',
    params: ById,
    body: Rectification,
    response: Duty,
    handle: ({ ctx, params, body }) => orderRectification(ctx, params.id, body),
  }),
]
