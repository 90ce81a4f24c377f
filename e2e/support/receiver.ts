import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Arrived {
  readonly id: string
  readonly type: string
  /** signed with the secret that the screen showed (Standard Webhooks) */
  readonly signed: boolean
}

/** A platform's own receiver of webhooks. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly arrived: Arrived[]
  secret: string
  /** what it answers with */
  status: number
}

export const openReceiver = async (): Promise<Receiver> => {
  const self = { arrived: [] as Arrived[], secret: '', status: 204 }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const headers = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const
    const [id, at, signatures] = headers.map((name) => String(request.headers[name])) as [string, string, string]
    const key = Buffer.from(self.secret.replace('whsec_', ''), 'base64')
    const right = `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
    self.arrived.push({ id, type: JSON.parse(body).type, signed: signatures.split(' ').includes(right) })
    response.writeHead(self.status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(self, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
