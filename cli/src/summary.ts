import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  findProvince,
  PROBLEM_KIND_TEXT,
  PROBLEM_KINDS,
  REJECT_REASON_TEXT,
  REJECT_REASONS,
  UNDECIDED_REASON_TEXT,
  UNDECIDED_REASONS,
} from '@redbridge/contract'
import { createTotals, type Totals } from '@redbridge/engine/identity'
import { type OutCell, TABULAR_WARNING_TEXT, writeXlsx } from '@redbridge/tabular'
import { count, type Lang } from './lang.ts'
import type { RegisterRead } from './read-register.ts'
import type { ReportDone } from './reconcile-report.ts'
import { REGISTER_KIND_TEXT } from './words.ts'

export interface Summary {
  readonly register: RegisterRead
  readonly coverage: readonly string[] | undefined
  readonly reports: readonly ReportDone[]
  readonly seconds: number
}

type Counted = ReportDone['counted']

/** Sum of the engine's totals over all reports. */
export const sumTotals = (reports: readonly ReportDone[]): Totals => {
  const sum = createTotals()
  for (const { totals } of reports) addInto(sum as unknown as Numbers, totals as unknown as Numbers)
  return sum
}

interface Numbers {
  [key: string]: number | Numbers
}

const addInto = (into: Numbers, from: Numbers): void => {
  for (const [key, value] of Object.entries(from)) {
    if (typeof value === 'number') into[key] = ((into[key] as number | undefined) ?? 0) + value
    else addInto(into[key] as Numbers, value)
  }
}

/**
 * What does not balance, in words; empty when all is well. The reader, the engine and the writers each counted on
 * their own: rows in = accepted + rejected, accepted = clear + problem + undecided, and all three agree.
 */
export const imbalances = ({ path, counted, totals }: Pick<ReportDone, 'path' | 'counted' | 'totals'>): string[] => {
  const faults: string[] = []
  const check = (what: string, left: number, right: number) => {
    if (left !== right) faults.push(`${basename(path)}: ${what}: ${count(left)} ≠ ${count(right)}`)
  }
  check('rows = accepted + rejected', counted.read, counted.accepted + counted.rejected)
  check('accepted = clear + problem + undecided', counted.accepted, counted.clear + counted.problem + counted.undecided)
  check('rows (engine)', counted.read, totals.rows)
  for (const name of ['accepted', 'rejected', 'clear', 'problem', 'undecided'] as const)
    check(`${name} (engine)`, counted[name], totals[name])
  return faults
}

/** summary.json and summary.xlsx. */
export const writeSummary = async (folder: string, summary: Summary, lang: Lang): Promise<void> => {
  const totals = sumTotals(summary.reports)
  const json = {
    register: {
      asOf: summary.register.asOf,
      entries: summary.register.index.size,
      coverage: summary.coverage ?? 'all',
      files: summary.register.files,
    },
    totals,
    reports: summary.reports.map(({ counted: _, ...report }) => report),
    seconds: Number(summary.seconds.toFixed(3)),
  }
  await writeFile(join(folder, 'summary.json'), `${JSON.stringify(json, null, 2)}\n`)
  const zh = lang === 'zh'
  const columns = [
    { header: zh ? '项目' : 'Item', width: 36 },
    { header: zh ? '合计' : 'Total', width: 16 },
  ]
  const perReport = summary.reports.length > 1 ? summary.reports : []
  await writeXlsx(join(folder, 'summary.xlsx'), {
    sheets: [
      {
        name: zh ? '汇总' : 'Summary',
        columns: [...columns, ...perReport.map(({ path }) => ({ header: basename(path), width: 20 }))],
        rows: figureRows([totals, ...perReport.map((report) => report.totals)], lang),
      },
      {
        name: zh ? '来源' : 'Sources',
        columns: [
          { header: zh ? '项目' : 'Item', width: 24 },
          { header: zh ? '内容' : 'Value', width: 80 },
        ],
        rows: sourceRows(summary, lang),
      },
    ],
  })
}

const figureRows = (all: readonly Totals[], lang: Lang): OutCell[][] => {
  const zh = lang === 'zh'
  const row = (label: string, value: (totals: Totals) => number): OutCell[] => [label, ...all.map(value)]
  const part = (label: string) => (zh ? `　${label}` : `  ${label}`)
  return [
    row(zh ? '报送行数' : 'Rows', (t) => t.rows),
    row(zh ? '接受' : 'Accepted', (t) => t.accepted),
    row(zh ? '退回' : 'Rejected', (t) => t.rejected),
    row(zh ? '接受：正常' : 'Accepted: clear', (t) => t.clear),
    row(zh ? '接受：问题' : 'Accepted: problem', (t) => t.problem),
    row(zh ? '接受：存疑' : 'Accepted: undecided', (t) => t.undecided),
    [],
    [zh ? '问题主体（按最严重的一类计）' : 'Problems (by most serious kind)'],
    ...PROBLEM_KINDS.map((kind) => row(part(PROBLEM_KIND_TEXT[kind][lang]), (t) => t.byKind[kind])),
    [zh ? '问题主体（每类都计）' : 'Problems (every kind a row has)'],
    ...PROBLEM_KINDS.map((kind) => row(part(PROBLEM_KIND_TEXT[kind][lang]), (t) => t.byAnyKind[kind])),
    [zh ? '存疑' : 'Undecided'],
    ...UNDECIDED_REASONS.map((reason) => row(part(UNDECIDED_REASON_TEXT[reason][lang]), (t) => t.byUndecided[reason])),
    [zh ? '退回（每个原因都计）' : 'Rejected (every reason a row has)'],
    ...REJECT_REASONS.map((reason) => row(part(REJECT_REASON_TEXT[reason][lang]), (t) => t.byReject[reason])),
  ]
}

