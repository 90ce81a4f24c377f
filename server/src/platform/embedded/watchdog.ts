import { spawn } from 'node:child_process'

/**
 * Ends `pid` when this process dies in whatever way, kill −9 included: a two-line shell waits on a
 * pipe that only we hold open. Returns the function that calls the watchdog off.
 */
export function endWithUs(pid: number, signal: 'INT' | 'TERM' | 'KILL'): () => void {
  const dog = spawn('/bin/sh', ['-c', 'read -r _; kill -s "$1" "$2"', 'watchdog', signal, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  dog.on('error', () => {})
  dog.stdin?.on('error', () => {})
  dog.unref()
  ;(dog.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return () => {
    dog.kill('SIGKILL')
    dog.stdin?.destroy()
  }
}
