import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { REGISTER_COLUMNS } from '@redbridge/contract'
import {
  createRegisterIndexBuilder,
  guessRegisterFileKind,
  type RegisterFileKind,
  type RegisterIndex,
  type RegisterMapping,
} from '@redbridge/engine/identity'
import { LOCAL_LIMITS, mapColumns, openTable } from '@redbridge/tabular'
import type { RegisterArgument } from './args.ts'
import { Failure } from './failure.ts'
import type { Lang } from './lang.ts'
import type { Progress } from './progress.ts'
import { naming } from './read-report.ts'

export interface RegisterRead {
  readonly index: RegisterIndex
  readonly asOf: string
  readonly files: readonly RegisterFileRead[]
}

export interface RegisterFileRead {
  readonly path: string
  readonly kind: RegisterFileKind
  readonly format: string
  readonly encoding: string
  readonly rows: number
  readonly seconds: number
}

export interface RegisterRequest {
  readonly files: readonly RegisterArgument[]
  readonly asOf: string | undefined
  readonly coverage: readonly string[] | undefined
  readonly lang: Lang
}

/** Reads register extracts and lists into one index. Throws an input `Failure` for a file that cannot be used. */
export const readRegister = async (request: RegisterRequest, progress: Progress): Promise<RegisterRead> => {
  const asOf = request.asOf ?? newestDate(request.files.map(({ path }) => path))
  const builder = createRegisterIndexBuilder({ asOf, ...(request.coverage && { coverage: request.coverage }) })
  const label = request.lang === 'zh' ? '读取登记库' : 'Register'
  const files: RegisterFileRead[] = []
  for (const { path, kind: given } of request.files) {
    const started = performance.now()
    await using table = await openTable(path, { limits: LOCAL_LIMITS, columns: REGISTER_COLUMNS }).catch(
      naming(path, request.lang),
    )
    const mapping = registerMapping(path, table.header, request.lang)
    const kind = given ?? registerKind(path, table.header, mapping)
    let rows = 0
    try {
      for await (const block of table.blocks()) {
        builder.add(block.bytes, { kind, mapping, columns: table.header.length })
        rows += block.rows
        progress.show(`${label} ${basename(path)}`, rows, table.progress())
      }
    } catch (error) {
      naming(path, request.lang)(error)
    }
    files.push({
      path,
      kind,
      format: table.format,
      encoding: table.encoding,
      rows,
      seconds: (performance.now() - started) / 1000,
    })
  }
  progress.done()
  const index = builder.build()
  if (index.size === 0)
    throw new Failure('input', request.lang === 'zh' ? '登记库中没有可用的记录' : 'The register holds no usable entry')
  return { index, asOf, files }
}

const registerMapping = (path: string, header: readonly string[], lang: Lang): RegisterMapping => {
  const { mapping, ambiguous } = mapColumns(header, REGISTER_COLUMNS)
  const zh = lang === 'zh'
  if (ambiguous.length > 0) {
    const columns = ambiguous.map(({ headers }) => headers.join(' / ')).join('; ')
    throw new Failure('input', zh ? `${path}：有重复的列：${columns}` : `${path}: columns given twice: ${columns}`)
  }
  if (mapping.uscc === undefined && mapping.name === undefined && mapping.regNo === undefined) {
    throw new Failure(
      'input',
      zh ? `${path}：登记库须有统一社会信用代码或企业名称列` : `${path}: a register needs a code or a name column`,
    )
  }
  return mapping
}

/**
 * Register or list? A file that has a status column (or columns that say abnormal, serious) speaks for each row itself,
 * whatever its name; a list is one whose name or header says what all its rows are.
 * @example registerKind('经营异常名录.csv', ['企业名称', '列入日期'], { name: 0, listedDate: 1 }) // → 'abnormal'
 */
export const registerKind = (path: string, header: readonly string[], mapping: RegisterMapping): RegisterFileKind => {
  if (mapping.abnormal !== undefined || mapping.serious !== undefined) return 'register'
  const byName = guessRegisterFileKind(basename(path))
  const byHeader =
    mapping.listedReason !== undefined || mapping.listedDate !== undefined
      ? guessRegisterFileKind(header.join(' '))
      : statusDateKind(header)
  const kind = byName === 'register' ? byHeader : byName
  if (mapping.status !== undefined && (kind === 'cancelled' || kind === 'revoked')) return 'register'
  return kind
}

/** `注销日期` without any status column: everybody in the file is cancelled. */
const statusDateKind = (header: readonly string[]): RegisterFileKind => {
  const cell = header.find((name) => /^(注销|吊销)(日期|时间|原因)/.test(name.replace(/\s/g, '')))
  return cell === undefined ? 'register' : guessRegisterFileKind(cell)
}

/** The day the youngest file was last changed, in China. */
const newestDate = (paths: readonly string[]): string => {
  const newest = Math.max(...paths.map((path) => statSync(path).mtimeMs))
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(newest)
}
