import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkUscc } from '@redbridge/engine/identity'
import { afterAll, describe, expect, it } from 'vitest'
import { createWorkshop, csvOf, readResult, run } from './testing/run.ts'

const DATA = join(import.meta.dirname, '../../../shared/data/company-registrations')
const shop = createWorkshop()
afterAll(shop.remove)

const TRADITIONAL: Record<string, string> = {
  东: '東',
  国: '國',
  贸: '貿',
  电: '電',
  华: '華',
  业: '業',
  发: '發',
  广: '廣',
  网: '網',
  设: '設',
}
const traditional = (text: string) => [...text].map((char) => TRADITIONAL[char] ?? char).join('')
const fullWidth = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const slip = (code: string, i: number) => {
  const at = 8 + (i % 9)
  const digit = String((Number(code[at]) + 1 + (i % 8)) % 10)
  return /\d/.test(code[at]!)
    ? code.slice(0, at) + digit + code.slice(at + 1)
    : `${code.slice(0, 17)}${code[17] === '3' ? '4' : '3'}`
}
const swap = (code: string) => {
  for (let i = 9; i < 16; i++)
    if (code[i] !== code[i + 1]) return code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2)
  return `${code}0`
}

interface Subject {
  readonly name: string
  readonly code: string
}
type Plant = readonly [kind: string, change: (subject: Subject, i: number, next: Subject) => Subject]

/** Each kind of error or harmless difference, and the problem kind that must be reported; '' = must be clear. */
const PLANTS: readonly Plant[] = [
  ['', (s) => s],
  ['代码无效', (s, i) => ({ ...s, code: slip(s.code, i) })],
  ['代码无效', (s, i) => ({ ...s, code: s.code.includes('0') ? s.code.replace('0', 'O') : slip(s.code, i) })],
  ['代码无效', (s) => ({ ...s, code: swap(s.code) })],
  ['已注销', (s) => s],
  ['已吊销', (s) => s],
  ['经营异常', (s) => s],
  ['严重违法失信', (s) => s],
  ['名称与代码不符', (s, _i, next) => ({ name: next.name, code: s.code })],
  ['', (s) => ({ ...s, code: fullWidth(s.code) })],
  ['', (s) => ({ ...s, code: s.code.toLowerCase() })],
  ['', (s) => ({ ...s, name: traditional(s.name) })],
  ['', (s) => ({ ...s, name: fullWidth(s.name) })],
  ['', (s) => ({ ...s, name: ` ${s.name}　`, code: `${s.code.slice(0, 8)} ${s.code.slice(8)}` })],
  ['', (s) => ({ ...s, name: s.name.replaceAll('(', '（').replaceAll(')', '）') })],
]
const LISTS = {
  已注销: '注销名单.csv',
  已吊销: '吊销企业.csv',
  经营异常: '经营异常名录.csv',
  严重违法失信: '严重违法失信名单.csv',
} as const

const subjects = (): Subject[] => {
  const seen = new Set<string>()
  const names = new Map<string, number>()
  const all = readdirSync(DATA).flatMap((file) =>
    [...readFileSync(join(DATA, file), 'utf8').matchAll(/^"?([^",\n]+)"?,([0-9A-Z]{18}),/gm)].map(([, name, code]) => ({
      name: name!,
      code: code!,
    })),
  )
  for (const { name } of all) names.set(name, (names.get(name) ?? 0) + 1)
  // Codes that stand twice, fail their check or share a name with another would make the answer key itself unsure.
  return all.filter(
    ({ code, name }) => !seen.has(code) && seen.add(code) && checkUscc(code).valid && names.get(name) === 1,
  )
}

describe.skipIf(!existsSync(DATA))(
  'the company registrations in ../shared/data (skipped where they are not there)',
  () => {
    it('every planted error is found with the right reason, nothing clean is accused, the totals balance', {
      timeout: 60_000,
    }, async () => {
      const all = subjects()
      expect(all.length).toBeGreaterThan(20_000)
      const lists: Record<string, string[][]> = Object.fromEntries(
        Object.keys(LISTS).map((kind) => [kind, [['企业名称', '统一社会信用代码']]]),
      )
      const key: string[] = []
      const rows = all.map((subject, i) => {
        const [kind, change] = PLANTS[i % PLANTS.length]!
        key.push(kind)
        lists[kind]?.push([subject.name, subject.code])
        const { name, code } = change(subject, i, all[(i + 7) % all.length]!)
        return [name, code, `店${i}`, `https://shop.example/${i}`]
      })
      const report = shop.put('报送.csv', csvOf([['经营者名称', '统一社会信用代码', '网店名称', '网址链接'], ...rows]))
      const registers = [
        ...readdirSync(DATA).map((file) => join(DATA, file)),
        ...Object.entries(LISTS).map(([kind, file]) => shop.put(file, csvOf(lists[kind]!))),
      ]
      const { code, out } = await run([
        'reconcile',
        report,
        '--register',
        ...registers,
        '--out',
        shop.path('out'),
        '--threads',
        '2',
      ])
      const expected = key.filter((kind) => kind !== '').length
      expect(out).toContain(`接受 ${all.length.toLocaleString('en-US')} + 退回 0\n`)
      expect(out).toContain(
        `= 正常 ${(all.length - expected).toLocaleString('en-US')} + 问题 ${expected.toLocaleString('en-US')} + 存疑 0\n`,
      )
      expect(code).toBe(0)
      const problems = await readResult(shop.path('out/problems.xlsx'))
      const found = new Map(problems.map((problem) => [Number(problem.原行号) - 2, problem]))
      const wrong = key.flatMap((kind, i) =>
        (found.get(i)?.问题类型 ?? '') === kind ? [] : [{ row: rows[i], planted: kind, found: found.get(i)?.问题类型 }],
      )
      expect(wrong).toEqual([])
      const repaired = problems.filter((problem) => problem.问题类型 === '代码无效')
      expect(repaired.filter((problem) => problem.建议代码 !== all[Number(problem.原行号) - 2]!.code)).toEqual([])
    })
  },
)
