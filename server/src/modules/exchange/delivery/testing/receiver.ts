import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export interface Received {
  readonly id: string
  readonly type: string
  /** webhook-timestamp, in seconds */
  readonly sentAt: number
  // Tests look into bodies of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: a body may be anything
  readonly body: any
  /** how many signatures there were */
  readonly signatures: number
  /** one of them is made with the receiver's secret */
  readonly signed: boolean
}
type Answer = (response: ServerResponse, received: Received) => void

/** A platform's receiver: real HTTP, verifies Standard Webhooks signatures, answers what the test wants. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly got: Received[]
  secret: string
  answer: Answer
  /** ids of what it accepted, each once, in the order of coming */
  ids(): string[]
  down(): Promise<void>
  up(): Promise<void>
}

const ok: Answer = (response) => response.writeHead(204).end()

export const openReceiver = async (): Promise<Receiver> => {
  const got: Received[] = []
  const self = { got, secret: '', answer: ok }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = ''
    for await (const chunk of request) text += chunk
    const received = readOne(request, text, self.secret)
    got.push(received)
    self.answer(response, received)
  }
  let server = createServer((request, response) => void handle(request, response))
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return Object.assign(self, {
    url: `http://127.0.0.1:${port}/hook`,
    ids: () => [...new Set(got.map((one) => one.id))],
    down: close,
    async up() {
      server = createServer((request, response) => void handle(request, response))
      await listen(port)
    },
    [Symbol.asyncDispose]: close,
  })
}

const readOne = (request: IncomingMessage, text: string, secret: string): Received => {
  const header = (name: string): string => String(request.headers[name] ?? '')
  const [id, signatures] = [header('webhook-id'), header('webhook-signature').split(' ')]
  const sentAt = Number(header('webhook-timestamp'))
  // The package's own verification compares with this machine's clock; tests stand on other days.
  const expected = secret ? new Webhook(secret).sign(id, new Date(sentAt * 1000), text) : ''
  const body = JSON.parse(text)
  return { id, type: body.type, sentAt, body, signatures: signatures.length, signed: signatures.includes(expected) }
}
