import { allJobs } from '../jobs.ts'
import { authenticate } from '../modules/accounts/index.ts'
import { startDispatcher } from '../modules/exchange/index.ts'
import type { Actor } from '../platform/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { buildApp } from '../platform/http/app.ts'
import { startSequencer } from '../platform/ledger/index.ts'
import type { Platform } from '../platform/platform.ts'
import { allRoutes } from '../routes.ts'
import { freePort } from './free-port.ts'
import { actorOf, openWork, type Work } from './work.ts'

/** The whole server over real HTTP: sign-in by token, workers, dispatcher, sequencer; and people of it by their role. */
export interface Bridge extends AsyncDisposable {
  readonly url: string
  readonly work: Work
  readonly platform: Platform
  /** a real platform that has joined, and its administrator */
  readonly admin: Actor
  /** a real bureau of a province, with officer and head */
  readonly officer: Actor
  readonly head: Actor
}

const BUREAU = { id: 'org_bureau', kind: 'bureau' as const, division: '110000', nameZh: '北京市市场监督管理局' }
const PLATFORM = { id: 'org_mall', kind: 'platform' as const, division: '330100', nameZh: '示例商城' }

export const openBridge = async (): Promise<Bridge> => {
  const stack = new AsyncDisposableStack()
  const work = stack.use(await openWork(allRoutes()))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const platform: Platform = { ...work.platform, publicUrl: url, clock: systemClock }
  for (const { id, kind, division, nameZh } of [BUREAU, PLATFORM])
    await platform.workerDb
      .insertInto('organisation')
      .values({
        ...{ id, kind, division, name_zh: nameZh, uscc: null, url: null, category: null, found_by: null },
        ...{ found_on: null, status: kind === 'platform' ? 'found' : null, on_bridge: kind === 'platform' },
      })
      .execute()
  const app = await buildApp({ platform, routes: allRoutes(), authenticate: authenticate(platform) })
  await app.listen({ host: '127.0.0.1', port })
  stack.use(startSequencer(platform))
  stack.use(startDispatcher(platform))
  stack.defer(() => app.close())
  await platform.jobs.work(allJobs(platform))
  return {
    url,
    work,
    platform,
    admin: actorOf('usr_mall', 'platform_admin', PLATFORM),
    officer: actorOf('usr_officer', 'bureau_analyst', BUREAU),
    head: actorOf('usr_head', 'bureau_head', BUREAU),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Waits until `holds` says so, or tells what it last saw. */
export const until = async <T>(what: string, look: () => Promise<T>, holds: (seen: T) => boolean, seconds = 20) => {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen).slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
