import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NORMALISATION_NOTE_TEXT, PROBLEM_KIND_TEXT, REPORT_COLUMNS, UNDECIDED_REASON_TEXT } from '@redbridge/contract'
import {
  addTotals,
  type ChunkResult,
  createTotals,
  explainRow,
  notesOf,
  OUTCOME,
  OUTCOMES,
  problemKinds,
  type RegisterIndex,
  reconcileParallel,
  type Totals,
  undecidedReason,
} from '@redbridge/engine/identity'
import { CORRECTED_HEADERS, putByte, putRange, putText, type TabularWarning } from '@redbridge/tabular'
import type { Lang } from './lang.ts'
import type { Progress } from './progress.ts'
import { naming, type OpenReport, openReport, rowLabel } from './read-report.ts'
import {
  problemColumns,
  problemRow,
  type RowContext,
  rejectedRow,
  undecidedColumns,
  undecidedRow,
} from './result-rows.ts'
import { createSpool, type Spool, writeSpool } from './spool.ts'
import { COLUMN, OUTCOME_TEXT } from './words.ts'

export interface ReportJob {
  readonly path: string
  readonly folder: string
  readonly index: RegisterIndex
  readonly coverage: readonly string[] | undefined
  readonly lang: Lang
  readonly format: 'xlsx' | 'csv'
  readonly sheet: string | undefined
  readonly threads: number
}

export interface ReportDone {
  readonly path: string
  readonly format: string
  readonly encoding: string
  readonly totals: Totals
  /** rows counted by the reader and by the writers, each on its own: what the totals are checked against */
  readonly counted: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly clear: number
    readonly problem: number
    readonly undecided: number
  }
  readonly unknownColumns: readonly string[]
  readonly warnings: readonly TabularWarning[]
  readonly files: readonly string[]
  readonly seconds: number
}

interface Spools {
  readonly accepted: Spool
  readonly rejected: Spool
  readonly problems: Spool
  readonly undecided: Spool
}

/** Judges one report and writes its four result files. */
export const reconcileReport = async (job: ReportJob, progress: Progress): Promise<ReportDone> => {
  const started = performance.now()
  const report = await openReport(job.path, job)
  await mkdir(job.folder, { recursive: true })
  const spool = (name: string) => createSpool(join(job.folder, `.${name}.spool`))
  const spools: Spools = {
    accepted: await spool('accepted'),
    rejected: await spool('rejected'),
    problems: await spool('problems'),
    undecided: await spool('undecided'),
  }
  try {
    const { totals, read, clear } = await judge(job, report, spools, progress)
    const files = await writeResults(job, spools, progress)
    const counted = {
      read,
      accepted: spools.accepted.rows,
      rejected: spools.rejected.rows,
      clear,
      problem: spools.problems.rows,
      undecided: spools.undecided.rows,
    }
    const { format, encoding, warnings } = report.table
    return {
      path: job.path,
      format,
      encoding,
      totals,
      counted,
      unknownColumns: report.unknown,
      warnings,
      files,
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    await report.table.close()
    for (const one of Object.values(spools)) await one.remove()
  }
}

const judge = async (job: ReportJob, { path, table, mapping }: OpenReport, spools: Spools, progress: Progress) => {
  const totals = createTotals()
  const context: RowContext = { index: job.index, lang: job.lang, rowOf: (rowNo) => rowLabel(table.segments, rowNo) }
  const label = `${job.lang === 'zh' ? '比对' : 'Compare'} ${basename(path)}`
  let read = 0
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const { bytes, rows } of table.blocks()) {
      read += rows
      yield bytes
    }
  }
  const options = { mapping, columns: table.header.length, threads: job.threads, coverage: job.coverage ?? null }
  const columns = columnsOf(mapping)
  let clear = 0
  try {
    for await (const result of reconcileParallel(job.index, chunks(), options)) {
      addTotals(totals, result)
      for (let i = 0; i < result.rows; i++) {
        const outcome = result.outcome[i]!
        if (outcome === OUTCOME.rejected) {
          spools.rejected.put(rejectedRow(result, i, mapping, context))
          continue
        }
        putAccepted(spools.accepted, result, i, columns, context)
        if (outcome === OUTCOME.clear) clear++
        else if (outcome === OUTCOME.problem)
          spools.problems.put(problemRow(explainRow(job.index, result, i, mapping), context))
        else spools.undecided.put(undecidedRow(explainRow(job.index, result, i, mapping), context))
      }
      for (const spool of Object.values(spools)) await spool.drain()
      progress.show(label, totals.rows, table.progress())
    }
  } catch (error) {
    naming(path, job.lang)(error)
  }
  progress.done()
  return { totals, read, clear }
}

