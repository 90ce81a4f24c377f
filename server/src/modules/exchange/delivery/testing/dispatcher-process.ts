// A worker that does nothing but deliver, in a process of its own, so that a test can kill it. Its clock stands still.
import { openPool } from '../../../../platform/db/pool.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { openSecrets } from '../../../../platform/secrets.ts'
import { startDispatcher } from '../dispatcher.ts'

const [url = '', now = ''] = process.argv.slice(2)
const platform = {
  workerDb: openPool(url, 2, 'test-dispatcher').db,
  clock: { now: () => new Date(now) },
  secrets: openSecrets(Buffer.alloc(32, 7)),
  log: { info: () => {}, error: (message: string, extra: unknown) => console.error(message, extra) },
  webhooks: { allow: ['127.0.0.1/32'] },
} as Partial<Platform> as Platform
startDispatcher(platform, { everyMs: 10 })
