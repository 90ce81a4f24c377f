import type { Permission, Role } from '@redbridge/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Ctx, Platform } from '../platform.ts'

type Shape = z.ZodType | undefined
type Out<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

export interface Call<P extends Shape, Q extends Shape, B extends Shape> {
  readonly ctx: Ctx
  readonly params: Out<P>
  readonly query: Out<Q>
  readonly body: Out<B>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
/** A call that needs no sign-in has the platform and perhaps nobody. */
export interface PublicCall<P extends Shape, Q extends Shape, B extends Shape> extends Omit<Call<P, Q, B>, 'ctx'> {
  readonly platform: Platform
  readonly actor: Actor | null
}

interface RouteBase<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** narrows the permission to some of its roles; never adds one */
  readonly roles?: readonly Role[]
  /** one line for the OpenAPI document */
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** shape of the answer; left out for file downloads and redirects */
  readonly response?: R
  readonly status?: 200 | 201 | 202 | 204
  /** the body is read by the handler itself (multipart) */
  readonly multipart?: true
  /** the body comes form-encoded (OAuth); everywhere else a form is refused, because any site can send one */
  readonly form?: true
  readonly bodyLimit?: number
  /** a legal act between organisations: an API client signs it with its organisation's own key (RFC 9421) */
  readonly signed?: true
  readonly rateLimit?: { readonly max: number; readonly perSeconds: number }
}
export type Route = RouteBase<Shape, Shape, Shape, z.ZodType> &
  (
    | { readonly permission: 'public'; readonly handle: (call: PublicCall<Shape, Shape, Shape>) => Promise<unknown> }
    | {
        readonly permission: Exclude<Permission, 'public'>
        readonly handle: (call: Call<Shape, Shape, Shape>) => Promise<unknown>
      }
  )

/** Declares a route for signed-in callers: schema, permission, handler, in one place. */
export const route = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends z.ZodType = z.ZodType,
>(
  definition: RouteBase<P, Q, B, R> & {
    permission: Exclude<Permission, 'public'>
    handle: (call: Call<P, Q, B>) => Promise<z.output<R> | unknown>
  },
): Route => definition as unknown as Route

/** Declares a route that needs no sign-in. */
export const publicRoute = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends z.ZodType = z.ZodType,
>(
  definition: RouteBase<P, Q, B, R> & { handle: (call: PublicCall<P, Q, B>) => Promise<z.output<R> | unknown> },
): Route => ({ ...definition, permission: 'public' }) as unknown as Route
