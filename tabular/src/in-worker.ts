import { Worker } from 'node:worker_threads'
import type { Converted, ConvertOptions } from './convert.ts'
import { TabularError } from './errors.ts'
import type { OpenOptions, TableInfo } from './open-table.ts'
import { type SheetTable, tableOfBytes } from './read-sheets.ts'
import type { RowBlock, RowSegment, TabularWarning } from './rows.ts'
import type { FromWorker, WorkerTask } from './worker.ts'

export interface WorkerOptions {
  /** heap of the worker in MiB; a file that needs more ends its worker, not the process */
  readonly heapMb?: number
  readonly signal?: AbortSignal
}

/** Functions cannot cross into a worker. */
const plainOptions = ({ limits, columns, sheet, chunkRows }: ConvertOptions): ConvertOptions => ({
  ...(limits && { limits }),
  ...(columns && { columns: columns.map(({ key, zh, synonyms }) => ({ key, zh, synonyms })) }),
  ...(sheet !== undefined && { sheet }),
  ...(chunkRows !== undefined && { chunkRows }),
})

const startWorker = (task: WorkerTask, options: WorkerOptions): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    // Test runners add loaders that a plain worker cannot start with.
    execArgv: [],
  })

/** Messages of a worker until it is done; ends the worker however the caller leaves. Throws a `TabularError`. */
async function* messages(worker: Worker, signal?: AbortSignal): AsyncGenerator<FromWorker> {
  const queue: FromWorker[] = []
  let wake = () => {}
  let failure: unknown
  let ended = false
  const stop = (error?: unknown) => {
    failure ??= error
    ended = true
    wake()
  }
  worker.on('message', (message: FromWorker) => {
    queue.push(message)
    wake()
  })
  worker.on('error', (cause) => stop(new TabularError('worker_failed', {}, { cause })))
  worker.on('exit', () => stop())
  const abort = () => stop(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()
  try {
    for (;;) {
      const message = queue.shift()
      if (message) {
        if (message.type === 'error') throw TabularError.fromJSON(message.error)
        yield message
        if (message.type === 'done') return
      } else if (ended) throw failure ?? new TabularError('worker_failed')
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}

/** `convert` in a worker thread with its own memory limit. */
export const convertInWorker = async (
  path: string,
  outPath: string,
  options: ConvertOptions & WorkerOptions = {},
): Promise<Converted> => {
  const worker = startWorker({ type: 'convert', path, outPath, options: plainOptions(options) }, options)
  for await (const message of messages(worker, options.signal)) {
    if (message.type === 'progress') options.onProgress?.(message.progress)
    if (message.type === 'done') return message.converted!
  }
  throw new TabularError('worker_failed')
}

/** Every visible sheet of a workbook, or the one table of another file, read whole in one worker: for files of people, not of bulk data. */
export const readSheetsInWorker = async (
  path: string,
  options: OpenOptions & WorkerOptions = {},
): Promise<SheetTable[]> => {
  const worker = startWorker({ type: 'sheets', path, options: plainOptions(options) }, options)
  for await (const message of messages(worker, options.signal))
    if (message.type === 'sheets') return message.sheets.map(tableOfBytes)
  throw new TabularError('worker_failed')
}

export interface WorkerTable extends TableInfo {
  csv(): AsyncGenerator<Uint8Array>
  blocks(): AsyncGenerator<RowBlock>
  /** complete once the table has been read to its end */
  readonly segments: readonly RowSegment[]
  readonly warnings: readonly TabularWarning[]
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** `openTable` in a worker thread: rows arrive as transferred blocks, a few ahead of the reader at most. */
export const openTableInWorker = async (
  path: string,
  options: OpenOptions & WorkerOptions = {},
): Promise<WorkerTable> => {
  const worker = startWorker({ type: 'open', path, options: plainOptions(options) }, options)
  const stream = messages(worker, options.signal)
  const first = await stream.next()
  if (first.done || first.value.type !== 'info') throw new TabularError('worker_failed')
  const segments: RowSegment[] = []
  const warnings: TabularWarning[] = []
  async function* blocks(): AsyncGenerator<RowBlock> {
    worker.postMessage('more')
    for await (const message of stream) {
      if (message.type === 'done') {
        segments.push(...message.segments!)
        warnings.push(...message.warnings!)
        return
      }
      if (message.type !== 'block') continue
      worker.postMessage('more')
      yield message.block
    }
  }
  const close = async () => {
    await stream.return(undefined)
  }
  return {
    ...first.value.info,
    segments,
    warnings,
    blocks,
    async *csv() {
      for await (const { bytes } of blocks()) yield bytes
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
