import { describe, expect, it } from 'vitest'
import {
  isKnownCitation,
  REQUEST_RULES,
  type RequestContext,
  type RequestDraft,
  requestFaults,
  standardFields,
} from '../index.ts'

const DAY = '2026-11-25'
const county: RequestContext = {
  day: DAY,
  nextWorkingDay: '2026-11-26',
  asker: { level: 'county', sandbox: false },
  platform: { onBridge: true, sandbox: false },
  fields: standardFields(DAY),
  authorised: [],
  memorandum: null,
}
const of = (level: RequestContext['asker']['level'], more: Partial<RequestContext> = {}): RequestContext => ({
  ...county,
  asker: { level, sandbox: false },
  ...more,
})
const memorandum = (policy: object): RequestContext => ({
  ...county,
  memorandum: {
    number: 'BW-2026-000007',
    version: 2,
    policy: {
      purposes: ['case'],
      fields: ['identity.name', 'identity.uscc', 'goods.sold', 'payment.amount'],
      maxTargets: null,
      maxPeriodDays: null,
      retentionDays: null,
      fromOn: '2026-01-01',
      toOn: '2026-12-31',
      ...policy,
    },
  },
})
const two = [
  { name: '张三', licence: '粤A001' },
  { name: '李四', licence: '粤A002' },
]
const lawful: RequestDraft = {
  purpose: 'case',
  targets: [{ kind: 'shop', value: 'https://shop.example/1' }],
  reach: 'single',
  fields: ['identity.name', 'identity.uscc'],
  caseStage: 'filed',
  caseNo: '市监案〔2026〕1号',
  basis: ['ECL 25'],
  facts: '涉嫌销售假冒商品',
  officers: two,
  secrecy: 'ordinary',
}
const consent = {
  consentNo: '省监〔2026〕9号',
  consentBy: '某省市场监督管理局',
  consentOn: '2026-11-01',
  consentFiles: ['ev_1'],
}
const period = { periodFrom: '2026-10-01', periodTo: '2026-10-31' }
const keyword = { targets: [{ kind: 'keyword' as const, value: '减肥奇效' }] }
const orders = { targets: [{ kind: 'order' as const, value: '1234567' }] }
const letter = {
  forwardedFrom: '某县局',
  forwardedNo: '〔2026〕3号',
  forwardedOn: '2026-11-02',
  forwardedFiles: ['ev_2'],
}

type Row = [rule: string, change: RequestDraft, context: RequestContext]
const row = (rule: string, change: RequestDraft, context = county): Row => [rule, change, context]

