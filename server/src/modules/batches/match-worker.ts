import { createHmac } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import {
  cellString,
  createReconciler,
  createRegisterIndexBuilder,
  OUTCOME,
  openRegisterIndex,
  type RegisterIndex,
  rejectReasons,
} from '@redbridge/engine/identity'
import { chunkToRows } from './chunk-rows.ts'
import type { CheckTask, KeysTask, MatchTask, Task } from './match-types.ts'

// A thread of the matching pool: bytes in, columns and rows out. It reads no database and writes none.
let opened: { versionId: string; index: RegisterIndex } | undefined
const indexOf = ({
  index,
  versionId,
}: {
  index: SharedArrayBuffer | ArrayBuffer
  versionId: string
}): RegisterIndex => {
  if (opened?.versionId !== versionId) opened = { versionId, index: openRegisterIndex(index) }
  return opened.index
}

let empty: RegisterIndex | undefined
/** Form of the rows alone, before any register is asked: what is told to an integrator at once. */
const check = ({ bytes, mapping, columns }: CheckTask) => {
  empty ??= createRegisterIndexBuilder({ asOf: '1970-01-01' }).build()
  const result = createReconciler(empty, { mapping, columns }).chunk(bytes)
  const rejected = []
  for (let row = 0; row < result.rows; row++)
    if (result.outcome[row] === OUTCOME.rejected)
      rejected.push({ row, reasons: rejectReasons(result.rejects[row] as number) })
  return rejected
}

const keys = (task: KeysTask) =>
  createReconciler(indexOf(task), { mapping: task.mapping, columns: task.columns }).chunk(task.bytes)

const match = (task: MatchTask) => {
  const index = indexOf(task)
  const coverage = task.coverage.length ? task.coverage : null
  const result = createReconciler(index, { mapping: task.mapping, columns: task.columns, coverage }).chunk(task.bytes)
  const key = Buffer.from(task.digestKey)
  const digest = (id: string) => createHmac('sha256', key).update(id.trim().toUpperCase()).digest('hex').slice(0, 32)
  return chunkToRows(index, result, task, digest, cellString)
}

parentPort?.on('message', (task: Task) => {
  try {
    const value = task.type === 'match' ? match(task) : task.type === 'keys' ? keys(task) : check(task)
    parentPort?.postMessage({ value })
  } catch (error) {
    parentPort?.postMessage({ error: String((error as Error).stack ?? error) })
  }
})
