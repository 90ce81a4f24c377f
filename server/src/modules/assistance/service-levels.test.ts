import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paymentsRequest } from '../../testing/request-form.ts'
import { ORGS } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { exchangeRoutes } from '../exchange/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { assistanceRoutes } from './index.ts'
import { computeServiceLevels } from './service-levels.ts'
import { driver, PEOPLE, seedBridge } from './testing/request.ts'

let work: Work
let at: ReturnType<typeof driver>

const SENT = Date.parse('2026-07-01T01:00:00Z')
/** Hours after all requests of the test were sent. */
const after = (hours: number): void => work.setNow(new Date(SENT + hours * 3_600_000).toISOString())
const form = paymentsRequest({ fields: ['identity.name'] })
const content = { groups: [{ group: 'identity', rows: [{ name: '甲' }] }] }
const CHAOYANG = { officer: PEOPLE.below, head: PEOPLE.belowHead }

const answerAfter = async (id: string, hours: number) => {
  after(hours)
  const done = await at.answer(id, { content })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const stepAfter = async (hours: number, ...args: Parameters<typeof at.step>) => {
  after(hours)
  await at.step(...args)
}
const sentAt = (hours: number, ...args: Parameters<typeof at.sent>) => {
  after(hours)
  return at.sent(...args)
}

/** Requests to 品购网 whose times are known: what is expected of them below is computed by hand. */
const makeRequests = async () => {
  const [plain, corrected, returned, refused] = [
    await sentAt(0, form),
    await sentAt(0, form),
    await sentAt(0, form),
    await sentAt(0, form),
  ]
  await sentAt(0, form) // nobody opens it
  const late = await sentAt(0, { ...form, dueOn: '2026-07-03' }, CHAOYANG)
  await stepAfter(1, PEOPLE.platform, late, 'receive')
  await stepAfter(2, PEOPLE.platform, plain, 'receive')
  await stepAfter(4, PEOPLE.platform, corrected, 'receive')
  await stepAfter(5, PEOPLE.platform, corrected, 'ask_correction', { points: ['target_unclear'], reason: '店铺重名' })
  await stepAfter(6, PEOPLE.platform, returned, 'receive')
  await stepAfter(8, PEOPLE.platform, refused, 'receive')
  await stepAfter(9, PEOPLE.platform, refused, 'refuse', { ground: 'not_addressee', reason: '不是本平台店铺' })
  await answerAfter(plain, 10)
  await answerAfter(returned, 10)
  await stepAfter(15, PEOPLE.head, corrected, 'correct', form)
  await stepAfter(20, PEOPLE.analyst, returned, 'return', { reason: '请补充' })
  await answerAfter(corrected, 30) // 10 hours of these waited for the bureau
  await answerAfter(returned, 40) // 10 hours lay with the bureau before it returned the first answer
  await answerAfter(late, 100)
  // Half past midnight in Shanghai: already August.
  work.setNow('2026-07-31T16:30:00Z')
  await at.sent(form)
}

const makeSandbox = async () => {
  const bureau = { id: 'org_sandbox_bureau', kind: 'bureau' as const, division: '990100', nameZh: '沙箱监管部门' }
  const platform = { id: 'org_sandbox', kind: 'platform' as const, division: '990101', nameZh: '沙箱平台' }
  for (const { id, kind, division, nameZh } of [bureau, platform])
    await work.platform.workerDb
      .insertInto('organisation')
      .values({
        ...{ id, kind, division, name_zh: nameZh, sandbox: true, on_bridge: kind === 'platform' },
        status: kind === 'platform' ? 'reporting' : null,
      } as never)
      .execute()
  const by = {
    officer: actorOf('sandbox_analyst', 'bureau_analyst', bureau),
    head: actorOf('sandbox_head', 'bureau_head', bureau),
    platformId: platform.id,
  }
  await sentAt(0, form, by)
}

beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...assistanceRoutes(), ...exchangeRoutes()])
  work.setNow('2026-07-01T01:00:00Z')
  await seedBridge(work)
  at = driver(work)
  await makeSandbox()
  await makeRequests()
  work.setNow('2026-08-02T02:00:00Z')
}, 120_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const levels = async (query = '') => (await at.get(null, `/api/public/service-levels${query}`)).body.items
const figures = { receipts: 5, answers: 4, refused: 1, open: 1, inTime: 3, requests: 6 }

