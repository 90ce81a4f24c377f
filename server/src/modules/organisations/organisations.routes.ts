import {
  Division,
  DivisionCode,
  Id,
  NewOrganisation,
  Organisation,
  OrganisationChange,
  OrganisationFilter,
  pageOf,
} from '@redbridge/contract'
import { listDivisionsUnder } from '@redbridge/contract/divisions-table'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { NATION } from './hierarchy.ts'
import {
  changeOrganisation,
  createOrganisation,
  getOrganisation,
  listOrganisationsFor,
} from './organisations.service.ts'

const params = z.object({ id: Id })

export const organisationsRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/organisations',
    summary: 'Bureaus and partner authorities, and the platforms of the jurisdiction',
    permission: 'organisation.read',
    query: OrganisationFilter,
    response: pageOf(Organisation),
    handle: ({ ctx, query }) => listOrganisationsFor(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/organisations',
    summary: 'Enter a bureau, a platform or a partner authority',
    permission: 'organisation.manage',
    body: NewOrganisation,
    status: 201,
    response: Organisation,
    handle: ({ ctx, body }) => createOrganisation(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/organisations/:id',
    summary: 'One organisation',
    permission: 'organisation.read',
    params,
    response: Organisation,
    handle: ({ ctx, params }) => getOrganisation(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/api/organisations/:id',
    summary: 'Change an organisation; a platform that becomes reporting owes a report in every open period',
    permission: 'organisation.manage',
    params,
    body: OrganisationChange,
    response: Organisation,
    handle: ({ ctx, params, body }) => changeOrganisation(ctx, params.id, body),
  }),
  route({
    method: 'GET',
    url: '/api/divisions',
    summary: 'Divisions of GB/T 2260 right below one; 000000 answers the provinces',
    permission: 'organisation.read',
    query: z.object({ parent: DivisionCode.default(NATION) }),
    response: z.array(Division),
    handle: async ({ query }) =>
      listDivisionsUnder(query.parent === NATION ? '100000' : query.parent).map(({ code, name }) => ({ code, name })),
  }),
]
