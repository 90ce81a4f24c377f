import { createServer, type IncomingMessage, type Server } from 'node:http'
import { RedbridgeError, verifyWebhook, type WebhookEvent } from '@redbridge/client'

/** A message with a large answer's worth of content stays far below. */
const MAX_BYTES = 4 << 20

export interface Receiver extends AsyncDisposable {
  readonly url: string
}

/**
 * Receives webhooks. 204 says: stored for good; anything else is sent again. Who cannot sign is told nothing but 400.
 * `secret` is asked for each time, because it may be registered after the address.
 */
export const receiveWebhooks = async (
  at: { host: string; port: number },
  secret: () => string | null,
  store: (event: WebhookEvent) => void,
): Promise<Receiver> => {
  const server = createServer(async (request, response) => {
    const status = await answerTo(request, secret, store).catch((error: unknown) =>
      error instanceof RedbridgeError ? 400 : 500,
    )
    response.writeHead(status).end()
  })
  await listen(server, at)
  const { port } = server.address() as { port: number }
  return {
    url: `http://${at.host}:${port}/webhook`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const listen = (server: Server, { host, port }: { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })

const answerTo = async (
  request: IncomingMessage,
  secret: () => string | null,
  store: (event: WebhookEvent) => void,
): Promise<number> => {
  if (request.method !== 'POST' || request.url !== '/webhook') return 404
  const known = secret()
  if (!known) return 503
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MAX_BYTES) return 413
    pieces.push(piece)
  }
  store(verifyWebhook(known, request.headers, Buffer.concat(pieces)))
  return 204
}
