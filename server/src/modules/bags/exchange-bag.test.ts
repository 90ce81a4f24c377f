import { readZip, verifyBag } from '@redbridge/ledger'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequenceOnce } from '../../platform/ledger/index.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { evidenceRoutes } from '../evidence/index.ts'
import { exchangeRoutes } from '../exchange/index.ts'
import { lawRoutes } from '../law/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { bagsJobs, bagsRoutes } from './index.ts'

let work: Work
type Who = Parameters<Work['call']>[0]
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...exchangeRoutes(), ...evidenceRoutes, ...lawRoutes, ...bagsRoutes])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await sql`UPDATE organisation SET on_bridge = true WHERE id = ${ORGS.pingou.id}`.execute(work.platform.workerDb)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const post = async (who: Who, url: string, body: unknown) => {
  const answer = await work.call(who, 'POST', url, body)
  expect(answer.status, `${url} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const bagOf = async (who: Who, matterId: string) => {
  const made = await post(who, '/api/bags', { matterId })
  await sequenceOnce(work.platform)
  await bagsJobs(work.platform)[0]?.handle({ bagId: made.id }, new AbortController().signal)
  const { raw } = await work.call(who, 'GET', `/api/bags/${made.id}/bag.zip`)
  return { raw, report: await verifyBag(raw) }
}
const inboxOf = async (who: Who) =>
  (await work.call(who, 'GET', '/api/exchange/messages?box=in&received=false')).body.items

test('both sides hold the same messages, receipts and keys, and a stranger has no bag', async () => {
  const { id, number } = await post(ACTORS.platform, '/api/matters/violation_lead', {
    bureauId: ORGS.beijing.id,
    subjectName: '某某商贸有限公司',
    shopName: '某某店',
    goods: '处方药',
    facts: '无证销售处方药',
    measures: '已下架',
  })
  work.setNow('2026-07-10T03:00:00Z')
  const [message] = await inboxOf(ACTORS.analyst)
  expect(message).toMatchObject({ type: 'violation_lead.report', matter: { id } })
  const envelopeSha256 = Buffer.from(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(message.envelope.text)),
  ).toString('hex')
  await post(ACTORS.analyst, `/api/exchange/messages/${message.id}/receipt`, { envelopeSha256 })
  const { version } = (await work.call(ACTORS.analyst, 'GET', `/api/matters/${id}`)).body
  await post(ACTORS.analyst, `/api/matters/violation_lead/${id}/ask_more`, {
    version,
    form: { reason: '请补充进货凭证' },
  })
  // A key that signed is revoked afterwards: what it signed before holds, and the bag says so.
  work.setNow('2026-07-11T02:00:00Z')
  const admin = { ...ACTORS.platform, userId: 'usr_admin', roles: ['platform_admin' as const] }
  await post(admin, '/api/exchange/keys/rotate', {})

  const bureau = await bagOf(ACTORS.analyst, id)
  const platform = await bagOf(ACTORS.platform, id)
  expect(bureau.report.checks.flatMap(({ faults }) => faults)).toEqual([])
  expect(bureau.report).toMatchObject({
    ok: true,
    messages: [
      {
        id: message.id,
        type: 'violation_lead.report',
        zh: '报告违法线索',
        from: ORGS.pingou.nameZh,
        to: ORGS.beijing.nameZh,
        matter: number,
        at: '2026-07-10T02:00:00.000Z',
        key: { own: null, revokedAt: '2026-07-11T02:00:00.000Z' },
        receipt: { by: ORGS.beijing.nameZh, at: '2026-07-10T03:00:00.000Z', key: { revokedAt: null } },
      },
      { type: 'violation_lead.ask_more', from: ORGS.beijing.nameZh, receipt: null },
    ],
  })
  expect(platform.report.messages).toEqual(bureau.report.messages)
  const names = readZip(bureau.raw).map((part) => part.name)
  for (const name of ['records/exchange.json', 'exchange/001-message.txt', 'exchange/001-receipt.sig'])
    expect(names).toContain(name)
  expect((await work.call(ACTORS.other, 'POST', '/api/bags', { matterId: id })).body.code).toBe('not_found')
})
