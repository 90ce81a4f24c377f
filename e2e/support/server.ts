import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningServer {
  readonly address: string
  /** what it has printed so far */
  printed(): string
  stop(): Promise<void>
}

/** Starts the real server as `npm start` does, and waits until it says that it is ready. */
export const startServer = async (dataDir: string, ...args: string[]): Promise<RunningServer> => {
  const port = await freePort()
  const child = spawn(process.execPath, ['server/src/main.ts', '--data', dataDir, '--port', String(port), ...args], {
    cwd: ROOT,
    env: embeddedOnly(),
    stdio: 'pipe',
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece) => (text += piece))
  const kill = (): unknown => child.kill('SIGKILL')
  process.once('exit', kill)
  const address = `http://localhost:${port}`
  await ready(child, () => text)
  return {
    address,
    printed: () => text,
    stop: async () => {
      process.off('exit', kill)
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Without what the surroundings may have set: the journeys are those of an installation on embedded defaults. */
const embeddedOnly = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(DATABASE|CLICKHOUSE|S3|REDBRIDGE|PUBLIC|BUREAU|OIDC|VITEST|NODE_ENV|HOST$|PORT$)/.test(name),
    ),
  )

const ready = async (child: ChildProcess, printed: () => string): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = (): void => {
    if (printed().includes('Ctrl-C')) resolve()
  }
  child.stdout?.on('data', look)
  child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${printed()}`)))
  await promise
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
