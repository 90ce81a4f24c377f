import { readZip, verifyBag } from '@redbridge/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequenceOnce } from '../../platform/ledger/index.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { evidenceRoutes } from '../evidence/index.ts'
import { lawRoutes } from '../law/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { bagsJobs, bagsRoutes } from './index.ts'

let work: Work
type Who = Parameters<Work['call']>[0]
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...evidenceRoutes, ...lawRoutes, ...bagsRoutes])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const post = async (who: Who, url: string, body: unknown) => {
  const answer = await work.call(who, 'POST', url, body)
  expect(answer.status, `${url} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const move = async (who: Who, id: string, event: string, form: object = {}) => {
  const { version } = (await work.call(ACTORS.analyst, 'GET', `/api/matters/${id}`)).body
  return post(who, `/api/matters/guidance/${id}/${event}`, { version, form })
}
const bagOf = async (who: Who, matterId: string) => {
  const made = await post(who, '/api/bags', { matterId })
  await sequenceOnce(work.platform)
  await bagsJobs(work.platform)[0]?.handle({ bagId: made.id }, new AbortController().signal)
  const { raw } = await work.call(who, 'GET', `/api/bags/${made.id}/bag.zip`)
  return { bytes: raw, report: await verifyBag(raw) }
}

test('a matter goes into a bag with its attachments and proofs, and without what is internal', async () => {
  const draft = { platformId: ORGS.pingou.id, type: 'order', topic: '亮照亮证不规范' }
  const { id } = await post(ACTORS.analyst, '/api/matters/guidance', draft)
  await move(ACTORS.analyst, id, 'submit', {
    facts: '首页未公示营业执照',
    demands: '公示营业执照。',
    basis: ['ECL 28'],
  })
  await move(ACTORS.head, id, 'approve')
  await move(ACTORS.analyst, id, 'issue_order', { rectifyBy: '2026-08-10' })
  const item = await post(ACTORS.analyst, '/api/evidence', { name: '首页.png', content: Buffer.from('首页截图') })
  await post(ACTORS.analyst, `/api/matters/${id}/messages`, { text: '附首页截图', files: [item.id] })
  await post(ACTORS.analyst, `/api/matters/${id}/notes`, { text: '内部研判意见' })

  const own = await bagOf(ACTORS.analyst, id)
  expect(own.report).toMatchObject({ ok: true, items: [{ id: item.id, name: '首页.png' }] })
  const partOf = (bytes: Buffer, name: string) =>
    JSON.parse(Buffer.from(readZip(bytes).find((part) => part.name === name)?.bytes ?? []).toString('utf8'))
  expect(partOf(own.bytes, 'records/matter.json')).toMatchObject({
    id,
    kind: 'guidance',
    title: expect.stringContaining('亮照亮证不规范'),
  })
  expect(partOf(own.bytes, 'records/steps.json').length).toBeGreaterThan(2)
  expect(own.bytes.includes(Buffer.from('内部研判意见'))).toBe(false)

  // The other party makes its own, of what it may see.
  const theirs = await bagOf(ACTORS.platform, id)
  expect(theirs.report).toMatchObject({ ok: true, items: [{ id: item.id }] })
  expect(
    partOf(theirs.bytes, 'ledger/proof.json')
      .entries.map((entry: { envelope: string }) => entry.envelope)
      .join(),
  ).not.toContain('"event":"approve"')
  expect((await work.call(ACTORS.admin, 'POST', '/api/bags', { matterId: id })).body.code).toBe('forbidden')
})
