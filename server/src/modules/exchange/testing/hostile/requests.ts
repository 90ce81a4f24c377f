import { ACTORS, ORGS } from '../../../../testing/seed.ts'
import { actorOf } from '../../../../testing/work.ts'
import { form } from '../../../assistance/testing/asking.ts'
import type { HostileCase } from './case.ts'
import { attempt, type World } from './world.ts'

// A district bureau asks 品购网: more than its level allows, or in a way that is not lawful; and a platform answers more
// than it was asked for.

/** Requests made beforehand, by the name of the row. */
const made = new Map<string, string>()
const versionOf = async ({ work }: World, name: string): Promise<number> => {
  const id = made.get(name) ?? ''
  const matters = work.platform.workerDb.selectFrom('matter')
  return (await matters.select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
}
const move = async (
  world: World,
  name: string,
  [who, event]: readonly [Parameters<World['work']['call']>[0], string],
) => {
  const url = `/api/matters/assistance_request/${made.get(name)}/${event}`
  return world.work.call(who, 'POST', url, { version: await versionOf(world, name), form: {} })
}
const draft =
  (name: string, change: object = {}) =>
  async (world: World): Promise<void> => {
    const body = { platformId: ORGS.pingou.id, form: { ...form, ...change } }
    const answer = await world.work.call(ACTORS.below, 'POST', '/api/assistance/requests', body)
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    made.set(name, answer.body.id)
  }
/** Drafted, submitted, approved, received: 品购网 may answer. */
const received = (name: string) => async (world: World) => {
  await draft(name)(world)
  for (const step of [
    [ACTORS.below, 'submit'],
    [ACTORS.belowHead, 'approve'],
    [ACTORS.platform, 'receive'],
  ] as const) {
    const answer = await move(world, name, step)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  }
}

const unlawful = (name: string, what: string, change: object): HostileCase => ({
  name,
  what,
  code: 'not_lawful',
  before: draft(name, change),
  send: (world) => move(world, name, [ACTORS.below, 'submit']),
})

/** An answer that is rightly signed by 品购网's client. */
const answering = (
  name: string,
  what: string,
  [code, content]: readonly [HostileCase['code'], object],
): HostileCase => ({
  name,
  what,
  code,
  before: received(name),
  send: async (world) =>
    attempt(world, {
      target: `/api/assistance/${made.get(name)}/answers`,
      body: JSON.stringify({
        ...{ version: await versionOf(world, name), part: true },
        content: { none: [], withheld: [], groups: [], ...content },
      }),
    }),
})

export const REQUESTS: readonly HostileCase[] = [
  unlawful('reach-area', 'a district asks over a whole area', { reach: 'area', reachNote: '朝阳区' }),
  unlawful('reach-category', 'a district asks over a whole category', { reach: 'category', reachNote: '食品' }),
  unlawful('reach-period', 'a district asks over a whole period', { reach: 'period', reachNote: '双十一' }),
  unlawful('beyond-standard', 'fields beyond the standard without consent of the province', {
    extraFields: [{ label: '聊天记录', why: '查明合谋' }],
  }),
  unlawful('one-officer', 'a request of one officer alone', { officers: [{ name: '张三', licence: '京A001' }] }),
  unlawful('no-basis', 'a request that rests on nothing', { basis: [] }),
  {
    name: 'approve-by-officer',
    what: 'an officer approves in place of the head',
    code: 'forbidden',
    before: draft('approve-by-officer'),
    send: (world) => move(world, 'approve-by-officer', [ACTORS.below, 'approve']),
  },
  {
    name: 'authorise-oneself',
    what: 'a district authorises itself to ask over whole areas',
    code: 'authorisation_level',
    send: ({ work }) =>
      work.call(actorOf('chaoyang_admin', 'bureau_admin', ORGS.chaoyang), 'POST', '/api/assistance/authorisations', {
        ...{ bureauId: ORGS.chaoyang.id, reaches: ['area'], documentNo: '自拟1号', fromOn: '2026-11-01', toOn: null },
      }),
  },
  answering('answer-not-asked', 'an answer with a field that was not asked for', [
    'field_not_requested',
    { groups: [{ group: 'identity', rows: [{ name: '某某', phone: '13812345678' }] }] },
  ]),
  answering('answer-other-group', 'an answer with payments, which were not asked for', [
    'field_not_requested',
    { groups: [{ group: 'payment', rows: [{ order_no: 'D1' }] }] },
  ]),
  answering('answer-constructor', 'a field named constructor, which every object has', [
    'field_not_requested',
    { groups: [{ group: 'identity', rows: [{ constructor: 'x' }] }] },
  ]),
  {
    name: 'answer-unsigned',
    what: 'an answer without a signature',
    code: 'signature_missing',
    before: received('answer-unsigned'),
    send: ({ work, client }) =>
      work.call(client, 'POST', `/api/assistance/${made.get('answer-unsigned')}/answers`, {
        ...{ version: 1, part: true, content: { groups: [], none: [], withheld: [] } },
      }),
  },
  {
    name: 'answer-for-another',
    what: 'another platform answers, rightly signed by its own key',
    code: 'not_found',
    before: received('answer-for-another'),
    send: (world) =>
      attempt(world, {
        ...{ who: world.otherClient, key: world.otherKey },
        target: `/api/assistance/${made.get('answer-for-another')}/answers`,
        body: JSON.stringify({ version: 1, part: true, content: { groups: [], none: [], withheld: [] } }),
      }),
  },
]