describe('service levels', () => {
  it('are what can be computed by hand from the moves, less what waited for the bureau', async () => {
    expect(await computeServiceLevels(work.platform)).toEqual(['2026-08', '2026-07'])
    const july = await levels('?from=2026-07&to=2026-07')
    // receipts after 1, 2, 4, 6, 8 hours; answers after 10, 20, 30, 100.
    const all = { ...figures, receiptP50: 4, receiptP90: 7.2, answerP50: 25, answerP90: 79 }
    expect(july).toEqual([
      { month: '2026-07', by: 'all', organisationId: null, name: '全部', ...all },
      {
        ...{ month: '2026-07', by: 'bureau', organisationId: ORGS.beijing.id, name: ORGS.beijing.nameZh },
        ...{ requests: 5, receipts: 4, answers: 3, refused: 1, open: 1, inTime: 3 },
        ...{ receiptP50: 5, receiptP90: 7.4, answerP50: 20, answerP90: 28 },
      },
      {
        ...{ month: '2026-07', by: 'bureau', organisationId: ORGS.chaoyang.id, name: ORGS.chaoyang.nameZh },
        ...{ requests: 1, receipts: 1, answers: 1, refused: 0, open: 0, inTime: 0 },
        ...{ receiptP50: 1, receiptP90: 1, answerP50: 100, answerP90: 100 },
      },
      { month: '2026-07', by: 'platform', organisationId: ORGS.pingou.id, name: ORGS.pingou.nameZh, ...all },
    ])
  })

  it('stand in the month in which the request was sent, in Shanghai; nothing is measured that did not happen', async () => {
    const august = await levels('?from=2026-08')
    expect(
      august.map((one: { by: string; requests: number; open: number }) => [one.by, one.requests, one.open]),
    ).toEqual([
      ['all', 1, 1],
      ['bureau', 1, 1],
      ['platform', 1, 1],
    ])
    expect(august[0]).toMatchObject({ receipts: 0, receiptP50: null, answers: 0, answerP90: null })
  })

  it('leave sandboxes out', async () => {
    expect(JSON.stringify(await levels('?from=2026-01'))).not.toContain('沙箱')
  })

  it('are measured again without change, and an old month when one of its requests moves', async () => {
    const before = await levels()
    await computeServiceLevels(work.platform)
    expect(await levels()).toEqual(before)
    work.setNow('2026-10-02T02:00:00Z')
    expect(await computeServiceLevels(work.platform)).toEqual(['2026-10', '2026-09'])
    const open = await work.platform.workerDb
      .selectFrom('matter')
      .select('id')
      .where('state', '=', 'sent')
      .where('owner_id', '=', ORGS.beijing.id)
      .orderBy('id')
      .executeTakeFirstOrThrow()
    await at.step(PEOPLE.analyst, open.id, 'withdraw', { reason: '不再需要' })
    expect(await computeServiceLevels(work.platform)).toEqual(['2026-10', '2026-09', '2026-07'])
    expect((await levels('?from=2026-07&to=2026-07'))[0]).toMatchObject({ requests: 6, open: 0, answers: 4 })
  })

  it('are open data for everybody: CSV and JSON with licence and meaning, and bad months are refused', async () => {
    const csv = await at.get(null, '/api/public/service-levels.csv?from=2026-07&to=2026-07')
    const lines = csv.raw.toString().split('\r\n')
    expect(lines[0]).toBe(
      '\uFEFFmonth,by,organisationId,name,requests,receipts,receiptP50,receiptP90,answers,answerP50,answerP90,inTime,refused,open',
    )
    expect(lines[1]).toBe('2026-07,all,,全部,6,5,4,7.2,4,25,79,3,1,0')
    expect([csv.headers['access-control-allow-origin'], csv.headers.link]).toEqual([
      '*',
      expect.stringContaining('service-levels.json'),
    ])
    const json = await at.get(null, '/api/public/service-levels.json?from=2026-07&to=2026-07')
    expect(json.body).toMatchObject({ licence: 'CC-BY-4.0', items: await levels('?from=2026-07&to=2026-07') })
    expect(json.body.columns.map((one: { name: string }) => one.name)).toEqual(
      Object.keys(json.body.items[0]).toSorted((a, b) => lines[0]!.indexOf(a) - lines[0]!.indexOf(b)),
    )
    for (const query of ['?from=2026-13', '?to=x', '?from=2026-07-01'])
      expect((await at.get(null, `/api/public/service-levels${query}`)).status).toBe(400)
  })
})
