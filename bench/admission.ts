// Admission check over real HTTP, with a real API client's token: latency at an offered rate, and the ceiling.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { generateRegister } from '@redbridge/engine/market'
import { contextFor, openServer, registerReady, serveAdmission } from '@redbridge/server/bench'
import type { LoadOrder, LoadResult } from './load-generator.ts'

const { values } = parseArgs({
  options: {
    register: { type: 'string', default: '3000000' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
  },
})
const registerRows = Number(values.register)
const dataDir = mkdtempSync(join(tmpdir(), 'redbridge-bench-'))
const server = await openServer(dataDir)
const { platform, bureau, registerId, registersService } = server

/** Every seventh question gets a wrong name and every eleventh a wrong code: refusals cost more than passes. */
const bodies: string[] = []
const remember = function* (chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let chunkNo = 0
  for (const chunk of chunks) {
    if (bodies.length < 20_000 && chunkNo++ > 0)
      for (const line of Buffer.from(chunk).toString('utf8').split('\n').slice(1, 400)) {
        const [uscc = '', name = '', representative = ''] = line.split(',')
        const i = bodies.length
        if (uscc.length === 18)
          bodies.push(
            JSON.stringify({
              uscc: i % 11 ? uscc : uscc.replace(/.$/, uscc.endsWith('X') ? 'Y' : 'X'),
              name: i % 7 ? name : `${name}二店`,
              representative,
            }),
          )
      }
    yield chunk
  }
}
const { size, sha256 } = await platform.files.put(
  'bench/register',
  Readable.from(remember(generateRegister({ seed: 7, rows: registerRows })), { objectMode: false }),
)
await registersService.addImport(
  contextFor(platform, bureau),
  registerId,
  { name: 'register.csv', key: 'bench/register', bytes: size, sha256 },
  { kind: 'register', mode: 'replace', asOf: '2026-07-01' },
)
await registerReady(server)

const http = await serveAdmission(server)
const order: LoadOrder = {
  url: http.url,
  token: http.token,
  bodies,
  rate: Number(values.rate),
  seconds: Number(values.seconds),
  ceilingSeconds: 8,
}
const load = fork(new URL('./load-generator.ts', import.meta.url))
load.send(order)
const [measured] = (await once(load, 'message')) as [LoadResult]
console.log(
  `${order.rate}/s offered for ${order.seconds} s against ${registerRows} operators: p50 ${measured.p50} ms, p90 ${measured.p90} ms, p99 ${measured.p99} ms, max ${measured.max} ms, failed ${measured.failed}; ceiling ${measured.ceiling}/s`,
)
const result = {
  bench: 'admission',
  registerRows,
  ...measured,
  rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
}
await http.close()
await server[Symbol.asyncDispose]()
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify(result))
process.exit(0)