const COMMA = 0x2c
const LF = 0x0a
const verdicts = new Map<string, Buffer>()
const columnsOf = (mapping: OpenReport['mapping']) => REPORT_COLUMNS.map(({ key }) => mapping[key] ?? -1)

/** Verdict, reasons and notes in front of the reported cells, which are copied as bytes: most rows of a report come here. */
const putAccepted = (
  spool: Spool,
  result: ChunkResult,
  i: number,
  columns: readonly number[],
  { lang, rowOf }: RowContext,
): void => {
  const key = `${lang} ${result.outcome[i]} ${result.kinds[i]} ${result.undecided[i]} ${result.notes[i]}`
  let verdict = verdicts.get(key)
  if (!verdict) {
    verdict = verdictCells(result, i, lang)
    verdicts.set(key, verdict)
  }
  const { sink } = spool
  putText(sink, rowOf(result.firstRowNo + i))
  putRange(sink, verdict, 0, verdict.length)
  const { bytes, cellStart } = result
  const at = i * result.columns
  for (const column of columns) {
    putByte(sink, COMMA)
    if (column === -1) continue
    const last = column + 1 === result.columns
    putRange(sink, bytes, cellStart[at + column]!, last ? result.rowEnd[i]! : cellStart[at + column + 1]! - 1)
  }
  putByte(sink, LF)
  spool.rows++
}

const verdictCells = (result: ChunkResult, i: number, lang: Lang): Buffer => {
  const undecided = undecidedReason(result.undecided[i]!)
  const reasons = [
    ...problemKinds(result.kinds[i]!).map((kind) => PROBLEM_KIND_TEXT[kind][lang]),
    ...(undecided ? [UNDECIDED_REASON_TEXT[undecided][lang]] : []),
  ]
  const notes = notesOf(result.notes[i]!).map((note) => NORMALISATION_NOTE_TEXT[note][lang])
  const cells = [OUTCOME_TEXT[OUTCOMES[result.outcome[i]!]!][lang], reasons.join('；'), notes.join('；')]
  return Buffer.from(`,${cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}`)
}

const writeResults = async (job: ReportJob, spools: Spools, progress: Progress): Promise<string[]> => {
  const { lang, format, folder } = job
  const zh = lang === 'zh'
  const template = REPORT_COLUMNS.map((column) => ({ header: column[lang], width: 22 }))
  const correction = CORRECTED_HEADERS[lang]
  const accepted = [
    ...(['row', 'verdict', 'reasons', 'notes'] as const).map((name) => ({ header: COLUMN[name][lang], width: 16 })),
    ...template,
  ]
  const rejected = [{ header: correction.reason, width: 40 }, { header: correction.row, width: 12 }, ...template]
  const plans = [
    [spools.accepted, 'accepted', zh ? '接受' : 'Accepted', accepted],
    [spools.rejected, 'rejected', zh ? '退回更正' : 'Rejected', rejected],
    [spools.problems, 'problems', zh ? '问题主体' : 'Problems', problemColumns(lang)],
    [spools.undecided, 'undecided', zh ? '存疑' : 'Undecided', undecidedColumns(lang)],
  ] as const
  const total = plans.reduce((sum, [spool]) => sum + spool.rows, 0)
  const label = `${zh ? '写出结果' : 'Write'} ${basename(job.path)}`
  const files: string[] = []
  let rows = 0
  for (const [spool, name, sheet, columns] of plans) {
    const onRow = () => {
      if (++rows % 2_000 === 0) progress.show(label, rows, rows / total)
    }
    files.push(basename(await writeSpool(spool, { path: join(folder, name), sheet, columns, format }, onRow)))
  }
  progress.done()
  return files
}
