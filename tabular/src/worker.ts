import { parentPort, workerData } from 'node:worker_threads'
import { type Converted, type ConvertOptions, type ConvertProgress, convert } from './convert.ts'
import { TabularError } from './errors.ts'
import { type OpenOptions, openTable, type TableInfo } from './open-table.ts'
import { readSheetBytes, type SheetBytes } from './read-sheets.ts'
import type { RowBlock, RowSegment, TabularWarning } from './rows.ts'

export type WorkerTask =
  | { type: 'convert'; path: string; outPath: string; options: ConvertOptions }
  | { type: 'open'; path: string; options: OpenOptions }
  | { type: 'sheets'; path: string; options: OpenOptions }

export type FromWorker =
  | { type: 'info'; info: TableInfo }
  | { type: 'block'; block: RowBlock }
  | { type: 'progress'; progress: ConvertProgress }
  | { type: 'sheets'; sheets: SheetBytes[] }
  | { type: 'done'; converted?: Converted; segments?: RowSegment[]; warnings?: TabularWarning[] }
  | { type: 'error'; error: ReturnType<TabularError['toJSON']> }

const port = parentPort!
const send = (message: FromWorker) => port.postMessage(message)

const runConvert = async (task: WorkerTask & { type: 'convert' }): Promise<void> => {
  const onProgress = (progress: ConvertProgress) => send({ type: 'progress', progress })
  send({ type: 'done', converted: await convert(task.path, task.outPath, { ...task.options, onProgress }) })
}

/** Sends a block for each "more"; the reader asks for one ahead. */
const runOpen = async (task: WorkerTask & { type: 'open' }): Promise<void> => {
  let asked = 0
  let wake = () => {}
  port.on('message', () => {
    asked++
    wake()
  })
  await using table = await openTable(task.path, task.options)
  const { format, encoding, gzip, header, headerRow, delimiter, sheet } = table
  send({
    type: 'info',
    info: {
      format,
      encoding,
      gzip,
      header,
      headerRow,
      ...(delimiter && { delimiter }),
      ...(sheet !== undefined && { sheet }),
    },
  })
  for await (const block of table.blocks()) {
    while (asked === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    asked--
    // A block may be a window on a larger buffer: only the window travels.
    const bytes = block.bytes.byteLength === block.bytes.buffer.byteLength ? block.bytes : Uint8Array.from(block.bytes)
    port.postMessage({ type: 'block', block: { bytes, rows: block.rows } } satisfies FromWorker, [
      bytes.buffer as ArrayBuffer,
    ])
  }
  send({ type: 'done', segments: [...table.segments], warnings: [...table.warnings] })
}

try {
  const task = workerData as WorkerTask
  if (task.type === 'sheets') send({ type: 'sheets', sheets: await readSheetBytes(task.path, task.options) })
  else await (task.type === 'convert' ? runConvert(task) : runOpen(task))
} catch (error) {
  const known =
    error instanceof TabularError ? error : new TabularError('worker_failed', { detail: String(error).slice(0, 200) })
  send({ type: 'error', error: known.toJSON() })
} finally {
  port.close()
}
