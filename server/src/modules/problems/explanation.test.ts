import { describe, expect, it } from 'vitest'
import { evidenceOf } from './evidence.ts'
import { explain } from './explanation.ts'
import { nameChanges } from './name-changes.ts'
import type { ProblemRow } from './problems.store.ts'

const registered = {
  uscc: '91110105MA01A00001',
  name: '北京恒生商贸有限公司',
  representative: '张三',
  status: 'active',
  statusDate: '',
  abnormal: false,
  serious: false,
  address: '',
  listedReason: '',
}
const row = (part: Partial<ProblemRow>): ProblemRow =>
  ({
    name: registered.name,
    uscc: registered.uscc,
    representative: '',
    address: '',
    kind: null,
    kinds: [],
    undecided_reason: null,
    registered: null,
    proposed_code: null,
    register_as_of: '2026-06-30',
    ...part,
  }) as ProblemRow

describe('where names differ', () => {
  it.each([
    ['北京衡生商贸', '北京恒生商贸', [{ at: 3, reported: '衡', registered: '恒' }]],
    ['北京生商贸', '北京恒生商贸', [{ at: 3, reported: '', registered: '恒' }]],
    ['北京恒恒生商贸', '北京恒生商贸', [{ at: 4, reported: '恒', registered: '' }]],
    ['北京恒生商贸', '北京恒生商贸', []],
    // full width, traditional characters and blanks are the same name
    ['北京　恒生商貿（集團）', '北京恒生商贸(集团)', []],
    ['北京 衡生商貿', '北京恒生商贸', [{ at: 4, reported: '衡', registered: '恒' }]],
    ['北京恒生商', '北京恒生商贸', [{ at: 6, reported: '', registered: '贸' }]],
  ])('%s | %s', (reported, held, changes) => {
    expect(nameChanges(reported, held)).toEqual(changes)
  })
})

describe('explanations', () => {
  const kinds = (...all: string[]) => ({ kind: all[0] ?? null, kinds: all })
  it.each([
    [
      'a wrong character',
      row({ ...kinds('name_mismatch'), name: '北京衡生商贸有限公司', registered }),
      '名称与登记信息不一致（第 3 字：“衡”应为“恒”）',
    ],
    [
      'another name altogether',
      row({ ...kinds('name_mismatch'), name: '上海万象食品厂', registered }),
      '该代码登记的名称为“北京恒生商贸有限公司”，与报送名称不同',
    ],
    [
      'cancelled on a day',
      row({ ...kinds('cancelled'), registered: { ...registered, status: 'cancelled', statusDate: '2024-03-01' } }),
      '登记信息显示该主体已于 2024-03-01 注销',
    ],
    ['cancelled, day unknown', row({ ...kinds('cancelled'), registered }), '登记信息显示该主体已注销'],
    [
      'revoked and listed',
      row({ ...kinds('revoked', 'abnormal_operation'), registered: { ...registered, listedReason: '未年报' } }),
      '登记信息显示该主体已被吊销营业执照；另：该主体被列入经营异常名录（列入原因：未年报）',
    ],
    [
      'a bad check digit with a proposal',
      row({ ...kinds('code_invalid'), uscc: '91350100M000100Y44', proposed_code: '91350100M000100Y43' }),
      '统一社会信用代码校验位不符（GB 32100-2015）；登记库中与之最接近的是 91350100M000100Y43',
    ],
    ['unknown', row(kinds('licence_unknown')), '登记库（截至 2026-06-30）中查无此统一社会信用代码'],
    ['undecided', row({ undecided_reason: 'name_ambiguous' }), '名称对应多个登记主体，须由人工判断'],
  ])('%s', (_, facts, zh) => {
    const words = explain(facts)
    expect(words.zh).toBe(zh)
    expect(words.en).toMatch(/^[A-Z]/)
  })
})

describe('evidence', () => {
  it('marks what differs, and leaves open what only one side gives', () => {
    const fields = evidenceOf(row({ name: '北京衡生商贸有限公司', registered: { ...registered, abnormal: true } }))
    const byField = Object.fromEntries(fields.map((field) => [field.field, field]))
    expect(byField.name?.reported).toEqual([
      { text: '北京', differs: false },
      { text: '衡', differs: true },
      { text: '生商贸有限公司', differs: false },
    ])
    expect(byField.name?.agrees).toBe(false)
    expect(byField.uscc?.agrees).toBe(true)
    expect(byField.representative).toMatchObject({ reported: null, agrees: null })
    expect(byField.abnormal).toMatchObject({ agrees: false, registered: [{ text: '列入经营异常名录', differs: true }] })
  })
  it('has no register side when nothing matched', () => {
    expect(evidenceOf(row({})).map((field) => [field.field, field.registered])).toEqual([
      ['name', null],
      ['uscc', null],
      ['representative', null],
      ['address', null],
    ])
  })
})
