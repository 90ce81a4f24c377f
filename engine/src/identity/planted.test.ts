import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProblemKind } from '@redbridge/contract'
import { describe, expect, test } from 'vitest'
import {
  addTotals,
  checkUscc,
  createRegisterIndexBuilder,
  createTotals,
  explainRow,
  foldName,
  type RegisterFileKind,
  type RowExplanation,
  reconcileParallel,
} from './index.ts'
import { codeNo, csv } from './testing/make.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data/company-registrations')
const REGISTER = {
  kind: 'register',
  mapping: { name: 0, uscc: 1, province: 6, city: 7, address: 8 },
  columns: 9,
} as const

interface Subject {
  readonly name: string
  readonly code: string
}
const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const OLD = Object.fromEntries(
  [...'东東国國贸貿电電华華业業发發广廣网網设設'].map((c, i, all) => [c, all[i + 1]]).filter((_, i) => i % 2 === 0),
)
const traditional = (text: string) => [...text].map((c) => OLD[c] ?? c).join('')

/** What is planted in turn, and what must be said of it; `list` puts the subject on a list of that kind. */
interface Plant {
  readonly says: ProblemKind | ''
  readonly list?: RegisterFileKind
  change?(subject: Subject, i: number, next: Subject): Subject
}
const PLANTS: readonly Plant[] = [
  { says: '' },
  {
    says: 'code_invalid',
    change: (s, i) => ({
      ...s,
      code: put(s.code, 17, s.code[17] === '0123456789AB'[i % 12] ? 'C' : '0123456789AB'[i % 12]!),
    }),
  },
  {
    says: 'code_invalid',
    change: (s, i) => ({
      ...s,
      code: put(s.code, 2 + (i % 6), String((Number(s.code[2 + (i % 6)]) + 1 + (i % 8)) % 10)),
    }),
  },
  {
    says: 'code_invalid',
    change: (s) => ({ ...s, code: s.code.includes('0') ? s.code.replace('0', 'O') : s.code.replace('1', 'I') }),
  },
  { says: 'code_invalid', change: (s) => ({ ...s, code: s.code.replace(/(\d)(?!\1)(\d)/, '$2$1') }) },
  { says: 'code_invalid', change: (s, i) => ({ ...s, code: s.code.slice(0, i % 18) + s.code.slice((i % 18) + 1) }) },
  { says: 'cancelled', list: 'cancelled' },
  { says: 'revoked', list: 'revoked' },
  { says: 'abnormal_operation', list: 'abnormal' },
  { says: 'serious_violation', list: 'serious' },
  { says: 'name_mismatch', change: (s, _, next) => ({ ...s, name: next.name }) },
  { says: 'licence_unknown', change: (_, i) => ({ name: `北京查无此店${i}`, code: codeNo(i) }) },
  { says: '', change: (s) => ({ ...s, code: wide(s.code.toLowerCase()) }) },
  { says: '', change: (s) => ({ ...s, name: traditional(s.name) }) },
  { says: '', change: (s) => ({ ...s, name: ` ${wide(s.name)}\u3000\u200b` }) },
  { says: '', change: (s) => ({ ...s, name: s.name.replaceAll('(', '（').replaceAll(')', '〕') }) },
]

const body = (file: string) => {
  const bytes = readFileSync(join(DATA, file))
  return bytes.subarray(bytes.indexOf(10) + 1)
}
/** Codes that stand twice, fail their check or share a name would leave the answer key itself unsure. */
const subjects = (): Subject[] => {
  const all = readdirSync(DATA).flatMap((file) =>
    [
      ...body(file)
        .toString()
        .matchAll(/^"?([^",\n]+)"?,([0-9A-Z]{18}),/gm),
    ].map(([, name, code]) => ({ name: name!, code: code! })),
  )
  const count = (values: string[]) =>
    values.reduce((map, value) => map.set(value, (map.get(value) ?? 0) + 1), new Map<string, number>())
  const names = count(all.map(({ name }) => foldName(name)))
  const codes = count(all.map(({ code }) => code))
  return all.filter(
    ({ name, code }) => names.get(foldName(name)) === 1 && codes.get(code) === 1 && checkUscc(code).valid,
  )
}

describe.skipIf(!existsSync(DATA))(
  'company registrations in ../shared/data with planted errors (skipped where they are not there)',
  () => {
    test('each is found with its reason, nothing clean is accused, totals balance, repairs are right', {
      timeout: 60_000,
    }, async () => {
      const all = subjects()
      expect(all.length).toBeGreaterThan(20_000)
      const plantAt = (i: number) => PLANTS[i % PLANTS.length]!
      const builder = createRegisterIndexBuilder({ asOf: '2026-07-31' })
      for (const file of readdirSync(DATA)) builder.add(body(file), REGISTER)
      for (const kind of ['cancelled', 'revoked', 'abnormal', 'serious'] as const)
        builder.add(csv(all.filter((_, i) => plantAt(i).list === kind).map(({ name, code }) => [code, name])), {
          kind,
          mapping: { uscc: 0, name: 1 },
          columns: 2,
        })
      const index = builder.build()
      const rows = all.map((subject, i) => plantAt(i).change?.(subject, i, all[(i + 7) % all.length]!) ?? subject)
      const report = csv(
        [...rows, ...rows.slice(0, 100)].map(({ name, code }, i) => [
          name,
          code,
          `https://shop.example/${i % rows.length}`,
        ]),
      )
      const mapping = { name: 0, uscc: 1, shopUrl: 2 }
      const totals = createTotals()
      const said: RowExplanation[] = []
      for await (const result of reconcileParallel(index, [new Uint8Array(report)], { mapping, columns: 3 })) {
        addTotals(totals, result)
        for (let i = 0; i < result.rows; i++) said.push(explainRow(index, result, i, mapping))
      }
      const wrong = rows.flatMap((row, i) =>
        (said[i]!.kind ?? '') === plantAt(i).says && said[i]!.kinds.length < 2
          ? []
          : [{ row, planted: plantAt(i).says, found: said[i]!.kinds }],
      )
      expect(wrong).toEqual([])
      const unrepaired = said
        .slice(0, rows.length)
        .filter(({ kind, proposedCode }, i) => kind === 'code_invalid' && proposedCode !== all[i]!.code)
      expect(unrepaired.map(({ reported, proposedCode }) => [reported.uscc, proposedCode])).toEqual([])
      expect(
        said
          .slice(rows.length)
          .every(({ kinds, duplicateOf }, i) => kinds.includes('duplicate') && duplicateOf === i + 1),
      ).toBe(true)
      const planted = rows.filter((_, i) => plantAt(i).says !== '').length
      const twiceClean = said.slice(rows.length).filter(({ kinds }) => kinds.length === 1).length
      expect(totals).toMatchObject({
        rows: rows.length + 100,
        rejected: 0,
        accepted: rows.length + 100,
        undecided: 0,
        problem: planted + 100,
        clear: rows.length - planted,
      })
      expect(twiceClean).toBeGreaterThan(20)
    })
  },
)
