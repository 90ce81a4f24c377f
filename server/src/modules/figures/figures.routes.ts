import { Figures } from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { getFigures } from './figures.service.ts'

export const figuresRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/figures',
    summary: 'The head’s page: coverage, kinds, answer times, closure, trend',
    permission: 'figures.read',
    query: z.object({
      period: z
        .string()
        .regex(/^\d{4}-(01|07)$/)
        .optional(),
    }),
    response: Figures,
    handle: ({ ctx, query }) => getFigures(ctx, query.period),
  }),
]