/** Each breaks exactly the rule it is named after. */
const BROKEN: Row[] = [
  row('form_whole', { purpose: undefined }),
  row('form_whole', { secrecy: undefined }),
  row('form_whole', { reach: undefined }),
  row('form_whole', { caseStage: undefined }),
  row('targets_named', { targets: [] }),
  row('targets_distinct', {
    targets: [
      { kind: 'shop', value: 'ab 1' },
      { kind: 'shop', value: 'ＡＢ-1' },
    ],
  }),
  row('keyword_specific', { targets: [{ kind: 'keyword', value: '*' }], ...period }),
  row('keyword_specific', { targets: [{ kind: 'keyword', value: '茶' }], ...period }),
  row('fields_chosen', { fields: [] }),
  row('fields_known', { fields: ['identity.shoe_size'] }, of('province')),
  row('facts_stated', { facts: ' ' }),
  row('basis_named', { basis: [] }),
  row('basis_obliges', { basis: ['ECL 28'] }),
  row('officers_two', { officers: [] }),
  row('officers_two', { officers: two.slice(0, 1) }),
  row('officers_two', { officers: [two[0] as never, { name: '李四', licence: ' ' }] }),
  row('officers_differ', { officers: [two[0] as never, { name: '李四', licence: '粤a-００１' }] }),
  row('officers_differ', { officers: [two[0] as never, { name: '张 三', licence: '粤A003' }] }),
  row('platform_joined', {}, of('county', { platform: null })),
  row('platform_joined', {}, of('county', { platform: { onBridge: false, sandbox: false } })),
  row('sandbox_apart', {}, of('county', { platform: { onBridge: true, sandbox: true } })),
  row('sandbox_apart', {}, of('county', { asker: { level: 'county', sandbox: true } })),
  row('reach_authorised', { reach: 'area', reachNote: '全县' }),
  row('reach_authorised', { reach: 'category', reachNote: '化妆品' }, of('city', { authorised: ['category'] })),
  row('reach_authorised', { reach: 'area', reachNote: '全省' }, of('province')),
  row('reach_authorised', { reach: 'area', reachNote: '全省' }, of('province', { authorised: ['category'] })),
  row('reach_described', { reach: 'area' }, of('nation')),
  row('reach_described', { reach: 'period', reachNote: '双十一' }, of('nation')),
  row('consent_of_province', { fields: ['identity.login_log'] }),
  row('consent_of_province', { extraFields: [{ label: '客服录音', why: '证明误导' }] }),
  row('consent_of_province', { fields: ['identity.login_log'], ...consent, consentNo: '' }),
  row('consent_of_province', { fields: ['identity.login_log'], ...consent, consentBy: undefined }),
  row('consent_of_province', { fields: ['identity.login_log'], ...consent, consentOn: undefined }),
  row('consent_of_province', { fields: ['identity.login_log'], ...consent, consentFiles: [] }),
  row('consent_of_province', { fields: ['identity.login_log'] }, of('city')),
  row(
    'consent_of_province',
    { fields: ['identity.phone'] },
    of('county', {
      fields: standardFields(DAY, [{ level: 'county', standard: { 'identity.phone': false } }]),
    }),
  ),
  row('case_numbered', { caseNo: undefined }),
  row('case_staged', { caseStage: 'none', caseNo: undefined }),
  row('period_whole', { periodFrom: '2026-10-01' }),
  row('period_ordered', { periodFrom: '2026-10-31', periodTo: '2026-10-01' }),
  row('days_not_future', { periodFrom: '2026-11-01', periodTo: '2026-11-26' }),
  row('days_not_future', { fields: ['identity.login_log'], ...consent, consentOn: '2026-11-26' }),
  row('days_not_future', { ...letter, forwardedOn: '2027-01-01' }),
  row('period_needed', { fields: ['payment.amount'] }),
  row('period_needed', { fields: ['logistics.waybill'] }),
  row('period_needed', { fields: ['returns.reason'] }),
  row('period_needed', { fields: ['after_sales.rating'] }),
  row('keyword_bounded', keyword),
  row('due_not_past', { dueOn: '2026-11-24' }),
  row('due_short', { dueOn: DAY }),
  row('forwarded_whole', { ...letter, forwardedNo: undefined }),
  row('forwarded_whole', { forwardedFiles: ['ev_2'] }),
  row('forwarded_attached', { ...letter, forwardedFiles: [] }),
  row('forwarded_confidential', { ...letter, secrecy: 'confidential' }),
  row('memorandum_purpose', { purpose: 'recall' }, memorandum({})),
  row('memorandum_fields', { fields: ['identity.phone'] }, memorandum({})),
  row('memorandum_extra', { extraFields: [{ label: '客服录音', why: '证明误导' }], ...consent }, memorandum({})),
  row(
    'memorandum_targets',
    { targets: ['a1', 'a2'].map((value) => ({ kind: 'shop', value })) },
    memorandum({ maxTargets: 1 }),
  ),
  row(
    'memorandum_targets',
    { reach: 'area', reachNote: '全国' },
    { ...memorandum({ maxTargets: 1 }), asker: { level: 'nation', sandbox: false } },
  ),
  row('memorandum_period', { ...period }, memorandum({ maxPeriodDays: 30 })),
  row('memorandum_period', { fields: ['goods.sold'] }, memorandum({ maxPeriodDays: 30 })),
]

/** Each is as it may be: near to what is refused, and allowed. */
const ALLOWED: Row[] = [
  row('a named shop', {}),
  row('a check before filing has no number yet', { caseStage: 'before_filing', caseNo: undefined }),
  row('monitoring is no case', { purpose: 'monitoring', caseStage: 'none', caseNo: undefined }),
  row('a county asks for a named keyword over the whole platform, within a period', { ...keyword, ...period }),
  row('an order bounds the time by itself', { ...orders, fields: ['payment.amount', 'logistics.waybill'] }),
  row('payments within a period', { fields: ['payment.amount'], ...period }),
  row('a period that ends today', { periodFrom: '2026-11-01', periodTo: DAY }),
  row('beyond the standard with consent', { fields: ['identity.login_log'], ...consent }),
  row('an extra field with consent', { extraFields: [{ label: '客服录音', why: '证明误导' }], ...consent }),
  row('a province consents itself', { fields: ['identity.login_log'] }, of('province')),
  row('so does the nation', { extraFields: [{ label: '客服录音', why: '证明误导' }] }, of('nation')),
  row('the nation asks over an area', { reach: 'area', reachNote: '全国', targets: [] }, of('nation')),
  row(
    'an authorised province',
    { reach: 'category', reachNote: '化妆品', targets: [] },
    of('province', { authorised: ['category'] }),
  ),
  row('a whole period with its days', { reach: 'period', reachNote: '双十一', ...period }, of('nation')),
  row('a day to answer that leaves a working day', { dueOn: '2026-11-26' }),
  row('a forwarded letter with all that names it', letter),
  row(
    'sandbox with sandbox',
    {},
    of('county', { asker: { level: 'county', sandbox: true }, platform: { onBridge: true, sandbox: true } }),
  ),
  row('within the memorandum', { ...period }, memorandum({ maxTargets: 1, maxPeriodDays: 31 })),
  row('who it is has no period', {}, memorandum({ maxPeriodDays: 1 })),
  row(
    'an order within a memorandum with a period',
    { ...orders, fields: ['payment.amount'] },
    memorandum({ maxPeriodDays: 1 }),
  ),
]

