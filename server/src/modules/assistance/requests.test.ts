import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { asActor } from '../../platform/db/pool.ts'
import { ACTORS, ORGS } from '../../testing/seed.ts'
import type { Work } from '../../testing/work.ts'
import { boxShop, county, form, hands, openAsking, request, rulesOf, WHO } from './testing/asking.ts'

let work: Work
const { get, post, create, move, send } = hands(() => work)
const { officer, head, countyAdmin, zhejiangHead, boxOfficer, boxHead, boxStaff, platformAdmin } = WHO
beforeAll(async () => {
  work = await openAsking()
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

describe('the check of a request', () => {
  it('passes what is lawful and keeps nothing', async () => {
    const checked = await post(officer, '/api/assistance/check', request())
    expect([checked.status, checked.body]).toEqual([200, { faults: [], duplicates: [], memorandum: null }])
    const kept = await work.platform.workerDb.selectFrom('matter').select('id').execute()
    expect(kept).toEqual([])
  })

  it.each([
    ['a county over an area', officer, { reach: 'area', reachNote: '全国' }, ['reach_authorised']],
    [
      'a province without authorisation',
      ACTORS.elsewhere,
      { reach: 'category', reachNote: '茶叶' },
      ['reach_authorised'],
    ],
    ['a county beyond the standard', officer, { fields: ['identity.login_log'] }, ['consent_of_province']],
    ['a province beyond the standard', ACTORS.elsewhere, { fields: ['identity.login_log'] }, []],
    ['one officer', officer, { officers: form.officers.slice(0, 1) }, ['officers_two']],
    ['no basis', officer, { basis: [] }, ['basis_named']],
    ['less than a working day', officer, { dueOn: '2026-07-10' }, ['due_short']],
    // A Friday: the next working day is Monday.
    ['a weekend to answer', officer, { dueOn: '2026-07-12' }, ['due_short']],
    ['until Monday', officer, { dueOn: '2026-07-13' }, []],
  ] as const)('names the rules: %s', async (_, who, change, rules) => {
    const { body } = await post(who, '/api/assistance/check', request(change))
    expect(rulesOf(body)).toEqual(rules)
  })

  it.each([
    ['an unknown platform', 'org_none', ['platform_joined']],
    ['a bureau as a platform', ORGS.beijing.id, ['platform_joined']],
    ['a platform that has not joined', ORGS.lejia.id, ['platform_joined']],
    ['a sandbox', boxShop.id, ['sandbox_apart']],
  ])('of %s', async (_, platformId, rules) => {
    const { body } = await post(officer, '/api/assistance/check', request({}, platformId))
    expect(rulesOf(body)).toEqual(rules)
  })

  it('is not for platforms, partners and administrators, nor for strangers to the form', async () => {
    for (const who of [ACTORS.platform, ACTORS.partner, countyAdmin])
      expect((await post(who, '/api/assistance/check', request())).status).toBe(403)
    expect((await post(officer, '/api/assistance/check', request({ surprise: 1 }))).status).toBe(400)
    expect((await post(officer, '/api/assistance/check', request({ periodFrom: '2026-02-30' }))).status).toBe(400)
  })
})

describe('a request from draft to sent', () => {
  it('is opened and filled in at once, once for its key', async () => {
    const key = { 'idempotency-key': 'draft-2026-07-10-a' }
    const first = await post(officer, '/api/assistance/requests', request(), key)
    expect([first.status, first.body]).toEqual([
      201,
      { id: expect.any(String), number: expect.stringMatching(/^XC-2026-\d{6}$/), version: 2 },
    ])
    expect((await post(officer, '/api/assistance/requests', request(), key)).body).toEqual(first.body)
    expect((await post(officer, '/api/assistance/requests', request({ facts: '另案' }), key)).body.code).toBe(
      'idempotency_key_reused',
    )
    const detail = (await get(officer, `/api/assistance/requests/${first.body.id}`)).body
    expect(detail).toMatchObject({ matterId: first.body.id, form, answers: [], memorandum: null, faults: [] })
    expect(detail.missing).toEqual(['identity.name', 'identity.uscc'])
    expect(detail.fields.map((one: { id: string }) => one.id)).toEqual(['identity.name', 'identity.uscc'])
    const matter = (await get(officer, `/api/matters/${first.body.id}`)).body
    expect(matter.title).toBe('案件调查：https://www.pingou.example/shop/77')
    expect(matter.state).toBe('draft')
  })

  it('is nothing at all when what it names is not there', async () => {
    const before = await work.platform.workerDb.selectFrom('matter').select('id').execute()
    for (const body of [request({}, 'org_none'), request({ basis: ['ECL 999'] }), request({ files: ['ev_none'] })])
      expect((await post(officer, '/api/assistance/requests', body)).status).toBeGreaterThanOrEqual(400)
    expect(await work.platform.workerDb.selectFrom('matter').select('id').execute()).toEqual(before)
  })

  it('is refused with the rules it breaks, mended, approved by the head and seen by the platform alone', async () => {
    const id = await create(officer, {
      fields: ['identity.name', 'payment.amount'],
      officers: form.officers.slice(0, 1),
    })
    const refused = await move(officer, id, 'submit')
    expect([refused.status, refused.body.code]).toEqual([422, 'not_lawful'])
    expect(rulesOf(refused.body)).toEqual(['officers_two', 'period_needed'])
    expect(refused.body.errors).toContainEqual({
      pointer: '/form/officers',
      message: expect.stringContaining('不得少于两人'),
    })
    const moves = (await get(officer, `/api/matters/${id}`)).body.moves
    expect(moves.find((one: { event: string }) => one.event === 'submit').blocked.zh).toContain('不得少于两人')
    for (const who of [ACTORS.platform, ACTORS.analyst, ACTORS.partner])
      expect((await get(who, `/api/assistance/requests/${id}`)).status).toBe(who === ACTORS.partner ? 403 : 404)
    const mended = {
      ...form,
      fields: ['identity.name', 'payment.amount'],
      periodFrom: '2026-06-01',
      periodTo: '2026-06-30',
    }
    expect((await move(officer, id, 'compose', mended)).status).toBe(200)
    expect((await move(head, id, 'approve')).body.code).toBe('move_not_allowed')
    expect((await move(officer, id, 'submit')).status).toBe(200)
    expect((await move(officer, id, 'approve')).status).toBe(403)
    const approved = await move(head, id, 'approve')
    expect([approved.status, approved.body.state]).toEqual([200, 'sent'])
    const seen = await get(ACTORS.platform, `/api/assistance/requests/${id}`)
    expect(seen.body).toMatchObject({ form: mended, faults: [], duplicates: [], missing: mended.fields })
    expect((await get(ACTORS.other, `/api/assistance/requests/${id}`)).status).toBe(404)
    expect((await get(zhejiangHead, `/api/assistance/requests/${id}`)).status).toBe(200)
    expect((await get(ACTORS.head, `/api/assistance/requests/${id}`)).status).toBe(404)
  })

  it('is asked once more on approval: what was lawful when it was submitted may have ceased to be', async () => {
    const id = await create(officer, { targets: [{ kind: 'shop', value: 'shop-88' }] })
    expect((await move(officer, id, 'submit')).status).toBe(200)
    const join = `/api/assistance/platforms/${ORGS.pingou.id}/join`
    await post(ACTORS.admin, join, { joined: false })
    const refused = await move(head, id, 'approve')
    expect([refused.status, rulesOf(refused.body)]).toEqual([422, ['platform_joined']])
    await post(ACTORS.admin, join, { joined: true })
    expect((await move(head, id, 'approve')).status).toBe(200)
  })

  it('keeps to the rules through the generic door and in bulk', async () => {
    const opened = await post(officer, '/api/matters/assistance_request', { platformId: ORGS.pingou.id, title: '空白' })
    expect(rulesOf((await move(officer, opened.body.id, 'submit')).body)).toContain('basis_named')
    const good = await create(officer, { targets: [{ kind: 'order', value: '90001' }] })
    const bulk = await post(officer, '/api/matters/bulk', {
      preview: false,
      kind: 'assistance_request',
      event: 'submit',
      ids: [
        { id: opened.body.id, version: 1 },
        { id: good, version: 2 },
      ],
      form: {},
    })
    expect(bulk.body).toMatchObject({ affected: 1, excluded: [{ id: opened.body.id, reason: 'not_lawful' }] })
  })

  it('that the kernel’s wider form lets through is refused all the same', async () => {
    const id = await create(officer)
    const officers = Array.from({ length: 11 }, (_, i) => ({ name: `办案${i}`, licence: `浙B${i}` }))
    expect((await move(officer, id, 'compose', { ...form, officers })).status).toBe(200)
    expect(rulesOf((await move(officer, id, 'submit')).body)).toEqual(['form_shape'])
  })

  it('is held to the rules when it is corrected', async () => {
    const id = await create(officer, { targets: [{ kind: 'shop', value: 'shop-99' }] })
    await send(id)
    expect((await move(ACTORS.platform, id, 'receive')).status).toBe(200)
    await move(ACTORS.platform, id, 'ask_correction', { points: ['target_unclear'], reason: '店铺编号不存在' })
    const wrong = await move(head, id, 'correct', { ...form, fields: ['identity.login_log'] })
    expect([wrong.status, rulesOf(wrong.body)]).toEqual([422, ['consent_of_province']])
    const right = { ...form, targets: [{ kind: 'shop', value: 'shop-100' }] }
    expect((await move(head, id, 'correct', right)).status).toBe(200)
    expect((await get(ACTORS.platform, `/api/assistance/requests/${id}`)).body.form.targets).toEqual(right.targets)
    expect(
      (await post(officer, '/api/assistance/check', request({ targets: right.targets }))).body.duplicates,
    ).toHaveLength(1)
  })

  it('that is confidential names nothing in its title', async () => {
    const id = await create(officer, { secrecy: 'confidential', targets: [{ kind: 'shop', value: '秘密店铺' }] })
    const { title } = (await get(officer, `/api/matters/${id}`)).body
    expect(title).toBe('案件调查（保密）')
  })

  it('of a sandbox stays among sandboxes', async () => {
    const made = await post(boxOfficer, '/api/assistance/requests', request({}, boxShop.id))
    expect(made.status).toBe(201)
    expect((await move(boxOfficer, made.body.id, 'submit')).status).toBe(200)
    expect((await move(boxHead, made.body.id, 'approve')).status).toBe(200)
    expect((await get(boxStaff, `/api/assistance/requests/${made.body.id}`)).status).toBe(200)
    expect((await post(boxOfficer, '/api/assistance/requests', request())).status).toBe(400)
  })
})

describe('an earlier request about the same', () => {
  const targets = [{ kind: 'shop', value: 'https://shop.pingou.example/s/5?spm=x' }]
  const again = async (who: Actor, value = 'HTTP://Shop.pingou.example/s/5/') =>
    (await post(who, '/api/assistance/check', request({ targets: [{ kind: 'shop', value }] }))).body.duplicates

  it('is shown with its matter to who may see it, to others by name and day alone', async () => {
    const id = await create(officer, { targets })
    // A draft is its bureau's own.
    expect(await again(officer)).toEqual([
      {
        target: 'HTTP://Shop.pingou.example/s/5/',
        bureauName: county.nameZh,
        on: '2026-07-10',
        matter: { id, number: expect.any(String), stateText: { zh: '草拟', en: 'Draft' }, answered: false },
      },
    ])
    expect(await again(ACTORS.analyst)).toEqual([])
    await send(id)
    const other = await again(ACTORS.analyst)
    expect(other).toEqual([
      { target: 'HTTP://Shop.pingou.example/s/5/', bureauName: county.nameZh, on: '2026-07-10', matter: null },
    ])
    expect(JSON.stringify(other)).not.toContain(id)
    expect((await again(ACTORS.elsewhere))[0].matter.id).toBe(id)
    expect(await again(ACTORS.analyst, 'https://shop.pingou.example/s/6')).toEqual([])
  })

  it('is forgotten after a year and when it was withdrawn', async () => {
    work.setNow('2027-07-12T02:00:00Z')
    expect(await again(officer)).toEqual([])
    work.setNow('2026-07-10T02:00:00Z')
    expect(await again(officer)).toHaveLength(1)
    const { id } = (await again(officer))[0].matter
    expect((await move(officer, id, 'withdraw', { reason: '不再需要' })).status).toBe(200)
    expect(await again(officer)).toEqual([])
  })

  it('that is confidential is shown to nobody elsewhere', async () => {
    const secret = { targets: [{ kind: 'shop', value: 'shop-secret' }] }
    const id = await create(officer, { ...secret, secrecy: 'confidential' })
    await send(id)
    expect(await again(ACTORS.analyst, 'shop-secret')).toEqual([])
    expect(await again(head, 'shop-secret')).toHaveLength(1)
  })

  it('lies in the database as a keyed digest, for its bureau alone', async () => {
    const rows = await work.platform.workerDb.selectFrom('assistance_target').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/pingou\.example|secret"/)
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.digest))).toBe(true)
    const seen = await asActor(work.platform.db, ACTORS.analyst, (tx) =>
      tx.selectFrom('assistance_target').selectAll().execute(),
    )
    expect(seen).toEqual([])
  })
})

