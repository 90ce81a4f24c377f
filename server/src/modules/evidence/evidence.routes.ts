import {
  Capture,
  EvidenceDetail,
  EvidenceFilter,
  EvidenceItem,
  EvidenceMove,
  Id,
  NewCapture,
  pageOf,
  RetentionChoice,
} from '@redbridge/contract'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { getCapture, requestCapture } from './captures.service.ts'
import * as service from './evidence.service.ts'
import { retentionChoices } from './evidence.view.ts'
import { receiveEvidence } from './intake.ts'
import { dispose, hold, release } from './moves.service.ts'

const ById = z.object({ id: Id })

const MOVES = { hold, release, dispose }

const moveRoute = (event: 'hold' | 'release' | 'dispose', summary: string): Route =>
  route({
    method: 'POST',
    url: `/api/evidence/:id/${event}`,
    summary,
    permission: 'evidence.manage',
    params: ById,
    body: EvidenceMove,
    response: EvidenceDetail,
    handle: ({ ctx, params, body }) => MOVES[event](ctx, params.id, body.reason),
  })

export const evidenceRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/evidence',
    summary: 'Evidence of your organisation, or handed over to it; newest first',
    permission: 'evidence.read',
    query: EvidenceFilter,
    response: pageOf(EvidenceItem),
    handle: ({ ctx, query }) => service.list(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/evidence',
    summary: 'Take a file as evidence; fields title, note and retention beside it',
    permission: 'evidence.take',
    response: EvidenceDetail,
    status: 201,
    multipart: true,
    handle: async ({ ctx, request }) =>
      service.upload(ctx, await receiveEvidence(request, ctx.platform.files, ctx.actor.organisation.id)),
  }),
  route({
    method: 'GET',
    url: '/api/evidence/retentions',
    summary: 'How long evidence can be kept, and what each rests on',
    permission: 'evidence.read',
    response: z.array(RetentionChoice),
    handle: async ({ ctx }) => retentionChoices(dayOf(ctx.platform.clock.now())),
  }),
  route({
    method: 'POST',
    url: '/api/evidence/capture',
    summary: 'Capture a page of the public web; the work goes on in the background',
    permission: 'evidence.capture',
    body: NewCapture,
    response: Capture,
    status: 202,
    rateLimit: { max: 30, perSeconds: 60 },
    handle: ({ ctx, body }) => requestCapture(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/evidence/captures/:id',
    summary: 'How far a capture is',
    permission: 'evidence.capture',
    params: ById,
    response: Capture,
    handle: ({ ctx, params }) => getCapture(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/evidence/:id',
    summary: 'An item with its chain of custody; looking at it is recorded once per person and day',
    permission: 'evidence.read',
    params: ById,
    response: EvidenceDetail,
    handle: ({ ctx, params }) => service.get(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/evidence/:id/file',
    summary: 'A copy of the bytes; recorded as copied',
    permission: 'evidence.read',
    params: ById,
    handle: async ({ ctx, params, reply }) => {
      const { item, key } = await service.copy(ctx, params.id)
      const bytes = await ctx.platform.files.get(key)
      // Anything may have been taken as evidence: it is never shown from our address, whatever it claims to be.
      return reply
        .type('application/octet-stream')
        .header('content-length', item.bytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(item.name)}`)
        .send(bytes)
    },
  }),
  moveRoute('hold', 'Freeze: it cannot be disposed of until it is released'),
  moveRoute('release', 'Lift the freeze'),
  moveRoute('dispose', 'Let the bytes go at the end of their time; digests and custody stay'),
]
