import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that comes back whenever it is killed, as under any supervisor. */
export interface Supervised {
  readonly name: string
  readonly kills: () => number
  /** milliseconds from each kill until the process said that it is ready again */
  readonly recoveries: readonly number[]
  /** the process is up and says so */
  ready(): Promise<void>
  kill(): void
  stop(): Promise<void>
}

export interface Program {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** what it prints when it is ready */
  readonly sign: RegExp
  /** file that its output is kept in */
  readonly log: string
}

/** Starts a program with Node and starts it again whenever it ends, until it is stopped. */
export const supervise = ({ name, script, args, env, sign, log }: Program): Supervised => {
  const file = createWriteStream(log, { flags: 'a' })
  const recoveries: number[] = []
  let [wanted, kills, killedAt, up] = [true, 0, 0, false]
  let child: ChildProcess
  const start = (): void => {
    up = false
    child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr?.pipe(file, { end: false })
    child.stdout?.on('data', (bytes: Buffer) => {
      file.write(bytes)
      if (up || !sign.test(bytes.toString())) return
      up = true
      if (killedAt > 0) recoveries.push(Date.now() - killedAt)
      killedAt = 0
    })
    // Who cannot start is started again, but not in a tight loop.
    child.once('exit', () => setTimeout(() => wanted && start(), killedAt > 0 ? 0 : 200))
  }
  start()
  const endWithUs = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', endWithUs)
  return {
    name,
    kills: () => kills,
    recoveries,
    ready: () => until(async () => up, 120, `${name} to be ready`),
    kill: () => {
      kills++
      killedAt = Date.now()
      up = false
      child.kill('SIGKILL')
    },
    stop: async () => {
      wanted = false
      process.off('exit', endWithUs)
      child.kill('SIGKILL')
      await sleep(50)
      file.end()
    },
  }
}

/** Asks until it is so; a question that fails is asked again. */
export const until = async (done: () => Promise<boolean>, seconds: number, what: string): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100))
    if (await done().catch(() => false)) return
  throw new Error(`waited ${seconds} s in vain for ${what}`)
}
