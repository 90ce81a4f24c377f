import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { MonitorOptions } from './run.ts'

const PROGRAM = fileURLToPath(new URL('../../../monitor.ts', import.meta.url))

/** Runs the monitor as a process of its own, again when it ends; it ends when we do, in whatever way. */
export const spawnMonitor = ({ url, dataDir, log }: MonitorOptions): AsyncDisposable => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const start = () => {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'inherit', 'inherit'] })
    // The address holds a password: not on the command line, where everybody on the machine reads it.
    child.stdin.write(`${JSON.stringify({ url, dataDir })}\n`)
    child.stdin.on('error', () => {})
    child.on('exit', (code) => {
      if (stopped) return
      log.error('ledger monitor ended, starting it again', { code })
      timer = setTimeout(() => {
        running = start()
      }, 1_000)
    })
    return child
  }
  let running = start()
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      if (running.exitCode !== null || running.signalCode !== null) return
      const ended = new Promise((resolve) => running.once('exit', resolve))
      running.stdin.end()
      await ended
    },
  }
}
