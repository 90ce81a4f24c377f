import { Worker } from 'node:worker_threads'
import { createDuplicateFinder } from './duplicates.ts'
import { createReconciler, type ReconcileOptions } from './reconcile.ts'
import type { RegisterIndex } from './register-index.ts'
import { checkMapping } from './report-columns.ts'
import type { ChunkResult } from './result.ts'

export interface ParallelOptions extends ReconcileOptions {
  /** worker threads; 0 = in this thread. Default 2. */
  readonly threads?: number
  /** mark duplicates across the whole stream. Default true. */
  readonly duplicates?: boolean
  /** number of the first row and its physical line (2 after a header line). Default 1 and 1. */
  readonly firstRowNo?: number
  readonly firstLine?: number
  readonly signal?: AbortSignal
}

/**
 * Judges a stream of chunks (see `rowChunks`) on worker threads; results come in order, numbered, duplicates marked. A
 * chunk's memory moves with it: do not touch a chunk after handing it over; its bytes are in the result.
 *
 * @example for await (const result of reconcileParallel(index, rowChunks(file, { skipHeader: true }), options)) addTotals(totals, result)
 */
export async function* reconcileParallel(
  index: RegisterIndex,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParallelOptions,
): AsyncGenerator<ChunkResult> {
  const { threads = 2, duplicates = true, signal, firstRowNo = 1, firstLine = 1, ...judgeOptions } = options
  checkMapping(judgeOptions.mapping, judgeOptions.columns)
  const results = threads > 0 ? onThreads(index, chunks, judgeOptions, threads) : inline(index, chunks, judgeOptions)
  const finder = duplicates ? createDuplicateFinder() : undefined
  let rowNo = firstRowNo
  let line = firstLine
  for await (const result of results) {
    signal?.throwIfAborted()
    result.firstRowNo = rowNo
    result.firstLine = line
    rowNo += result.rows
    line += result.lines
    finder?.mark(result)
    yield result
  }
}

async function* inline(
  index: RegisterIndex,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReconcileOptions,
) {
  const reconciler = createReconciler(index, options)
  for await (const chunk of chunks) yield reconciler.chunk(chunk)
}

async function* onThreads(
  index: RegisterIndex,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReconcileOptions,
  threads: number,
): AsyncGenerator<ChunkResult> {
  const pool = openPool(index, options, threads)
  try {
    const waiting: Promise<ChunkResult>[] = []
    for await (const chunk of chunks) {
      waiting.push(pool.submit(chunk))
      if (waiting.length > threads * 2) yield await waiting.shift()!
    }
    for (const result of waiting) yield await result
  } finally {
    await pool.close()
  }
}

interface Task {
  resolve(result: ChunkResult): void
  reject(error: Error): void
}

function openPool(index: RegisterIndex, options: ReconcileOptions, threads: number) {
  const tasks = new Map<number, Task>()
  let failure: Error | undefined
  const fail = (error: Error) => {
    failure = error
    for (const task of tasks.values()) task.reject(error)
    tasks.clear()
  }
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./reconcile-worker.ts', import.meta.url), {
      workerData: { buffer: index.buffer, options },
    })
    worker.on('message', ({ id, result }: { id: number; result: ChunkResult }) => {
      tasks.get(id)?.resolve(result)
      tasks.delete(id)
      load[workers.indexOf(worker)]!--
    })
    worker.on('error', fail)
    return worker
  })
  const load = workers.map(() => 0)
  let next = 0
  const submit = (chunk: Uint8Array) => {
    if (failure !== undefined) return Promise.reject(failure)
    const id = next++
    const least = load.indexOf(Math.min(...load))
    load[least]!++
    const { promise, resolve, reject } = Promise.withResolvers<ChunkResult>()
    tasks.set(id, { resolve, reject })
    promise.catch(() => {}) // awaited later; a failure must not count as unhandled meanwhile
    const bytes = movable(chunk)
    workers[least]!.postMessage(
      { id, bytes },
      bytes.buffer instanceof SharedArrayBuffer ? [] : [bytes.buffer as ArrayBuffer],
    )
    return promise
  }
  const close = () => Promise.all(workers.map((worker) => worker.terminate()))
  return { submit, close }
}

/** A small view into large memory (a pooled Buffer) is copied: its memory is not ours to move. */
const movable = (chunk: Uint8Array): Uint8Array =>
  chunk.buffer instanceof SharedArrayBuffer || chunk.byteLength * 4 > chunk.buffer.byteLength
    ? chunk
    : new Uint8Array(chunk)
