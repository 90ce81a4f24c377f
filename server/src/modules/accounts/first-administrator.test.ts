import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../platform/http/app.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { accountsRoutes, authenticate, createFirstAdministrator } from './index.ts'

let work: Work
beforeAll(async () => {
  work = await openWork([])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

it('an empty installation gets one administrator, also when two processes start together', async () => {
  const first = { bureauNameZh: '国家市场监督管理总局', division: '000000', login: 'admin' }
  const made = await Promise.all([1, 2, 3].map(() => createFirstAdministrator(work.platform, first)))
  const [admin, ...others] = made.filter((one) => one !== null)
  expect(others).toEqual([])
  const app = await buildApp({
    platform: work.platform,
    routes: accountsRoutes,
    authenticate: authenticate(work.platform),
  })
  const payload = { login: 'admin', password: admin?.oneTimePassword }
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload })
  expect(answer.json()).toMatchObject({ state: 'new_password' })
  await app.close()
  expect(await createFirstAdministrator(work.platform, first)).toBeNull()
  const bureaus = await work.platform.workerDb.selectFrom('organisation').select('division').execute()
  expect(bureaus).toEqual([{ division: '000000' }])
})