describe('a memorandum in force', () => {
  const terms = {
    purposes: ['case'],
    fields: ['identity.name', 'payment.amount'],
    maxTargets: 1,
    maxPeriodDays: 31,
    fromOn: '2026-07-01',
    toOn: '2026-12-31',
  }
  const check = async (who: Actor, change: object) =>
    (await post(who, '/api/assistance/check', request({ fields: ['identity.name'], ...change }))).body

  it('binds the bureau that signed it, and is named in every refusal', async () => {
    const opened = await post(officer, '/api/matters/memorandum', { platformId: ORGS.pingou.id, title: '合作' })
    const { id, number } = opened.body
    const steps = [
      [officer, 'compose', terms],
      [officer, 'submit', {}],
      [head, 'approve', {}],
      [platformAdmin, 'accept', {}],
    ] as const
    for (const [who, event, body] of steps) expect((await move(who, id, event, body, 'memorandum')).status).toBe(200)
    expect(await check(officer, {})).toMatchObject({ faults: [], memorandum: { number, version: 1 } })
    const outside = {
      purpose: 'sampling',
      fields: ['identity.name', 'identity.phone'],
      targets: [1, 2].map((n) => ({ kind: 'shop', value: `shop-${n}` })),
      periodFrom: '2026-05-01',
      periodTo: '2026-06-30',
    }
    const { faults } = await check(officer, outside)
    expect(rulesOf({ faults })).toEqual([
      'memorandum_purpose',
      'memorandum_fields',
      'memorandum_targets',
      'memorandum_period',
    ])
    for (const fault of faults) {
      expect(fault).toMatchObject({ basis: number, blocking: true })
      expect(fault.zh).toContain(`备忘录${number}（第1版）`)
    }
    // Whoever did not sign is not bound: neither its province nor a bureau elsewhere.
    for (const who of [ACTORS.elsewhere, ACTORS.below])
      expect(await check(who, outside)).toMatchObject({ faults: [], memorandum: null })
    const ended = await move(head, id, 'terminate', { reason: '期满' }, 'memorandum')
    expect(ended.status).toBe(200)
    expect(await check(officer, outside)).toMatchObject({ faults: [], memorandum: null })
  })
})
