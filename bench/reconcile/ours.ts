// Child of bench/reconcile.ts: our engine, `build` or `run`, in a process of its own.
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { REPORT_COLUMNS } from '@redbridge/contract'
import {
  addTotals,
  createRegisterIndexBuilder,
  createTotals,
  KIND,
  matchTier,
  openRegisterIndex,
  problemKinds,
  type RegisterIndex,
  type RegisterMapping,
  type ReportMapping,
  reconcileParallel,
  rowChunks,
} from '@redbridge/engine/identity'
import { VOLUME_FIELDS } from '@redbridge/engine/market'
import { type Answer, type Counts, peakMb } from './counts.ts'
import { filesIn } from './data.ts'
import { createOutput, type Output } from './output.ts'

const [task, folder = '', out = ''] = process.argv.slice(2)
const files = filesIn(folder)
const started = performance.now()

async function build(): Promise<Answer> {
  const mapping = Object.fromEntries(VOLUME_FIELDS.map((key, i) => [key, i])) as RegisterMapping
  const builder = createRegisterIndexBuilder({ asOf: '2026-07-31', coverage: ['11'] })
  for await (const chunk of rowChunks(blocks(files.register), { skipHeader: true }))
    builder.add(chunk, { kind: 'register', mapping, columns: VOLUME_FIELDS.length })
  const bytes = new Uint8Array(builder.build().buffer)
  const file = openSync(files.index, 'w')
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, 1 << 28))
  closeSync(file)
  return { openSeconds: 0, jobSeconds: (performance.now() - started) / 1000, peakMb: peakMb() }
}

function openIndex(): RegisterIndex {
  const file = openSync(files.index, 'r')
  const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(file).size))
  for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, Math.min(bytes.length - at, 1 << 28), at)
  closeSync(file)
  return openRegisterIndex(bytes.buffer)
}

async function run(): Promise<Answer> {
  const index = openIndex()
  const opened = performance.now()
  mkdirSync(out, { recursive: true })
  const outputs = ['accepted', 'rejected', 'problems', 'undecided'].map((name) =>
    createOutput(join(out, `${name}.csv`), index),
  )
  const [accepted, rejected, problems, undecided] = outputs as [Output, Output, Output, Output]
  const mapping = Object.fromEntries(REPORT_COLUMNS.map(({ key }, i) => [key, i])) as ReportMapping
  const totals = createTotals()
  const unmatched: Record<string, number> = {}
  const chunks = rowChunks(blocks(files.report), { skipHeader: true })
  for await (const result of reconcileParallel(index, chunks, {
    mapping,
    columns: REPORT_COLUMNS.length,
    threads: 2,
  })) {
    addTotals(totals, result)
    for (let i = 0; i < result.rows; i++) {
      if (result.rejects[i] !== 0) {
        rejected.putRejected(result, i)
        continue
      }
      accepted.putAccepted(result, i)
      if (result.kinds[i] !== 0) {
        problems.putProblem(result, i)
        if ((result.kinds[i]! & KIND.code_invalid) !== 0 && matchTier(result.tiers[i]!) === 'repaired_code')
          for (const kind of problemKinds(result.kinds[i]!))
            if (STANDING.has(kind)) unmatched[kind] = (unmatched[kind] ?? 0) + 1
      } else if (result.undecided[i] !== 0) undecided.putUndecided(result, i)
    }
  }
  for (const output of outputs) output.close()
  const { rows, clear, problem } = totals
  const kinds = Object.fromEntries(
    Object.entries(totals.byAnyKind).map(([kind, n]) => [kind, n - (unmatched[kind] ?? 0)]),
  )
  const counts: Counts = {
    rows,
    rejected: totals.rejected,
    clear,
    problem,
    undecided: totals.undecided,
    kinds,
    rejects: totals.byReject,
    reasons: totals.byUndecided,
  }
  const done = performance.now()
  return { openSeconds: (opened - started) / 1000, jobSeconds: (done - opened) / 1000, peakMb: peakMb(), counts }
}

const STANDING = new Set(['cancelled', 'revoked', 'serious_violation', 'abnormal_operation'])

/** The file in blocks of a megabyte; each is copied on by the cutter, so one block of memory serves for all. */
function* blocks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r')
  const block = new Uint8Array(1 << 20)
  for (let n = readSync(file, block); n > 0; n = readSync(file, block)) yield block.subarray(0, n)
  closeSync(file)
}

const answer = task === 'build' ? await build() : await run()
process.send?.(answer)
