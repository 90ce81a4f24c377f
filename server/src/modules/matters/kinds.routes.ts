import {
  type FormValues,
  formSchema,
  Id,
  MatterDetail,
  type ProcessDefinition,
  type ProcessTransition,
  rolesOfTransition,
} from '@redbridge/contract'
import { PROCESSES } from '@redbridge/law'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { openingOf } from './definitions.ts'
import { move, open } from './matters.service.ts'

// Routes that come from the definitions: one to open each kind, one for each event. Who may call them, what they take
// and what the OpenAPI document says of them stands in the definition.

type KeyOf = (request: FastifyRequest) => string | undefined

/** Acts on matters whose moves go over the exchange are legal acts: a client signs them. */
const signedIf = (definition: ProcessDefinition): { signed?: true } =>
  definition.messageEffects?.includes('exchange.send') ? { signed: true } : {}

const openRoute = (definition: ProcessDefinition, keyOf: KeyOf): Route => {
  const opening = openingOf(definition)
  return route({
    permission: 'matter.act',
    roles: rolesOfTransition(opening),
    method: 'POST',
    url: `/api/matters/${definition.kind}`,
    summary: `${definition.title.en} ${definition.title.zh}: ${opening.text.en}`,
    ...signedIf(definition),
    body: formSchema(opening.form),
    status: 201,
    response: z.object({ id: Id, number: z.string() }),
    handle: ({ ctx, body, request }) => open(ctx, definition.kind, body as FormValues, keyOf(request)),
  })
}

/** One event may lead from several states, with several forms: the route takes what any of them takes. */
const eventRoute = (definition: ProcessDefinition, transitions: readonly ProcessTransition[], keyOf: KeyOf): Route => {
  const [first] = transitions as [ProcessTransition]
  const forms = [...new Map(transitions.map((one) => [JSON.stringify(one.form), formSchema(one.form)])).values()]
  const form = forms.length === 1 ? (forms[0] as z.ZodObject) : z.union(forms as [z.ZodObject, z.ZodObject])
  return route({
    permission: 'matter.act',
    roles: [...new Set(transitions.flatMap(rolesOfTransition))],
    method: 'POST',
    url: `/api/matters/${definition.kind}/:id/${first.event}`,
    summary: `${definition.title.en} ${definition.title.zh}: ${first.text.en}`,
    ...signedIf(definition),
    params: z.object({ id: Id }),
    body: z.strictObject({ version: z.number().int(), form }),
    response: MatterDetail,
    handle: ({ ctx, params: { id }, body: { version, form }, request }) =>
      move(ctx, {
        kind: definition.kind,
        id,
        event: first.event,
        version,
        form: form as FormValues,
        key: keyOf(request),
      }),
  })
}

/** Routes of one kind: it is opened as its newest version says, and moved as any version in use does. */
const routesOf = (versions: readonly ProcessDefinition[], keyOf: KeyOf): Route[] => {
  const newest = versions.reduce((last, one) => (one.version > last.version ? one : last))
  const moves = versions.flatMap((one) =>
    one.transitions.filter((move) => move.from.length > 0 && !move.system && !move.through),
  )
  const byEvent = Map.groupBy(moves, (one) => one.event)
  return [
    ...(newest.openedBy === 'people' ? [openRoute(newest, keyOf)] : []),
    ...[...byEvent.values()].map((transitions) => eventRoute(newest, transitions, keyOf)),
  ]
}

export const kindRoutes = (keyOf: KeyOf, definitions: readonly ProcessDefinition[] = PROCESSES): Route[] =>
  [...Map.groupBy(definitions, (one) => one.kind).values()].flatMap((versions) => routesOf(versions, keyOf))
