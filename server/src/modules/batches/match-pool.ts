import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { CheckResult, CheckTask, KeysResult, KeysTask, MatchResult, MatchTask, Task } from './match-types.ts'

export interface MatchPool {
  match(task: Omit<MatchTask, 'type'>): Promise<MatchResult>
  keys(task: Omit<KeysTask, 'type'>): Promise<KeysResult>
  check(task: Omit<CheckTask, 'type'>): Promise<CheckResult>
}
interface Waiting {
  readonly task: Task
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

let shared: MatchPool | undefined

/** Threads that match rows, one a core, so that the API goes on answering while a million rows are checked. */
export const matchPool = (): MatchPool => {
  shared ??= createPool(Math.max(1, availableParallelism()))
  return shared
}

const createPool = (size: number): MatchPool => {
  const queue: Waiting[] = []
  const idle: Worker[] = []
  const working = new Map<Worker, Waiting>()
  let alive = 0
  const next = (): void => {
    while (queue.length && (idle.length || alive < size)) {
      const worker = idle.pop() ?? spawn()
      const waiting = queue.shift() as Waiting
      working.set(worker, waiting)
      worker.postMessage(waiting.task)
    }
  }
  const spawn = (): Worker => {
    alive++
    const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { execArgv: [] })
    worker.on('message', ({ value, error }: { value?: unknown; error?: string }) => {
      const waiting = working.get(worker)
      working.delete(worker)
      idle.push(worker)
      if (error === undefined) waiting?.resolve(value)
      else waiting?.reject(new Error(error))
      next()
    })
    const lost = (error: Error): void => {
      alive--
      working.get(worker)?.reject(error)
      working.delete(worker)
      next()
    }
    worker.on('error', lost)
    // Listening holds the process open, so this comes last: an idle pool must not.
    worker.unref()
    return worker
  }
  const run = <T>(task: Task): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      queue.push({ task, resolve: resolve as (value: unknown) => void, reject })
      next()
    })
  return {
    match: (task) => run<MatchResult>({ type: 'match', ...task }),
    keys: (task) => run<KeysResult>({ type: 'keys', ...task }),
    check: (task) => run<CheckResult>({ type: 'check', ...task }),
  }
}
