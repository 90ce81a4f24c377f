import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createRegisterIndexBuilder, type RegisterSource, rowChunks } from '@redbridge/engine/identity'

// Builds an index off the main thread: a register of millions must not hold up anybody's request.
export interface BuildTask {
  readonly asOf: string
  readonly coverage: readonly string[]
  readonly sources: readonly (RegisterSource & { path: string })[]
}
export interface BuildResult {
  readonly buffer: SharedArrayBuffer | ArrayBuffer
  readonly entries: number
}

const { asOf, coverage, sources } = workerData as BuildTask
const builder = createRegisterIndexBuilder({ asOf, ...(coverage.length ? { coverage } : {}) })
for (const source of sources)
  for await (const chunk of rowChunks(createReadStream(source.path, { highWaterMark: 1 << 20 })))
    builder.add(chunk, source)
const index = builder.build()
const result: BuildResult = { buffer: index.buffer, entries: index.size }
parentPort?.postMessage(result)