describe('a request for assistance', () => {
  it.each(ALLOWED)('may be sent: %s', (_, change, context) => {
    expect(requestFaults({ ...lawful, ...change }, context)).toEqual([])
  })

  it.each(BROKEN)('breaks %s: %j', (rule, change, context) => {
    const faults = requestFaults({ ...lawful, ...change }, context)
    expect([...new Set(faults.map((one) => one.rule))]).toEqual([rule])
    for (const { zh, en, pointer, blocking } of faults) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/)
      expect(en).toMatch(/^[A-Z"0-9“a-z客]/)
      expect(pointer).toMatch(/^\/(platformId|form\/\w+)/)
      expect(blocking).toBe(REQUEST_RULES.find((one) => one.id === rule)?.blocking)
    }
  })

  it('has a refusal above for every rule, and rules have names of their own', () => {
    const ids = REQUEST_RULES.map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !BROKEN.some(([rule]) => rule === id))).toEqual([])
  })

  it('names the provision or memorandum a rule rests on, and the data holds it', () => {
    for (const { basis, id } of REQUEST_RULES) if (basis) expect(isKnownCitation(basis, DAY), id).toBe(true)
    const [fault] = requestFaults({ ...lawful, purpose: 'recall' }, memorandum({}))
    expect(fault).toMatchObject({ basis: 'BW-2026-000007', blocking: true })
    expect(fault?.zh).toContain('BW-2026-000007（第2版）')
    expect(fault?.en).toContain('version 2')
  })

  it('that says nothing is told all it lacks', () => {
    expect(new Set(requestFaults({}, county).map((one) => one.rule))).toEqual(
      new Set(['form_whole', 'targets_named', 'fields_chosen', 'facts_stated', 'basis_named', 'officers_two']),
    )
  })
})

/** A small generator with a seed, so that a failure can be run again. */
const generator = (seed: number) => {
  let state = seed
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    chance: (p: number): boolean => next() < p,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  }
}

describe('whatever else a request of a county or city says', () => {
  const LEVELS = ['county', 'city'] as const
  const changes: RequestDraft[] = [...BROKEN.map(([, change]) => change), ...ALLOWED.map(([, change]) => change)]
  const contexts = [...BROKEN, ...ALLOWED].map(([, , context]) => context)

  it('a field without whole consent, or a reach beyond named targets, is never passed', () => {
    let unconsented = 0
    let reaching = 0
    for (let seed = 1; seed <= 20_000; seed++) {
      const { pick, chance } = generator(seed)
      const form = Object.assign({}, lawful, ...Array.from({ length: 4 }, () => pick(changes))) as RequestDraft
      const context: RequestContext = {
        ...pick(contexts),
        asker: { level: pick(LEVELS), sandbox: chance(0.5) },
        authorised: chance(0.5) ? ['area', 'category', 'period'] : [],
        // A county that calls everything standard spares itself nothing.
        fields: standardFields(DAY, [{ level: pick(LEVELS), standard: { 'identity.login_log': true } }]),
      }
      const reaches = form.reach !== undefined && form.reach !== 'single'
      const asksBeyond = form.fields?.includes('identity.login_log') || (form.extraFields ?? []).length > 0
      const consented =
        form.consentNo &&
        form.consentBy &&
        form.consentOn &&
        form.consentOn <= DAY &&
        (form.consentFiles ?? []).length > 0
      if (!reaches && !(asksBeyond && !consented)) continue
      if (reaches) reaching++
      else unconsented++
      const blocking = requestFaults(form, context).filter((one) => one.blocking)
      expect(blocking.length, `seed ${seed}`).toBeGreaterThan(0)
    }
    expect(unconsented).toBeGreaterThan(500)
    expect(reaching).toBeGreaterThan(500)
  })
})

describe('the catalogue as it stands for a bureau', () => {
  const login = (...layers: Parameters<typeof standardFields>[1] & object) =>
    standardFields(DAY, layers).find((one) => one.id === 'identity.login_log')?.standard

  it('is empty before the measures are in force', () => expect(standardFields('2025-01-19')).toEqual([]))

  it.each([
    ['as shipped', [], false],
    ['a province says it is standard', [['province', true]], true],
    [
      'the province differs from the nation',
      [
        ['nation', true],
        ['province', false],
      ],
      false,
    ],
    ['a county cannot spare itself the consent', [['county', true]], false],
    [
      'nor a city the counties below it',
      [
        ['city', true],
        ['county', true],
      ],
      false,
    ],
    [
      'a county may be stricter',
      [
        ['province', true],
        ['county', false],
      ],
      false,
    ],
  ] as const)('%s', (_, layers, expected) => {
    expect(login(...layers.map(([level, value]) => ({ level, standard: { 'identity.login_log': value } })))).toBe(
      expected,
    )
  })
})
