import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { writeXlsx } from '@redbridge/tabular'
import { afterAll, describe, expect, it } from 'vitest'
import { codeOf, createWorkshop, csvOf, readResult, run } from './testing/run.ts'

const shop = createWorkshop()
afterAll(shop.remove)

const NAMES = ['红桥', '青禾', '白云', '长风', '远山', '近水', '明月', '清泉', '金石', '玉兰', '松竹', '梅花']
const name = (i: number) => `北京${NAMES[i % NAMES.length]}${NAMES[(i * 5 + 3) % NAMES.length]}商贸有限公司`
const subjects = Array.from({ length: 12 }, (_, i) => ({
  name: name(i),
  code: codeOf(i),
  head: `张${'一二三四五六七八九十甲乙'[i]}`,
}))

const register = () =>
  csvOf([
    ['统一社会信用代码', '企业名称', '法定代表人', '登记状态', '状态日期', '所在省份'],
    ...subjects.map(({ name, code, head }, i) => [
      code,
      name,
      head,
      i === 1 ? '注销' : i === 2 ? '吊销，未注销' : '存续',
      i === 1 ? '2024-03-01' : '',
      '北京',
    ]),
  ])
const abnormal = () =>
  csvOf([
    ['企业名称', '统一社会信用代码', '列入原因', '列入日期'],
    [subjects[3]!.name, subjects[3]!.code, '通过登记的住所无法联系', '2024-05-06'],
  ])

const HEADER = ['经营者名称', '统一社会信用代码', '法定代表人（负责人）', '网店名称', '网址链接']
const row = (i: number, change: { name?: string; code?: string } = {}) => [
  change.name ?? subjects[i]!.name,
  change.code ?? subjects[i]!.code,
  subjects[i]!.head,
  `店${i}`,
  `https://shop.example/${i}`,
]
const broken = (code: string) => code.slice(0, 17) + (code[17] === '1' ? '2' : '1')
/** What the rows below are, in order; the first stands in row 2 of the file. */
const EXPECTED = [
  'clear',
  'cancelled',
  'revoked',
  'abnormal',
  'code',
  'name',
  'clear',
  'rejected',
  'duplicate',
  'unknown',
]
const report = () => [
  HEADER,
  row(0),
  row(1),
  row(2),
  row(3),
  row(4, { code: broken(subjects[4]!.code) }),
  row(5, { name: name(11) }),
  row(6, { name: subjects[6]!.name.replace('有限公司', '有限公司 ') }),
  row(7, { name: '' }),
  row(0),
  row(9, { name: '北京查无此人商贸有限公司', code: codeOf(999_999) }),
]

const setUp = () => ({ reg: shop.put('登记库.csv', register()), list: shop.put('经营异常名录.csv', abnormal()) })

