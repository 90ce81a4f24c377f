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
}

export interface Jobs {
  /** Enqueues in `tx`: the job exists if and only if the transaction commits. One waiting job per `key`. */
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
  const ensure = async (name: string, retryLimit: number): Promise<void> => {
    if (known.has(name)) return
    if (!(await boss.getQueue(name))) await boss.createQueue(name, { ...QUEUE, retryLimit, policy: 'standard' })
    known.add(name)
  }
  return {
    async send(tx, name, payload, key) {
      await ensure(name, 20)
      await boss.send(name, payload, { db: fromKysely(tx), ...(key ? { singletonKey: key } : {}) })
    },
    async work(jobs) {
      for (const job of jobs) {
        await ensure(job.name, job.retryLimit ?? 20)
        for (let i = 0; i < (job.concurrency ?? 1); i++)
          await boss.work<object>(job.name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([one]) => {
            if (one)
              await (job.handle as (payload: object, signal: AbortSignal) => Promise<void>)(one.data ?? {}, one.signal)
          })
        if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' })
      }
    },
    stop: async () => {
      stopping = true
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
