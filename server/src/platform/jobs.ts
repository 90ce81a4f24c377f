import { fromKysely, PgBoss } from 'pg-boss'
import type { Tx } from './db/pool.ts'

/**
 * A kind of background work. Handlers must be repeatable: a worker killed at any instant is followed by another
 * that does the same job again (missed heartbeats give it back within seconds).
 */
export interface Job<P extends object> {
  readonly name: string
  readonly handle: (payload: P, signal: AbortSignal) => Promise<void>
  /** how many of this kind one process works on at once */
  readonly concurrency?: number
  readonly retryLimit?: number
  /** cron in Asia/Shanghai */
  readonly cron?: string
  /** also once whenever a worker starts */
  readonly atStart?: true
}

export interface Jobs {
  /** Enqueues in `tx`: the job exists if and only if the transaction commits. `key` names the work for whoever looks into the queue. */
  send<P extends object>(tx: Tx, name: string, payload: P, key?: string): Promise<void>
  /** Starts working on `jobs` in this process. */
  work(jobs: readonly Job<never>[]): Promise<void>
  stop(): Promise<void>
}

const QUEUE = { heartbeatSeconds: 10, expireInSeconds: 6 * 3600, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 }

/** Opens the queue in the database of `url` (role redbridge_worker, which owns the schema pgboss). */
export const openJobs = async (url: string, log: (message: string, error: unknown) => void): Promise<Jobs> => {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    schema: 'pgboss',
    createSchema: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    application_name: 'redbridge-jobs',
  })
  let stopping = false
  boss.on('error', (error) => {
    if (!stopping) log('job queue', error)
  })
  await boss.start()
  const known = new Set<string>()
  const workers = new Map<string, string[]>()
  const ensure = async (name: string, retryLimit: number): Promise<void> => {
    if (known.has(name)) return
    if (!(await boss.getQueue(name))) await boss.createQueue(name, { ...QUEUE, retryLimit, policy: 'standard' })
    known.add(name)
  }
  return {
    async send(tx, name, payload, key) {
      await ensure(name, 20)
      await boss.send(name, payload, { db: fromKysely(tx), ...(key ? { singletonKey: key } : {}) })
      // The transaction commits in a moment: workers of this process look at once, all others at their next poll.
      for (const moment of [20, 150])
        setTimeout(() => {
          if (!stopping) for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker)
        }, moment).unref()
    },
    async work(jobs) {
      for (const job of jobs) {
        await ensure(job.name, job.retryLimit ?? 20)
        const run = job.handle as (payload: object, signal: AbortSignal) => Promise<void>
        for (let i = 0; i < (job.concurrency ?? 1); i++) {
          const options = { pollingIntervalSeconds: 0.5, batchSize: 1, burstWhenBatchFull: true }
          const worker = await boss.work<object>(job.name, options, async ([one]) => {
            if (one) await run(one.data ?? {}, one.signal)
          })
          workers.set(job.name, [...(workers.get(job.name) ?? []), worker])
        }
        if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' })
        if (job.atStart) await boss.send(job.name, {})
      }
    },
    stop: async () => {
      stopping = true
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
