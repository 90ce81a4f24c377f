import {
  IsoDate,
  NewRegister,
  REGISTER_KINDS,
  Register,
  RegisterDetail,
  RegisterEntry,
  RegisterImport,
} from '@redbridge/contract'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { receiveUpload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import * as service from './registers.service.ts'
import { findRegister } from './registers.store.ts'

const ById = z.object({ id: z.string() })

export const registersRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/registers',
    summary: 'Registers with their current version',
    permission: 'register.read',
    response: z.array(Register),
    handle: ({ ctx }) => service.list(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/registers',
    summary: 'New register',
    permission: 'register.import',
    body: NewRegister,
    response: Register,
    status: 201,
    handle: ({ ctx, body }) => service.create(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/registers/:id',
    summary: 'A register, its versions and import history',
    permission: 'register.read',
    params: ById,
    response: RegisterDetail,
    handle: ({ ctx, params }) => service.get(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/registers/:id/entries',
    summary: 'Look up by code or exact name',
    permission: 'register.read',
    params: ById,
    query: z.object({ q: z.string().trim().min(1).max(200) }),
    response: z.array(RegisterEntry),
    handle: ({ ctx, params, query }) => service.lookUp(ctx, params.id, query.q),
  }),
  route({
    method: 'POST',
    url: '/api/registers/:id/imports',
    summary: 'Import an extract or list; reading and index building go on in the background',
    permission: 'register.import',
    params: ById,
    query: z.object({
      kind: z.enum(REGISTER_KINDS).default('register'),
      mode: z.enum(['replace', 'add']).default('replace'),
      asOf: IsoDate,
    }),
    response: RegisterImport,
    status: 202,
    multipart: true,
    handle: async ({ ctx, params, query, request }) => {
      if (!(await ctx.tx((tx) => findRegister(tx, params.id)))) throw new AppError('not_found')
      const upload = await receiveUpload(request, ctx.platform.files, `registers/${params.id}/${newId('upl')}`)
      return service.addImport(ctx, params.id, upload, query)
    },
  }),
  route({
    method: 'POST',
    url: '/api/registers/:id/versions/:version/activate',
    summary: 'Match with this version from now on',
    permission: 'register.import',
    params: z.object({ id: z.string(), version: z.string() }),
    response: RegisterDetail,
    handle: ({ ctx, params }) => service.activate(ctx, params.id, params.version),
  }),
]
