import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTotals } from '@redbridge/engine/identity'
import { afterAll, describe, expect, it } from 'vitest'
import { createProgress } from './progress.ts'
import { registerKind } from './read-register.ts'
import { createSpool, writeSpool } from './spool.ts'
import { imbalances } from './summary.ts'
import { codeOf, createWorkshop, csvOf, run } from './testing/run.ts'

const shop = createWorkshop()
afterAll(shop.remove)
const code = codeOf(1)
const reg = shop.put(
  'reg.csv',
  csvOf([
    ['统一社会信用代码', '企业名称'],
    [code, '北京红桥商贸有限公司'],
  ]),
)
const rep = shop.put(
  'rep.csv',
  csvOf([
    ['经营者名称', '统一社会信用代码'],
    ['北京红桥商贸有限公司', code],
  ]),
)
const out = shop.path('out')

describe('a wrong command line', () => {
  const cases: [string, string[], number, string][] = [
    ['no command', [], 2, 'redbridge reconcile'],
    ['unknown command', ['reconcil'], 2, 'reconcil'],
    ['unknown option', ['reconcile', rep, '--registr', reg, '--out', out], 2, '--registr'],
    ['no register', ['reconcile', rep, '--out', out], 2, '--register'],
    ['register without a file', ['reconcile', rep, '--register', '--out', out], 2, '--register'],
    ['no output', ['reconcile', rep, '--register', reg], 2, '--out'],
    ['report behind --register', ['reconcile', '--register', reg, rep, '--out', out], 2, '报送文件请写在最前'],
    ['missing file', ['reconcile', 'absent.csv', '--register', reg, '--out', out], 2, 'absent.csv'],
    ['unknown kind of list', ['reconcile', rep, '--register', `banned=${reg}`, '--out', out], 2, 'banned'],
    ['unknown province', ['reconcile', rep, '--register', reg, '--out', out, '--coverage', '11,99'], 2, '99'],
    ['wrong date', ['reconcile', rep, '--register', reg, '--out', out, '--as-of', '2025-02-30'], 2, '2025-02-30'],
    ['wrong format', ['reconcile', rep, '--register', reg, '--out', out, '--format', 'pdf'], 2, 'pdf'],
    ['output is a file', ['reconcile', rep, '--register', reg, '--out', rep], 2, rep],
    [
      'report without name',
      ['reconcile', shop.put('noname.csv', '统一社会信用代码,地址\n1,2\n'), '--register', reg, '--out', out],
      3,
      '经营者名称',
    ],
    [
      'report that is a PDF',
      [
        'reconcile',
        shop.put('x.pdf', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(300, 1)])),
        '--register',
        reg,
        '--out',
        out,
      ],
      3,
      'PDF',
    ],
    [
      'register that is no table',
      ['reconcile', rep, '--register', shop.put('x.json', '[{}]'), '--out', out],
      3,
      'JSON',
    ],
    [
      'column given twice',
      [
        'reconcile',
        shop.put('twice.csv', '企业名称,统一社会信用代码,统一社会信用代码\na,b,c\n'),
        '--register',
        reg,
        '--out',
        out,
      ],
      3,
      '重复',
    ],
  ]
  it.each(cases)('%s', async (_name, argv, exit, word) => {
    const result = await run(argv)
    expect([result.code, result.out]).toEqual([exit, ''])
    expect(result.err).toContain(word)
    expect(result.err).not.toMatch(/ at .*:\d+:\d+|Error:/)
    expect([existsSync(out), readdirSync(shop.dir).filter((file) => file.startsWith('.'))]).toEqual([false, []])
  })

  it('--help and --version answer on stdout', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--coverage') })
    expect(await run(['reconcile', '--help', '--lang', 'en'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Exit codes'),
    })
    expect(await run(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('as a process: exit codes, and the template', () => {
    const node = (...args: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' })
    expect(node('nonsense')).toMatchObject({ status: 2, stdout: '' })
    expect(node('template', shop.path('模板.xlsx'))).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(shop.path('模板.xlsx')).subarray(0, 2).toString()).toBe('PK')
  })
})

describe('the output folder', () => {
  it('is not overwritten without --force; with it, foreign files stay', async () => {
    const folder = shop.path('full')
    mkdirSync(folder)
    shop.put('full/mine.txt', 'mine')
    shop.put('full/problems.csv', 'old')
    const argv = ['reconcile', rep, '--register', reg, '--out', folder]
    expect(await run(argv)).toMatchObject({ code: 2, err: expect.stringContaining('--force') })
    expect(readFileSync(join(folder, 'problems.csv'), 'utf8')).toBe('old')
    expect(await run([...argv, '--force'])).toMatchObject({ code: 0 })
    expect(readdirSync(folder).toSorted()).toEqual([
      'accepted.xlsx',
      'mine.txt',
      'problems.xlsx',
      'rejected.xlsx',
      'summary.json',
      'summary.xlsx',
      'undecided.xlsx',
    ])
  })

  it('results beyond Excel’s rows become CSV', async () => {
    const files: string[] = []
    for (const sheetRows of [3, 2]) {
      const spool = await createSpool(shop.path('spool'))
      for (const cells of [
        ['1', 'a,"b"'],
        ['2', '=x'],
        ['3', ''],
      ])
        spool.put(cells)
      files.push(
        await writeSpool(spool, {
          path: shop.path('big'),
          sheet: 's',
          columns: [{ header: '行' }, { header: '值' }],
          format: 'xlsx',
          sheetRows,
        }),
      )
      await spool.remove()
    }
    expect(files).toEqual([shop.path('big.xlsx'), shop.path('big.csv')])
    expect(readFileSync(shop.path('big.csv'), 'utf8')).toBe('\uFEFF行,值\r\n1,"a,""b"""\r\n2,\'=x\r\n3,\r\n')
  })
})

describe('the totals', () => {
  const counted = { read: 10, accepted: 9, rejected: 1, clear: 5, problem: 3, undecided: 1 }
  const totals = { ...createTotals(), ...counted, rows: 10 }
  it('balance, or say what does not', () => {
    expect(imbalances({ path: 'a.csv', counted, totals })).toEqual([])
    expect(imbalances({ path: 'a.csv', counted: { ...counted, read: 11 }, totals })).toEqual([
      'a.csv: rows = accepted + rejected: 11 ≠ 10',
      'a.csv: rows (engine): 11 ≠ 10',
    ])
    expect(imbalances({ path: 'a.csv', counted: { ...counted, clear: 4 }, totals })).toHaveLength(2)
    expect(imbalances({ path: 'a.csv', counted, totals: { ...totals, problem: 2 } })).toEqual([
      'a.csv: problem (engine): 3 ≠ 2',
    ])
  })
})

describe('kind of a register file', () => {
  const cases: [string, string[], string][] = [
    ['企业.csv', ['统一社会信用代码', '企业名称', '登记状态'], 'register'],
    ['注销企业名单.csv', ['企业名称'], 'cancelled'],
    ['含注销吊销的登记库.csv', ['企业名称', '登记状态'], 'register'],
    ['经营异常名录.xlsx', ['企业名称', '登记状态', '列入日期'], 'abnormal'],
    ['登记及异常.csv', ['企业名称', '经营异常'], 'register'],
    ['export.csv', ['企业名称', '列入严重违法失信名单原因', '列入日期'], 'serious'],
    ['export.csv', ['企业名称', '吊销日期'], 'revoked'],
    ['export.csv', ['企业名称', '登记状态', '注销日期'], 'register'],
  ]
  it.each(cases)('%s %j → %s', async (file, header, kind) => {
    const { mapColumns } = await import('@redbridge/tabular')
    const { REGISTER_COLUMNS } = await import('@redbridge/contract')
    expect(registerKind(`/x/${file}`, header, mapColumns(header, REGISTER_COLUMNS).mapping)).toBe(kind)
  })
})

describe('progress', () => {
  const show = (isTTY: boolean, quiet = false) => {
    let text = ''
    let clock = 0
    const progress = createProgress({ write: (more) => (text += more), isTTY }, 'zh', { now: () => clock, quiet })
    for (let i = 1; i <= 60; i++) {
      clock += 200
      progress.show('比对', i * 1000, i / 60)
    }
    progress.done()
    return text
  }
  it('rewrites one line on a terminal and is sparing elsewhere', () => {
    expect(show(true).match(/\r\u001b\[K/g)!.length).toBeGreaterThan(50)
    expect(show(true).endsWith('\n')).toBe(true)
    const lines = show(false).trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^比对 {2}\d+% · [\d,]+ 行 · [\d,]+ 行\/秒 · 剩余 \d+ s$/)
    expect(show(true, true)).toBe('')
  })
})
