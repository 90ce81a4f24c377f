import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockDataDir } from './data-lock.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { type ClusterPlace, ensureCluster, passwordFile } from './postgres-cluster.ts'
import { clearOrphan, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { chooseRunAs } from './run-as.ts'
import { endWithUs } from './watchdog.ts'

export type PostgresOptions = {
  dataDir: string
  /** Loopback port; a free one is chosen when absent. */
  port?: number
  /** Server settings over the built-in ones, for tests (`fsync: 'off'`). */
  settings?: Record<string, string>
  log?: (message: string) => void
}

export type EmbeddedPostgres = {
  /** URL of the superuser `postgres` and the database `postgres`. */
  url: string
  port: number
  pid: () => number
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL 18 on loopback from the npm package, making the data directory on first use.
 * It ends with this process, comes back by itself on the same port when it dies alone, and a start
 * after kill −9 of everything recovers what was committed.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  const log = options.log ?? (() => {})
  const user = chooseRunAs(existsSync(dataDir) ? dataDir : undefined)
  const place: ClusterPlace = { dataDir, user, binaries: findPostgresBinaries(user) }
  await prepareParent(dataDir)
  const lock = await lockDataDir(dataDir, 'PostgreSQL')
  try {
    await ensureCluster(place)
    const orphan = await clearOrphan(dataDir)
    if (orphan === 'stopped') log('stopped the PostgreSQL that a killed process had left behind')
    const port = options.port ?? (await freePort())
    const supervisor = supervise({ place, port, settings: options.settings ?? {}, log })
    await supervisor.start()
    const password = readFileSync(join(dataDir, passwordFile), 'utf8').trim()
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: supervisor.pid,
      stop: async () => {
        await supervisor.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function prepareParent(dataDir: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises')
  await mkdir(join(dataDir, '..'), { recursive: true })
}

type Supervised = {
  place: ClusterPlace
  port: number
  settings: Record<string, string>
  log: (message: string) => void
}

function supervise({ place, port, settings, log }: Supervised) {
  let current: Postmaster | undefined
  let callOff: () => void = () => {}
  let stopping = false

  async function start(): Promise<void> {
    const postmaster = await startPostmaster(place, port, settings)
    current = postmaster
    callOff = endWithUs(postmaster.pid, 'INT')
    void postmaster.exited.then(() => {
      callOff()
      current = undefined
      if (!stopping) void comeBack()
    })
    // The event loop of a server is kept alive by its listener, not by its database.
    postmaster.process.unref()
  }

  /** Backends of a killed postmaster hold shared memory for a moment, so the first tries may fail. */
  async function comeBack(): Promise<void> {
    log('PostgreSQL ended unexpectedly; starting it again')
    for (let wait = 50; !stopping; wait = Math.min(wait * 2, 5_000)) {
      await sleep(wait)
      if (stopping) return
      try {
        await clearOrphan(place.dataDir)
        await start()
        return
      } catch (error) {
        log(`PostgreSQL is not back yet: ${(error as Error).message}`)
      }
    }
  }

  async function stop(): Promise<void> {
    stopping = true
    const postmaster = current
    if (!postmaster) return
    let gone = false
    void postmaster.exited.then(() => {
      gone = true
    })
    await stopPostmaster(postmaster.pid, () => gone)
  }

  return { start, stop, pid: () => current?.pid ?? 0 }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
