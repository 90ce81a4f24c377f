import manifest from '../package.json' with { type: 'json' }
import { EXIT_CODES, Failure } from './failure.ts'
import { helpText } from './help.ts'
import type { Lang } from './lang.ts'
import type { Terminal } from './reconcile.ts'

const langOf = (argv: readonly string[]): Lang => (/(^|\s)--lang[= ]en(\s|$)/.test(argv.join(' ')) ? 'en' : 'zh')

/** Runs one command; returns the exit code. Messages go to `terminal.err`, never a stack trace. */
export const main = async (argv: readonly string[], terminal: Terminal, signal?: AbortSignal): Promise<number> => {
  const [command, ...rest] = argv
  try {
    if (argv.includes('--help') || argv.includes('-h') || command === 'help') terminal.out.write(helpText(langOf(argv)))
    else if (command === '--version' || command === '-V') terminal.out.write(`${manifest.version}\n`)
    else if (command === 'reconcile') await runReconcile(rest, terminal, signal)
    else if (command === 'verify') return await runVerify(rest, terminal)
    else if (command === 'template') await template(rest)
    else if (command === undefined) throw new Failure('usage', helpText('zh'))
    else throw new Failure('usage', `未知命令 / unknown command: ${command}`)
    return 0
  } catch (error) {
    return report(error, terminal, signal)
  }
}

// Each command loads what it needs and nothing else: verifying a bag knows no tables.
const runReconcile = async (args: readonly string[], terminal: Terminal, signal?: AbortSignal): Promise<void> => {
  const [{ parseReconcile }, { reconcile }] = await Promise.all([import('./args.ts'), import('./reconcile.ts')])
  await reconcile(parseReconcile(args), terminal, signal)
}
const runVerify = async (args: readonly string[], terminal: Terminal): Promise<0 | 1> => {
  const { parseVerify, verify } = await import('./verify.ts')
  return verify(parseVerify(args), terminal)
}

const template = async (args: readonly string[]): Promise<void> => {
  const [path, ...more] = args
  if (path === undefined || more.length > 0 || !path.endsWith('.xlsx'))
    throw new Failure('usage', '用法 / usage: redbridge template FILE.xlsx')
  const { writeTemplate } = await import('@redbridge/tabular')
  await writeTemplate(path)
}

const report = (error: unknown, { err }: Terminal, signal: AbortSignal | undefined): number => {
  if (signal?.aborted) {
    err.write('已中断，未写出任何结果 / interrupted, nothing was written\n')
    return EXIT_CODES.interrupted
  }
  if (error instanceof Failure) {
    err.write(`${error.message}\n`)
    if (error.kind === 'usage') err.write('redbridge --help\n')
    return EXIT_CODES[error.kind]
  }
  const { message, code } = error as NodeJS.ErrnoException
  const known = code && SYSTEM[code]
  err.write(`${known ?? '未预料的错误 / unexpected error'}: ${message}\n`)
  if (process.env.REDBRIDGE_DEBUG) err.write(`${(error as Error).stack}\n`)
  return EXIT_CODES.balance
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘空间不足 / the disk is full',
  EACCES: '没有权限 / permission denied',
  EPERM: '没有权限 / permission denied',
  EROFS: '目录只读 / read-only folder',
  EMFILE: '打开的文件过多 / too many open files',
}

if (import.meta.main) {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  // A reader that closes early (`| head`) ends the output, not the work.
  process.stdout.on('error', () => {})
  process.exitCode = await main(process.argv.slice(2), { out: process.stdout, err: process.stderr }, controller.signal)
}