describe('redbridge reconcile', () => {
  const { reg, list } = setUp()
  const ndjson = () =>
    gzipSync(
      report()
        .slice(1)
        .map((cells) => JSON.stringify(Object.fromEntries(HEADER.map((key, i) => [key, cells[i]]))))
        .join('\n'),
    )
  const reports: [string, () => Promise<string> | string, number][] = [
    ['CSV', () => shop.put('r.csv', csvOf(report())), 2],
    ['CSV with BOM and CRLF', () => shop.put('bom.csv', `\uFEFF${csvOf(report()).replaceAll('\n', '\r\n')}`), 2],
    ['GB18030', () => shop.put('gb.csv', encodeGbk(csvOf(report()))), 2],
    ['NDJSON.gz', () => shop.put('r.ndjson.gz', ndjson()), 1],
    [
      'XLSX',
      async () => {
        await writeXlsx(shop.path('r.xlsx'), {
          sheets: [{ name: '报送', columns: HEADER.map((header) => ({ header })), rows: report().slice(1) }],
        })
        return shop.path('r.xlsx')
      },
      2,
    ],
  ]

  it.each(reports)(
    '%s: every planted error with its reason, nothing clean accused, totals balance',
    async (kind, make, first) => {
      const out = shop.path(`out-${kind}`)
      const {
        code,
        out: text,
        err,
      } = await run(['reconcile', await make(), '--register', reg, list, '--out', out, '--threads', '0'])
      expect(err).toContain('经营异常名录, 1')
      expect(err).toContain('有 1 行查无执照')
      expect([code, text.split('\n').slice(0, 2)]).toEqual([
        0,
        ['报送 10 行 = 接受 9 + 退回 1', '接受 9 行 = 正常 2 + 问题 7 + 存疑 0'],
      ])
      const problems = await readResult(`${out}/problems.xlsx`)
      expect(problems.map((one) => [Number(one.原行号) - first, one.问题类型])).toEqual([
        [1, '已注销'],
        [2, '已吊销'],
        [3, '经营异常'],
        [4, '代码无效'],
        [5, '名称与代码不符'],
        [8, '重复报送'],
        [9, '查无执照'],
      ])
      expect(problems[0]!.认定说明).toBe('登记库载明该主体已注销（2024-03-01）')
      expect(problems[2]!.认定说明).toBe('登记库列入经营异常（2024-05-06，通过登记的住所无法联系）')
      expect(problems[3]).toMatchObject({
        匹配方式: '更正一处代码后一致',
        建议代码: subjects[4]!.code,
        代码差异: `${subjects[4]!.code.slice(0, 17)}【${broken(subjects[4]!.code)[17]}】 ≠ ${subjects[4]!.code.slice(0, 17)}【${subjects[4]!.code[17]}】`,
      })
      expect(problems[4]).toMatchObject({ 报送名称: name(11), 登记名称: subjects[5]!.name })
      expect(problems[5]!.重复的行).toBe(String(first))
      const accepted = await readResult(`${out}/accepted.xlsx`)
      expect(accepted.map((one) => one.结论)).toEqual(
        EXPECTED.filter((one) => one !== 'rejected').map((one) => (one === 'clear' ? '正常' : '问题')),
      )
      expect(accepted.map((one) => one.提示).filter(Boolean)).toEqual(['多余空格已去除'])
      const rejected = await readResult(`${out}/rejected.xlsx`)
      expect(rejected).toMatchObject([
        { 退回原因: '缺少经营者名称', 原行号: String(7 + first), 统一社会信用代码: subjects[7]!.code },
      ])
      const json = JSON.parse(readFileSync(`${out}/summary.json`, 'utf8'))
      expect(json.totals).toMatchObject({ rows: 10, accepted: 9, rejected: 1, clear: 2, problem: 7, undecided: 0 })
      expect(readdirSync(out).toSorted()).toEqual([
        'accepted.xlsx',
        'problems.xlsx',
        'rejected.xlsx',
        'summary.json',
        'summary.xlsx',
        'undecided.xlsx',
      ])
    },
  )

  it('a corrected file goes straight back in', async () => {
    const source = shop.put('once.csv', csvOf(report()))
    await run(['reconcile', source, '--register', reg, '--out', shop.path('first'), '--format', 'csv'])
    const corrected = readFileSync(shop.path('first/rejected.csv'), 'utf8').replace(
      '缺少经营者名称,9,',
      `已改,9,${subjects[7]!.name}`,
    )
    expect(corrected).toContain(subjects[7]!.name)
    const again = await run([
      'reconcile',
      shop.put('corrected.csv', corrected),
      '--register',
      reg,
      '--out',
      shop.path('second'),
    ])
    expect(again.out).toContain('报送 1 行 = 接受 1 + 退回 0\n接受 1 行 = 正常 1')
  })

  it('rows that cannot be read are rejected with the row number an editor shows', async () => {
    const text = `${csvOf(report().slice(0, 2))}\n甲,"从不结束,x\n乙,1\n${csvOf([row(4)])}`
    const path = shop.put(
      'damaged.csv',
      Buffer.concat([Buffer.from(text), Buffer.from([0xe7, 0x94, 0x2c, 0x31, 0x2c, 0x2c, 0x2c, 0x0a])]),
    )
    const { code, out } = await run(['reconcile', path, '--register', reg, '--out', shop.path('damaged')])
    expect([code, out.split('\n')[0]]).toEqual([0, '报送 5 行 = 接受 2 + 退回 3'])
    const rejected = await readResult(shop.path('damaged/rejected.xlsx'))
    expect(rejected.map((one) => [one.原行号, one.退回原因])).toEqual([
      ['4', '列数与表头不一致（表头5列，本行1列）'],
      ['5', '列数与表头不一致（表头5列，本行2列）'],
      ['7', expect.stringContaining('编码错误')],
    ])
  })

  it('coverage makes operators registered elsewhere undecided', async () => {
    const path = shop.put(
      'elsewhere.csv',
      csvOf([HEADER, ['上海某某有限公司', '91310106746163113B', '', '店', 'https://a.example/1']]),
    )
    const { out } = await run([
      'reconcile',
      path,
      '--register',
      reg,
      '--out',
      shop.path('elsewhere'),
      '--coverage',
      '北京',
    ])
    expect(out).toContain('正常 0 + 问题 0 + 存疑 1')
    expect(await readResult(shop.path('elsewhere/undecided.xlsx'))).toMatchObject([
      { 原行号: '2', 原因: '登记地不在本登记库范围' },
    ])
  })

  it('several reports get a folder each and one summary, in English too', async () => {
    const paths = [shop.put('a.csv', csvOf(report())), shop.put('b.csv', csvOf(report().slice(0, 3)))]
    const { code, out } = await run([
      'reconcile',
      ...paths,
      '--register',
      `abnormal=${list}`,
      reg,
      '--out',
      shop.path('both'),
      '--lang',
      'en',
    ])
    expect([code, out.split('\n')[0]]).toEqual([0, 'rows 12 = accepted 11 + rejected 1'])
    expect(readdirSync(shop.path('both')).toSorted()).toEqual(['a', 'b', 'summary.json', 'summary.xlsx'])
    expect((await readResult(shop.path('both/b/problems.xlsx'))).map((one) => [one['Original row'], one.Kind])).toEqual(
      [['3', 'Cancelled']],
    )
    expect((await readResult(shop.path('both/summary.xlsx')))[0]).toMatchObject({
      Item: 'Rows',
      Total: '12',
      'a.csv': '10',
      'b.csv': '2',
    })
  })

  it('an interrupt leaves nothing behind', async () => {
    const controller = new AbortController()
    controller.abort()
    const before = readdirSync(shop.dir).length
    const { code, err } = await run(
      ['reconcile', shop.path('r.csv'), '--register', reg, '--out', shop.path('never')],
      controller.signal,
    )
    expect([code, err]).toEqual([130, '已中断，未写出任何结果 / interrupted, nothing was written\n'])
    expect([existsSync(shop.path('never')), readdirSync(shop.dir).length]).toEqual([false, before])
  })
})

/** GBK by turning Node's decoder round: the sample's characters only. */
function encodeGbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b])
  return Buffer.from([...text].flatMap((char) => (char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : table.get(char)!)))
}
