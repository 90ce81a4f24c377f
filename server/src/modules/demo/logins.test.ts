import { createMarket, MARKET_SIZES, type MarketSize } from '@redbridge/engine/market'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWork, type Work } from '../../testing/work.ts'
import { seedLogins } from './logins.ts'
import { seedOrganisations } from './seed.ts'

let work: Work
beforeAll(async () => {
  work = await openWork([])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const seed = async () => {
  const smallest = Object.keys(MARKET_SIZES)[0] as MarketSize
  const market = createMarket({ seed: 'redbridge', operators: smallest })
  return seedLogins(work.platform, await seedOrganisations(work.platform, market))
}
const people = () =>
  work.platform.workerDb
    .selectFrom('user_account as u')
    .innerJoin('organisation as o', 'o.id', 'u.organisation_id')
    .select(['u.login', 'u.roles', 'o.kind', 'o.category', 'o.name_zh'])
    .orderBy('u.login')
    .execute()

describe('people of the demonstration', () => {
  it('are all there, partner authorities too, and entering them again changes nothing', async () => {
    const logins = await seed()
    const entered = await people()
    expect(entered.map((one) => one.login)).toEqual(logins.map((one) => one.login).sort())
    const partner = { roles: ['partner_staff'], kind: 'partner' }
    expect(entered).toContainEqual({
      ...{ login: 'police', name_zh: '北京市公安局（演示）', category: 'police' },
      ...partner,
    })
    expect(entered).toContainEqual({
      ...{ login: 'telecom', name_zh: '北京市通信管理局（演示）', category: 'communications' },
      ...partner,
    })
    await seed()
    expect(await people()).toEqual(entered)
  })
})