const sourceRows = ({ register, coverage, reports, seconds }: Summary, lang: Lang): OutCell[][] => {
  const zh = lang === 'zh'
  const covered = coverage?.map((code) => findProvince(code)?.[lang] ?? code).join(zh ? '、' : ', ')
  return [
    [zh ? '登记库数据日期' : 'Register as of', register.asOf],
    [zh ? '登记库主体数' : 'Register entries', register.index.size],
    [zh ? '覆盖范围' : 'Coverage', covered ?? (zh ? '全国' : 'all provinces')],
    ...register.files.map((file): OutCell[] => [
      REGISTER_KIND_TEXT[file.kind][lang],
      `${basename(file.path)} · ${file.format} · ${file.encoding} · ${count(file.rows)}`,
    ]),
    ...reports.map((file): OutCell[] => [
      zh ? '报送文件' : 'Report',
      `${basename(file.path)} · ${file.format} · ${file.encoding} · ${count(file.totals.rows)}`,
    ]),
    ...reports.flatMap(({ warnings }) =>
      warnings.slice(0, 50).map((warning): OutCell[] => [zh ? '读取提示' : 'Note', warningText(warning, lang)]),
    ),
    [zh ? '用时（秒）' : 'Seconds', Number(seconds.toFixed(1))],
  ]
}

export const warningText = ({ code, row, sheet, detail }: ReportDone['warnings'][number], lang: Lang): string => {
  const where = [sheet ?? '', row === undefined ? '' : lang === 'zh' ? `第 ${row} 行` : `row ${row}`, detail ?? '']
    .filter(Boolean)
    .join(' ')
  return where ? `${TABULAR_WARNING_TEXT[code][lang]}（${where}）` : TABULAR_WARNING_TEXT[code][lang]
}

/** The closing lines on stdout: totals that balance. */
export const summaryText = (reports: readonly ReportDone[], lang: Lang): string => {
  const zh = lang === 'zh'
  const sum = (pick: (counted: Counted) => number) => reports.reduce((total, { counted }) => total + pick(counted), 0)
  const n = (pick: (counted: Counted) => number) => count(sum(pick))
  const totals = sumTotals(reports)
  const kinds = PROBLEM_KINDS.filter((kind) => totals.byKind[kind] > 0).map(
    (kind) => `    ${PROBLEM_KIND_TEXT[kind][lang]}  ${count(totals.byKind[kind])}`,
  )
  const rejects = REJECT_REASONS.filter((reason) => totals.byReject[reason] > 0).map(
    (reason) => `    ${REJECT_REASON_TEXT[reason][lang]}  ${count(totals.byReject[reason])}`,
  )
  const undecided = UNDECIDED_REASONS.filter((reason) => totals.byUndecided[reason] > 0).map(
    (reason) => `    ${UNDECIDED_REASON_TEXT[reason][lang]}  ${count(totals.byUndecided[reason])}`,
  )
  const block = (title: string, lines: readonly string[]) => (lines.length > 0 ? [`  ${title}`, ...lines] : [])
  return [
    zh
      ? `报送 ${n((c) => c.read)} 行 = 接受 ${n((c) => c.accepted)} + 退回 ${n((c) => c.rejected)}`
      : `rows ${n((c) => c.read)} = accepted ${n((c) => c.accepted)} + rejected ${n((c) => c.rejected)}`,
    zh
      ? `接受 ${n((c) => c.accepted)} 行 = 正常 ${n((c) => c.clear)} + 问题 ${n((c) => c.problem)} + 存疑 ${n((c) => c.undecided)}`
      : `accepted ${n((c) => c.accepted)} = clear ${n((c) => c.clear)} + problem ${n((c) => c.problem)} + undecided ${n((c) => c.undecided)}`,
    ...block(zh ? '问题主体' : 'problems', kinds),
    ...block(zh ? '存疑' : 'undecided', undecided),
    ...block(zh ? '退回（一行可有多个原因）' : 'rejected (a row may have several reasons)', rejects),
  ].join('\n')
}
