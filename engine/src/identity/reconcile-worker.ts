import { parentPort, workerData } from 'node:worker_threads'
import { createReconciler, type ReconcileOptions } from './reconcile.ts'
import { openRegisterIndex } from './register-index.ts'

/** One thread of `reconcileParallel`: chunks come in, results go out with the chunk's memory. */
const { buffer, options } = workerData as { buffer: SharedArrayBuffer; options: ReconcileOptions }
const reconciler = createReconciler(openRegisterIndex(buffer), options)
const port = parentPort!

port.on('message', ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
  const result = reconciler.chunk(bytes)
  const memory = [result.entries.buffer, ...(bytes.buffer instanceof SharedArrayBuffer ? [] : [bytes.buffer])]
  port.postMessage({ id, result }, memory as ArrayBuffer[])
})
