// Runs as a process of its own: one chdb engine behind the ClickHouse HTTP interface, on loopback.
// A native crash ends this process only; its parent starts it again. It ends when its parent does.
import { mkdirSync, rmSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { openEngine } from './engine.ts'
import { answer } from './http-interface.ts'

export type ChildConfig = { dataDir: string; incoming: string; port: number; password: string; args: string[] }

const lines = createInterface({ input: process.stdin })
const input = lines[Symbol.asyncIterator]()
const config = JSON.parse((await input.next()).value as string) as ChildConfig

rmSync(config.incoming, { recursive: true, force: true })
mkdirSync(config.incoming, { recursive: true, mode: 0o700 })
const engine = openEngine(config.dataDir, config.args)

// Long URLs are parameters of a statement; the socket is ours alone.
const server = createServer(
  { maxHeaderSize: 16 << 20, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 60_000 },
  (request, response) => {
    answer({ engine, password: config.password, incoming: config.incoming }, request, response).catch(
      (error: Error) => {
        writeSync(2, `clickhouse interface: ${error.stack}\n`)
        response.destroy()
      },
    )
  },
)
server.listen(config.port, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  writeSync(1, `ready ${port}\n`)
})
server.on('error', (error) => {
  writeSync(2, `${error.message}\n`)
  process.exit(1)
})

const word = await input.next()
if (word.done) {
  // The pipe closed without a word: the parent was killed. Nothing is owed to anybody any more.
  process.kill(process.pid, 'SIGKILL')
}
server.closeAllConnections()
server.close()
engine.close()
rmSync(config.incoming, { recursive: true, force: true })
process.exit(0)
