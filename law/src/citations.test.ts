import { PROBLEM_KIND_TEXT } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import {
  ARTICLES,
  citeZh,
  type Dated,
  DEADLINE_RULES,
  findInstrument,
  INSTRUMENTS,
  isKnownCitation,
  needsConfirmation,
  PROCESSES,
  RULES,
  sourceWords,
} from './index.ts'

/** Every row of the table of time limits that we collected. */
const ROWS =
  'C1 C2 C3 C4 C5 C6 C7 C8 P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 U1 U2 U3 U4 U5 K1 K2 I1 I2 I3 I4 I5 I6 I7 I8 I9 T1 J1 D1'

/** Ids the processes and other code name; renaming one breaks running clocks. */
const NAMED = `jurisdiction_dispute crime_transfer_decision crime_transfer_send police_filing_decision police_review
  assistance_letter clue_check complaint_acceptance complaint_mediation site_closure_answer lead_acceptance
  guidance_rectification problem_answer problem_answer_again`

/** Strings anywhere in a value that look like citations of ours. */
const citationsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^[A-Z]{3} \d+(\(\d+\)){0,2}$/.test(value) ? [value] : []
  return value && typeof value === 'object' ? Object.values(value).flatMap(citationsIn) : []
}

describe('citations', () => {
  it('a citation of nothing is found out', () => {
    expect(isKnownCitation('ECL 999', '2026-07-01')).toBe(false)
    expect(isKnownCitation('XYZ', '2026-07-01')).toBe(false)
    expect(isKnownCitation('CRO 14', '2026-04-14')).toBe(true)
    expect(isKnownCitation('CRO 14', '2026-04-15')).toBe(false)
    expect(citationsIn({ a: ['ECL 80(1)(2)', { b: 'none' }], c: 7 })).toEqual(['ECL 80(1)(2)'])
  })

  it('every basis of a rule, a time limit, a kind of problem and a process is in the data', () => {
    for (const rule of RULES) if (rule.basis) expect(isKnownCitation(rule.basis, rule.from), rule.id).toBe(true)
    for (const rule of DEADLINE_RULES)
      for (const citation of [rule.basis, rule.unitBasis, rule.restDayBasis])
        if (citation) {
          expect(isKnownCitation(citation, rule.from), `${rule.id}: ${citation}`).toBe(true)
          expect(citeZh(citation, rule.from)).toMatch(/^《/)
        }
    for (const { basis } of Object.values(PROBLEM_KIND_TEXT))
      expect(isKnownCitation(basis, '2026-07-01'), basis).toBe(true)
    for (const citation of citationsIn(PROCESSES)) expect(isKnownCitation(citation, '2026-07-01'), citation).toBe(true)
  })

  it('every article belongs to an instrument in force on its first day', () => {
    for (const one of ARTICLES)
      expect(findInstrument(one.instrument, one.from), `${one.instrument} ${one.article}`).toBeDefined()
    for (const { supersedes } of INSTRUMENTS)
      if (supersedes) expect(INSTRUMENTS.some(({ code }) => code === supersedes)).toBe(true)
  })
})

describe('time limits as data', () => {
  it('every row of the collected table and every id that others name is there', () => {
    const refs = new Set(DEADLINE_RULES.map(({ ref }) => ref))
    expect(ROWS.split(' ').filter((row) => !refs.has(row))).toEqual([])
    expect([...refs].filter((ref) => !ROWS.split(' ').includes(ref))).toEqual(['W'])
    const ids = new Set(DEADLINE_RULES.map(({ id }) => id))
    expect(NAMED.split(/\s+/).filter((id) => !ids.has(id))).toEqual([])
  })

  it('versions of one limit follow each other without overlap', () => {
    const byId = Map.groupBy(DEADLINE_RULES, ({ id }) => id)
    for (const [id, versions] of byId)
      for (const [index, { from }] of versions.entries())
        if (index > 0) expect((versions[index - 1] as Dated).to, id).toBe(from)
  })

  it('where each comes from is said in Chinese too', () => {
    for (const { id, source } of DEADLINE_RULES) expect(sourceWords(source).zh, id).toMatch(/[\u4e00-\u9fff]/)
    expect(sourceWords('内部规定')).toEqual({ zh: '内部规定', en: '内部规定' })
  })

  it('what no provision says, and what rests on memory, is to be confirmed', () => {
    for (const rule of DEADLINE_RULES.filter(({ ref }) => ref === 'W')) {
      expect(rule.basis).toBeNull()
      expect(needsConfirmation(rule)).toBe(true)
    }
    expect(DEADLINE_RULES.filter((rule) => rule.basis?.startsWith('PPR') && !needsConfirmation(rule))).toEqual([])
  })
})
