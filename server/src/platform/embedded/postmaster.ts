import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, truncateSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClusterPlace, pathForProcess } from './postgres-cluster.ts'

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '1',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %d ',
  log_checkpoints: 'off',
}

export type Postmaster = { process: ChildProcess; pid: number; exited: Promise<void> }

/** Starts the postmaster and waits until it takes connections; the reason from its log when it does not. */
export async function startPostmaster(
  place: ClusterPlace,
  port: number,
  overrides: Record<string, string>,
): Promise<Postmaster> {
  const { dataDir, binaries, user } = place
  const args = ['-D', pathForProcess(user, dataDir), '-p', String(port)]
  for (const [name, value] of Object.entries({ ...settings, ...overrides })) args.push('-c', `${name}=${value}`)
  const log = openLog(logFile(dataDir))
  const logStart = log.size
  const child = spawn(binaries.postgres, args, {
    cwd: dataDir,
    env: { LD_LIBRARY_PATH: binaries.lib, PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log.fd, log.fd],
    // Its own session: Ctrl-C in the terminal must reach us alone, we then stop it in order.
    detached: true,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
  closeSync(log.fd)
  let gone = false
  const exited = new Promise<void>((resolve) => {
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  }).then(() => {
    gone = true
  })
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(5)) {
    if (gone) throw new Error(`PostgreSQL did not start in ${dataDir}:\n${tail(logFile(dataDir), logStart)}`)
    const file = readPidFile(dataDir)
    if (file?.pid === child.pid && file?.status === 'ready') return { process: child, pid: child.pid!, exited }
  }
  child.kill('SIGQUIT')
  throw new Error(`PostgreSQL in ${dataDir} was not ready after two minutes; see ${logFile(dataDir)}.`)
}

/** Fast shutdown, then immediate, then kill: the write-ahead log makes every one of them safe. */
export async function stopPostmaster(pid: number, hasExited: () => boolean): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(5)) if (hasExited()) return
  }
}

/** A start that follows a kill −9 may meet the old postmaster: still running, still stopping, or only its pid file. */
export async function clearOrphan(dataDir: string): Promise<'none' | 'stopped' | 'stale'> {
  const file = readPidFile(dataDir)
  if (!file) return 'none'
  if (isPostmasterOf(file.pid, dataDir)) {
    await stopPostmaster(file.pid, () => !isPostmasterOf(file.pid, dataDir))
    return 'stopped'
  }
  // PostgreSQL itself would refuse to start if that pid now belongs to some other program.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  return 'stale'
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return (
      readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir) &&
      basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
    )
  } catch {
    return false
  }
}

function readPidFile(dataDir: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 0 ? { pid, status: lines[7]?.trim() ?? '' } : undefined
  } catch {
    return undefined
  }
}

function logFile(dataDir: string): string {
  return `${dataDir}.log`
}

function openLog(file: string): { fd: number; size: number } {
  const fd = openSync(file, 'a', 0o600)
  const { size } = statSync(file)
  if (size < 10_000_000) return { fd, size }
  truncateSync(file, 0)
  return { fd, size: 0 }
}

function tail(file: string, from: number): string {
  return readFileSync(file).subarray(from).toString('utf8').slice(-2000).trim()
}
