import type { FormField } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { type Draft, emptyDraft, isEmptyDraft, newRow, valuesOf } from './draft.ts'
import { faultsFromServer, faultsOf } from './faults.ts'

const label = { zh: '事由', en: 'Topic' }
const FORM: FormField[] = [
  { name: 'topic', kind: 'text', label, required: true, max: 5 },
  { name: 'platformId', kind: 'organisation', label: { zh: '平台', en: 'Platform' }, required: true },
  { name: 'basis', kind: 'citations', label: { zh: '依据', en: 'Basis' } },
  { name: 'files', kind: 'files', label: { zh: '附件', en: 'Files' } },
  {
    name: 'commitments',
    kind: 'rows',
    label: { zh: '承诺', en: 'Commitments' },
    required: true,
    columns: [
      { name: 'text', kind: 'long_text', label: { zh: '事项', en: 'Item' }, required: true },
      { name: 'dueOn', kind: 'date', label: { zh: '完成日期', en: 'Due' }, required: true, notPast: true },
    ],
  },
]
const row = (values: Draft) => ({ ...newRow(), values })
const GOOD: Draft = {
  topic: ' 刷单 ',
  platformId: { id: 'org_1', name: '某平台' },
  basis: ['ECL 80(1)(2)'],
  files: [{ id: 'evi_1', name: 'a.pdf', bytes: 3 }],
  commitments: [row({ text: '下架', dueOn: '2026-08-01' })],
}
const TODAY = '2026-07-31'
const placesOf = (draft: Draft): string[] => [...faultsOf(FORM, valuesOf(FORM, draft), TODAY).keys()].sort()

describe('a draft', () => {
  it('travels as ids and rows, without what is empty', () => {
    expect(valuesOf(FORM, GOOD)).toEqual({
      topic: ' 刷单 ',
      platformId: 'org_1',
      basis: ['ECL 80(1)(2)'],
      files: ['evi_1'],
      commitments: [{ text: '下架', dueOn: '2026-08-01' }],
    })
    expect(valuesOf(FORM, { topic: '  ', basis: [], files: [], commitments: [] })).toEqual({})
  })

  it('begins with one row where one is needed, and counts as empty', () => {
    const draft = emptyDraft(FORM)
    expect(draft.commitments).toHaveLength(1)
    expect(isEmptyDraft(FORM, draft)).toBe(true)
    expect(isEmptyDraft(FORM, { ...draft, topic: '刷' })).toBe(false)
  })
})

describe('the check of a form', () => {
  it('finds nothing wrong with a good one', () => expect(placesOf(GOOD)).toEqual([]))

  it('names every missing place, also within rows', () => {
    expect(placesOf({})).toEqual(['commitments', 'platformId', 'topic'])
    expect(placesOf({ ...GOOD, commitments: [row({}), row({ text: '下架', dueOn: '2026-08-01' })] })).toEqual([
      'commitments.0.dueOn',
      'commitments.0.text',
    ])
  })

  it('says in both languages what is wrong', () => {
    const say = (draft: Draft, place: string) => faultsOf(FORM, valuesOf(FORM, draft), TODAY).get(place)
    expect(say({ ...GOOD, topic: '六个字的事由' }, 'topic')).toEqual({
      zh: '事由最多 5 个字',
      en: 'Topic: at most 5 characters',
    })
    expect(say({ ...GOOD, basis: ['电商法'] }, 'basis')?.zh).toContain('电商法')
    const past = { ...GOOD, commitments: [row({ text: '下架', dueOn: '2026-07-30' })] }
    expect(say(past, 'commitments.0.dueOn')?.zh).toBe('完成日期不能早于今天')
    const unreal = { ...GOOD, commitments: [row({ text: '下架', dueOn: '2026-02-30' })] }
    expect(say(unreal, 'commitments.0.dueOn')?.zh).toBe('完成日期不是有效日期')
  })
})

describe('what the server refuses', () => {
  it('stands at its field, with or without /form before it; the rest is told apart', () => {
    const { faults, others } = faultsFromServer(FORM, [
      { pointer: '/form/topic', message: '太短 / too short' },
      { pointer: '/commitments/0/dueOn', message: 'Invalid input: expected string' },
      { pointer: '/version', message: '旧' },
    ])
    expect([...faults].map(([place, word]) => [place, word.zh])).toEqual([
      ['topic', '太短'],
      ['commitments.0.dueOn', '完成日期不符合要求'],
    ])
    expect(faults.get('topic')?.en).toBe('too short')
    expect(others).toEqual(['旧'])
  })
})
