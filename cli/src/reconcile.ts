import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, extname, join } from 'node:path'
import type { ReconcileArguments } from './args.ts'
import { Failure } from './failure.ts'
import { count, type Lang } from './lang.ts'
import { openOutputFolder } from './output-folder.ts'
import { createProgress, type Progress, type ProgressTarget } from './progress.ts'
import { type RegisterRead, readRegister } from './read-register.ts'
import { type ReportDone, reconcileReport } from './reconcile-report.ts'
import { imbalances, summaryText, warningText, writeSummary } from './summary.ts'
import { REGISTER_KIND_TEXT } from './words.ts'

export interface Terminal {
  readonly out: { write(text: string): unknown }
  readonly err: ProgressTarget
}

/** `redbridge reconcile`: everything or nothing appears in the output folder. Throws a `Failure`. */
export const reconcile = async (
  args: ReconcileArguments,
  { out, err }: Terminal,
  signal?: AbortSignal,
): Promise<void> => {
  const started = performance.now()
  const { lang } = args
  const folder = await openOutputFolder(args.out, args.force)
  const progress = interruptible(createProgress(err, lang, { quiet: args.quiet }), signal)
  try {
    const register = await readRegister(
      { files: args.registers, asOf: args.asOf, coverage: args.coverage, lang },
      progress,
    )
    if (!args.quiet) err.write(registerText(register, lang))
    const reports: ReportDone[] = []
    for (const [i, path] of args.reports.entries()) {
      const job = {
        path,
        folder: args.reports.length > 1 ? join(folder.work, folderName(args.reports, i)) : folder.work,
        index: register.index,
        coverage: args.coverage,
        lang,
        format: args.format,
        sheet: args.sheet,
        threads: args.threads ?? threadsFor(path),
      }
      const done = await reconcileReport(job, progress)
      if (!args.quiet)
        for (const warning of done.warnings.slice(0, 10))
          err.write(`${basename(path)}: ${warningText(warning, lang)}\n`)
      reports.push(done)
    }
    await writeSummary(
      folder.work,
      { register, coverage: args.coverage, reports, seconds: (performance.now() - started) / 1000 },
      lang,
    )
    const faults = reports.flatMap(imbalances)
    if (!args.quiet && args.coverage === undefined) err.write(coverageHint(reports, lang))
    signal?.throwIfAborted()
    out.write(`${summaryText(reports, lang)}\n`)
    if (faults.length > 0)
      throw new Failure(
        'balance',
        [lang === 'zh' ? '总数不平，未写出结果：' : 'Totals do not balance, nothing was written:', ...faults].join(
          '\n',
        ),
      )
    await folder.commit()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    out.write(lang === 'zh' ? `结果在 ${args.out}（用时 ${seconds} 秒）\n` : `Results in ${args.out} (${seconds} s)\n`)
  } finally {
    progress.done()
    await folder.discard()
  }
}

/** Progress is shown at every chunk, which makes it the place to stop at. */
const interruptible = (progress: Progress, signal: AbortSignal | undefined): Progress => ({
  ...progress,
  show(label, rows, fraction) {
    signal?.throwIfAborted()
    progress.show(label, rows, fraction)
  },
})

// Starting threads takes longer than judging a small file.
const SMALL = 4 * 1024 * 1024
const threadsFor = (path: string): number => (statSync(path).size < SMALL ? 0 : Math.min(4, availableParallelism()))

/** A folder for each report, named after it, numbered where names repeat. */
const folderName = (paths: readonly string[], i: number): string => {
  const name = (path: string) => basename(path, extname(path)).replace(/^\.+/, '') || 'report'
  const own = name(paths[i]!)
  return paths.filter((path) => name(path).toLowerCase() === own.toLowerCase()).length > 1 ? `${own}-${i + 1}` : own
}

/** Against the register of a few provinces, operators of all others look unlicensed: say how to tell it. */
const coverageHint = (reports: readonly ReportDone[], lang: Lang): string => {
  const unknown = reports.reduce((sum, { totals }) => sum + totals.byKind.licence_unknown, 0)
  if (unknown === 0) return ''
  return lang === 'zh'
    ? `有 ${count(unknown)} 行查无执照。登记库如果不是全国数据，请用 --coverage 写明覆盖的省份，外省主体会列为存疑。\n`
    : `${count(unknown)} rows hold a licence the register does not know. If the register does not cover all provinces, name those it covers with --coverage: operators registered elsewhere are then undecided.\n`
}

const registerText = ({ index, files, asOf }: RegisterRead, lang: Lang): string => {
  const lines = files.map(
    ({ path, kind, rows }) => `  ${basename(path)}: ${REGISTER_KIND_TEXT[kind][lang]}, ${count(rows)}`,
  )
  const head =
    lang === 'zh'
      ? `登记库 ${count(index.size)} 个主体，数据日期 ${asOf}`
      : `Register: ${count(index.size)} entries as of ${asOf}`
  return `${[head, ...lines].join('\n')}\n`
}
