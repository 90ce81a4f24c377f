import { existsSync } from 'node:fs'
import { findProvince, PROVINCES } from '@redbridge/contract'
import { REGISTER_FILE_KINDS, type RegisterFileKind } from '@redbridge/engine/identity'
import { Failure } from './failure.ts'
import { LANGS, type Lang } from './lang.ts'

export interface RegisterArgument {
  readonly path: string
  /** undefined: told from the file's name and header */
  readonly kind: RegisterFileKind | undefined
}

export interface ReconcileArguments {
  readonly reports: readonly string[]
  readonly registers: readonly RegisterArgument[]
  readonly out: string
  readonly coverage: readonly string[] | undefined
  readonly asOf: string | undefined
  readonly lang: Lang
  readonly format: 'xlsx' | 'csv'
  readonly sheet: string | undefined
  readonly threads: number | undefined
  readonly force: boolean
  readonly quiet: boolean
}

/** Options that take one value, by every name they go by. */
const ONE = {
  '--out': 'out',
  '-o': 'out',
  '--coverage': 'coverage',
  '--as-of': 'asOf',
  '--lang': 'lang',
  '--format': 'format',
  '--sheet': 'sheet',
  '--threads': 'threads',
} as const
const FLAGS = { '--force': 'force', '-f': 'force', '--quiet': 'quiet', '-q': 'quiet' } as const
type OneName = (typeof ONE)[keyof typeof ONE]
type FlagName = (typeof FLAGS)[keyof typeof FLAGS]

interface Raw {
  readonly one: Partial<Record<OneName, string>>
  readonly flags: Set<FlagName>
  readonly registers: string[]
  readonly rest: string[]
}

const usage = (message: string): never => {
  throw new Failure('usage', message)
}

/** Splits the command line; `--register` takes every word up to the next option. */
const scan = (argv: readonly string[]): Raw => {
  const raw: Raw = { one: {}, flags: new Set(), registers: [], rest: [] }
  let onlyFiles = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    const [name = '', ...values] = word.split('=')
    const inline = values.length > 0 && word.startsWith('--') ? values.join('=') : undefined
    if (onlyFiles || word === '-' || !word.startsWith('-')) raw.rest.push(word)
    else if (word === '--') onlyFiles = true
    else if (name === '--register' || name === '-r') {
      if (inline !== undefined) raw.registers.push(inline)
      else {
        const before = raw.registers.length
        while (i + 1 < argv.length && !argv[i + 1]!.startsWith('-')) raw.registers.push(argv[++i]!)
        if (raw.registers.length === before) usage('--register 后须跟登记库文件 / --register needs a file')
      }
    } else if (Object.hasOwn(ONE, name)) {
      const value = inline ?? argv[++i]
      if (value === undefined || value === '') usage(`${name} 须有值 / ${name} needs a value`)
      raw.one[ONE[name as keyof typeof ONE]] = value as string
    } else if (Object.hasOwn(FLAGS, name) && inline === undefined) raw.flags.add(FLAGS[name as keyof typeof FLAGS])
    else usage(`未知选项 / unknown option: ${word}`)
  }
  return raw
}

/** Reads the arguments of `redbridge reconcile`; throws a usage `Failure` that says what is wrong. */
export const parseReconcile = (argv: readonly string[]): ReconcileArguments => {
  const { one, flags, registers, rest } = scan(argv)
  if (registers.length === 0) usage('缺少登记库文件 / no register given: --register FILE…')
  if (rest.length === 0) {
    usage(
      registers.length > 1
        ? '缺少报送文件：--register 之后直到下一个选项的文件都算登记库，报送文件请写在最前 / no report given: every file behind --register counts as a register, put reports first'
        : '缺少报送文件 / no report given',
    )
  }
  if (one.out === undefined) usage('缺少输出目录 / no output folder given: --out DIR')
  const files = registers.map(parseRegister)
  for (const path of [...rest, ...files.map(({ path }) => path)])
    if (!existsSync(path)) usage(`文件不存在 / no such file: ${path}`)
  return {
    reports: rest,
    registers: files,
    out: one.out!,
    coverage: one.coverage === undefined ? undefined : parseCoverage(one.coverage),
    asOf: one.asOf === undefined ? undefined : parseDate(one.asOf),
    lang: oneOf('--lang', one.lang ?? 'zh', LANGS),
    format: oneOf('--format', one.format ?? 'xlsx', ['xlsx', 'csv'] as const),
    sheet: one.sheet,
    threads: one.threads === undefined ? undefined : parseThreads(one.threads),
    force: flags.has('force'),
    quiet: flags.has('quiet'),
  }
}

/** `abnormal=名录.xlsx` or a plain path; a path that exists wins over the reading as kind=path. */
const parseRegister = (text: string): RegisterArgument => {
  const at = text.indexOf('=')
  if (at <= 0 || existsSync(text)) return { path: text, kind: undefined }
  const kind = text.slice(0, at)
  if (!(REGISTER_FILE_KINDS as readonly string[]).includes(kind)) {
    usage(`未知名单类型 / unknown kind of register: ${kind} (${REGISTER_FILE_KINDS.join(', ')})`)
  }
  return { path: text.slice(at + 1), kind: kind as RegisterFileKind }
}

const parseCoverage = (text: string): string[] | undefined => {
  if (/^(all|全国)$/i.test(text)) return undefined
  return text
    .split(/[,，、\s]+/)
    .filter(Boolean)
    .map((part) => {
      const byName = PROVINCES.find(({ zh, en }) => part.startsWith(zh) || part.toLowerCase() === en.toLowerCase())
      const found = byName ?? (/^\d{2}(0000)?$/.test(part) ? findProvince(part) : undefined)
      return found?.code ?? usage(`未知省份 / unknown province: ${part}`)
    })
}

const parseDate = (text: string): string => {
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    usage(`日期须为 YYYY-MM-DD / not a date: ${text}`)
  return text
}

const parseThreads = (text: string): number => {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 0 || n > 64) usage(`--threads 须为 0 到 64 的整数 / must be 0 to 64: ${text}`)
  return n
}

const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  if (!(allowed as readonly string[]).includes(value))
    usage(`${name} 只能是 / must be one of ${allowed.join(', ')}: ${value}`)
  return value as T
}
