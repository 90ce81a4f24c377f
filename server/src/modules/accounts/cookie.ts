import type { FastifyReply, FastifyRequest } from 'fastify'

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/** Over https the prefix __Host- keeps other hosts of the same domain from planting a session. */
export const cookieName = (publicUrl: string): string => (isHttps(publicUrl) ? '__Host-redbridge' : 'redbridge')

export const readSessionCookie = (request: FastifyRequest, publicUrl: string): string | undefined =>
  request.cookies[cookieName(publicUrl)]

export const setSessionCookie = (reply: FastifyReply, publicUrl: string, token: string, expires: Date): void => {
  reply.setCookie(cookieName(publicUrl), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(publicUrl),
    expires,
  })
}
export const clearSessionCookie = (reply: FastifyReply, publicUrl: string): void => {
  reply.clearCookie(cookieName(publicUrl), { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(publicUrl) })
}

const OIDC_COOKIE = 'redbridge-oidc'
const OIDC_PATH = '/api/session/oidc'
/** Binds the round trip to the provider to the browser that began it. Lax, because the way back is a cross-site link. */
export const setOidcCookie = (reply: FastifyReply, publicUrl: string, id: string): void => {
  reply.setCookie(OIDC_COOKIE, id, {
    path: OIDC_PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(publicUrl),
    maxAge: 600,
  })
}
export const takeOidcCookie = (request: FastifyRequest, reply: FastifyReply): string | undefined => {
  reply.clearCookie(OIDC_COOKIE, { path: OIDC_PATH })
  return request.cookies[OIDC_COOKIE]
}
