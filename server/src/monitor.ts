// Runs as a process of its own: watches the evidence ledger and remembers outside the database what it has seen.
// Its first line of input says where; it ends when the input does.
import { createInterface } from 'node:readline'
import { runMonitor } from './platform/ledger/monitor/run.ts'
import type { Log } from './platform/platform.ts'

const log: Log = {
  info: (message, extra) => console.error(extra ? `${message} ${JSON.stringify(extra)}` : message),
  error: (message, extra) => console.error(`! ${message}${extra ? ` ${JSON.stringify(extra)}` : ''}`),
}
// Ctrl-C reaches the whole group; the parent tells us when it is done.
process.on('SIGINT', () => {})
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const { url, dataDir } = JSON.parse((await input.next()).value as string) as { url: string; dataDir: string }
const ended = new AbortController()
void input.next().then(() => ended.abort())
await runMonitor({ url, dataDir, log }, ended.signal)
process.exit(0)
