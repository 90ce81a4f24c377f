import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedBatch, seedOrganisations, seedPeriod, seedRecords } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { periodsRoutes } from './index.ts'

let work: Work
beforeAll(async () => {
  work = await openWork(periodsRoutes, { market: true })
  await seedOrganisations(work)
  for (const key of ['2026-01', '2026-07']) {
    await seedPeriod(work, key)
    await seedBatch(work, { id: `bat_${key}`, key })
  }
  const person = (id: string, name: string) => ({ uscc: '', id_digest: id, name, name_folded: name })
  await seedRecords(work, 'bat_2026-01', '2026-01', [
    { uscc: 'SAME', name: '甲公司', shop_name: '一店' },
    { uscc: 'SAME', name: '甲公司', shop_name: '二店' },
    { uscc: 'RENAMED', name: '乙公司', address: '旧址' },
    { uscc: 'SHOPS', name: '丙公司', shop_name: '一店' },
    { uscc: 'GONE', name: '丁公司' },
    person('digest-1', '王五'),
    person('digest-2', '赵六'),
  ])
  await seedRecords(work, 'bat_2026-07', '2026-07', [
    // the same operator with its shops in another order, and its name in full width: no change
    { uscc: 'SAME', name: '甲　公司', name_folded: '甲公司', shop_name: '二店' },
    { uscc: 'SAME', name: '甲公司', shop_name: '一店' },
    { uscc: 'RENAMED', name: '乙集团公司', address: '新址' },
    { uscc: 'SHOPS', name: '丙公司', shop_name: '三店' },
    { uscc: 'NEW1', name: '戊公司' },
    { uscc: 'NEW2', name: '己公司' },
    person('digest-1', '王五'),
    // another person of the same name is another operator
    person('digest-3', '赵六'),
  ])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const compare = async (query: string, actor = ACTORS.analyst) =>
  work.call(actor, 'GET', `/api/periods/compare?platformId=${ORGS.pingou.id}&from=2026-01&to=2026-07&${query}`)

describe('comparing two periods of a platform', () => {
  it('counts operators, not rows, and the counts balance', async () => {
    const { totals } = (await compare('')).body
    expect(totals).toEqual({ before: 6, after: 7, new: 3, gone: 2, changed: 2, same: 2 })
    expect(totals.before).toBe(totals.gone + totals.changed + totals.same)
    expect(totals.after).toBe(totals.new + totals.changed + totals.same)
  })

  it('names what changed', async () => {
    const { body } = await compare('change=changed')
    expect(body.total).toBe(2)
    expect(body.items).toEqual([
      {
        change: 'changed',
        uscc: 'RENAMED',
        name: '乙集团公司',
        nameBefore: '乙公司',
        addressBefore: '旧址',
        address: '新址',
        changedFields: ['name', 'address'],
      },
      expect.objectContaining({ uscc: 'SHOPS', changedFields: ['shop'] }),
    ])
  })

  it('pages new ones; a natural person has no code to show', async () => {
    const { body } = await compare('change=new&size=2&page=1')
    expect(body).toMatchObject({ total: 3, page: 1, size: 2 })
    expect(body.items.map((one: { uscc: string; name: string }) => [one.uscc, one.name])).toEqual([
      ['', '赵六'],
      ['NEW1', '戊公司'],
    ])
    expect((await compare('change=new&size=2&page=2')).body.items).toHaveLength(1)
    expect(JSON.stringify(body)).not.toContain('digest')
  })

  it('is for the platform itself and its bureau', async () => {
    expect((await compare('change=gone', ACTORS.platform)).body.total).toBe(2)
    for (const actor of [ACTORS.other, ACTORS.elsewhere, ACTORS.below])
      expect((await compare('', actor)).status).toBe(404)
    expect((await compare('', ACTORS.admin)).status).toBe(403)
  })

  it('needs a report in both periods', async () => {
    const other = await work.call(
      ACTORS.analyst,
      'GET',
      `/api/periods/compare?platformId=${ORGS.lejia.id}&from=2026-01&to=2026-07`,
    )
    expect([other.status, other.body.detail]).toEqual([404, '2026-01'])
  })
})
