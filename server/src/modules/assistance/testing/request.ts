import type { RequestForm } from '@redbridge/contract'
import type { Actor } from '../../../platform/actor.ts'
import { paymentsRequest } from '../../../testing/request-form.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../../testing/seed.ts'
import type { Answer, Work } from '../../../testing/work.ts'
import { actorOf } from '../../../testing/work.ts'

// A request on its way, made through the same routes that people use.

export const PEOPLE = {
  ...ACTORS,
  platformAdmin: actorOf('pingou_platform_admin', 'platform_admin', ORGS.pingou),
  otherAdmin: actorOf('lejia_platform_admin', 'platform_admin', ORGS.lejia),
}

/** The organisations of the tests, platforms on the bridge. */
export const seedBridge = async (work: Work): Promise<void> => {
  await seedOrganisations(work)
  await work.platform.workerDb
    .updateTable('organisation')
    .set({ on_bridge: true })
    .where('kind', '=', 'platform')
    .execute()
}

interface By {
  readonly officer: Actor
  readonly head: Actor
  readonly platformId?: string
}

export const driver = (work: Work) => {
  type Who = Parameters<Work['call']>[0]
  const get = (who: Who, url: string) => work.call(who, 'GET', url)
  const post = (who: Who, url: string, body?: unknown, headers?: Record<string, string>) =>
    work.call(who, 'POST', url, body, headers)
  const versionOf = async (id: string): Promise<number> =>
    (await work.platform.workerDb.selectFrom('matter').select('version').where('id', '=', id).executeTakeFirstOrThrow())
      .version
  const move = async (
    who: Who,
    at: { kind: string; id: string; event: string },
    form: object = {},
  ): Promise<Answer> => {
    const answer = await post(who, `/api/matters/${at.kind}/${at.id}/${at.event}`, {
      version: await versionOf(at.id),
      form,
    })
    if (answer.status !== 200) throw new Error(`${at.event}: ${JSON.stringify(answer.body)}`)
    return answer
  }
  const step = (who: Who, id: string, event: string, form?: object) =>
    move(who, { kind: 'assistance_request', id, event }, form)
  /** Sent by Beijing (or who is named) to 品购网. */
  const sent = async (
    form: RequestForm = paymentsRequest(),
    by: By = { officer: PEOPLE.analyst, head: PEOPLE.head },
  ) => {
    const opened = await post(by.officer, '/api/matters/assistance_request', {
      platformId: by.platformId ?? ORGS.pingou.id,
      title: '云上小铺',
    })
    if (opened.status !== 201) throw new Error(JSON.stringify(opened.body))
    const { id } = opened.body
    await step(by.officer, id, 'compose', form)
    await step(by.officer, id, 'submit')
    await step(by.head, id, 'approve')
    return id as string
  }
  const received = async (...args: Parameters<typeof sent>): Promise<string> => {
    const id = await sent(...args)
    await step(PEOPLE.platform, id, 'receive')
    return id
  }
  const answer = async (id: string, body: object, who: Who = PEOPLE.platform, headers?: Record<string, string>) =>
    post(who, `/api/assistance/${id}/answers`, { version: await versionOf(id), part: false, ...body }, headers)
  return { get, post, move, step, sent, received, answer, versionOf }
}
