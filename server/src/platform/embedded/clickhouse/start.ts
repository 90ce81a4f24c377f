import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DataLock, isSameProcess, lockDataDir, processMark } from '../data-lock.ts'
import type { ChildConfig } from './child.ts'

export type EmbeddedClickHouse = {
  /** For `@clickhouse/client`, with user and password in it. */
  url: string
  pid: () => number
  /** Settles when the engine answers; at once unless it is being started again. */
  ready: () => Promise<void>
  stop: () => Promise<void>
}

export type ClickHouseOptions = {
  dataDir: string
  log?: (message: string) => void
  /** Share of the machine's memory for all queries together. */
  memoryShare?: number
}

/**
 * Starts ClickHouse (chdb) in a child process with the data in `dataDir`. It ends with this process,
 * comes back by itself on the same port when it dies alone, and keeps what it acknowledged.
 */
export async function startClickHouse(options: ClickHouseOptions): Promise<EmbeddedClickHouse> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dirname(dataDir), { recursive: true })
  const lock = await lockDataDir(dataDir, 'ClickHouse')
  try {
    await endOrphan(dataDir)
    const config: ChildConfig = {
      dataDir,
      incoming: `${dataDir}.incoming`,
      port: 0,
      password: randomBytes(24).toString('base64url'),
      args: [
        '--max_query_size=67108864',
        `--max_server_memory_usage_to_ram_ratio=${options.memoryShare ?? 0.5}`,
        // ClickHouse 26 gathers small inserts by default; ours are chunks with a token, written at once.
        '--async_insert=0',
      ],
    }
    return await supervise(config, lock, options.log ?? (() => {}))
  } catch (error) {
    lock.release()
    throw error
  }
}

async function supervise(
  config: ChildConfig,
  lock: DataLock,
  log: (message: string) => void,
): Promise<EmbeddedClickHouse> {
  let child = await launch(config)
  config.port = child.port
  let stopping = false
  let ready: Promise<void> = Promise.resolve()
  watch()

  function watch(): void {
    void child.exited.then((how) => {
      if (stopping) return
      log(`ClickHouse ended unexpectedly (${how}); starting it again`)
      ready = comeBack()
    })
  }

  async function comeBack(): Promise<void> {
    for (let wait = 20; !stopping; wait = Math.min(wait * 2, 5_000)) {
      await sleep(wait)
      if (stopping) break
      try {
        child = await launch(config)
        return watch()
      } catch (error) {
        log(`ClickHouse is not back yet: ${(error as Error).message}`)
      }
    }
  }

  return {
    url: `http://default:${config.password}@127.0.0.1:${config.port}`,
    pid: () => child.process.pid ?? 0,
    ready: () => ready,
    async stop() {
      stopping = true
      await ready.catch(() => {})
      child.process.stdin?.end('stop\n')
      const patience = setTimeout(() => child.process.kill('SIGKILL'), 10_000)
      await child.exited
      clearTimeout(patience)
      rmSync(childFile(config.dataDir), { force: true })
      lock.release()
    },
  }
}

type Child = { process: ChildProcess; port: number; exited: Promise<string> }

async function launch(config: ChildConfig): Promise<Child> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'child.ts')],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Ctrl-C must reach the parent alone; it then stops us in order.
      detached: true,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TZ: 'UTC',
        // Every running statement holds one of libuv's threads.
        UV_THREADPOOL_SIZE: String(Math.max(24, availableParallelism() * 2)),
      },
    },
  )
  child.stdin.on('error', () => {})
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = (errors + String(chunk)).slice(-4000)
  })
  const exited = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message))
    child.on('exit', (code, signal) =>
      done(`${signal ?? `exit ${code}`}${errors ? `: ${errors.trim().slice(-500)}` : ''}`),
    )
  })
  if (child.pid) writeFileSync(childFile(config.dataDir), processMark(child.pid))
  child.stdin.write(`${JSON.stringify(config)}\n`)
  const ready = new Promise<number>((done) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      const port = /ready (\d+)\n/.exec(text)?.[1]
      if (port) done(Number(port))
    })
  })
  const first = await Promise.race([ready, exited])
  if (typeof first === 'string') throw new Error(`ClickHouse did not start in ${config.dataDir}: ${first}`)
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as { unref?: () => void }).unref?.()
  child.unref()
  return { process: child, port: first, exited }
}

function childFile(dataDir: string): string {
  return `${dataDir}.child`
}

/** After kill −9 of the parent the child ends by itself; one that hangs would share the files with ours. */
async function endOrphan(dataDir: string): Promise<void> {
  let mark: string
  try {
    mark = readFileSync(childFile(dataDir), 'utf8')
  } catch {
    return
  }
  const pid = isSameProcess(mark)
  for (let tries = 0; pid && isSameProcess(mark) && tries < 500; tries++) {
    if (tries % 20 === 10) process.kill(pid, 'SIGKILL')
    await sleep(10)
  }
  rmSync(childFile(dataDir), { force: true })
}
