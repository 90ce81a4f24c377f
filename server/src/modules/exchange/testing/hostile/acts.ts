import { PROCESSES } from '@redbridge/law'
import { ACTORS, ORGS } from '../../../../testing/seed.ts'
import { filledForm } from '../../../matters/testing/forms.ts'
import type { HostileCase } from './case.ts'
import { attempt, type World } from './world.ts'

const opening = PROCESSES.find((one) => one.kind === 'violation_lead')?.transitions[0]?.form ?? []
const leadForm = (change: object = {}) => ({ ...filledForm(opening, { bureauId: ORGS.beijing.id }), ...change })
const LEADS = '/api/matters/violation_lead'

/** A move of 品购网's lead. */
const move =
  (who: Parameters<World['work']['call']>[0], event: string, body: object) =>
  ({ work, lead }: World) =>
    work.call(who, 'POST', `${LEADS}/${lead}/${event}`, body)
const open = (form: object, headers?: Record<string, string>) => (world: World) =>
  world.work.call(ACTORS.platform, 'POST', LEADS, form, headers)
const row = (name: string, what: string, code: HostileCase['code'], send: HostileCase['send']): HostileCase => ({
  ...{ name, what, code, send },
})
const why = { version: 2, form: { reason: '误报' } }

export const ACTS: readonly HostileCase[] = [
  row('act-unsigned', 'a client withdraws without signing', 'signature_missing', ({ work, client, lead }) =>
    work.call(client, 'POST', `${LEADS}/${lead}/withdraw`, why),
  ),
  row(
    'act-by-bulk',
    'a client withdraws through the door for many, which asks for no signature',
    'signature_missing',
    ({ work, client, lead }) => {
      const body = {
        preview: false,
        kind: 'violation_lead',
        event: 'withdraw',
        ids: [{ id: lead, version: 1 }],
        form: why.form,
      }
      return work.call(client, 'POST', '/api/matters/bulk', body)
    },
  ),
  row(
    'message-unsigned',
    'a client writes to the bureau without signing',
    'signature_missing',
    ({ work, client, lead }) => work.call(client, 'POST', `/api/matters/${lead}/messages`, { text: '已处理' }),
  ),
  row('act-on-another', 'another platform withdraws, rightly signed by its own key', 'not_found', (world) =>
    attempt(world, {
      ...{ who: world.otherClient, key: world.otherKey, target: `${LEADS}/${world.lead}/withdraw` },
      body: JSON.stringify(why),
    }),
  ),
  row('act-of-bureau', 'the platform feeds back its own lead', 'forbidden', move(ACTORS.platform, 'feed_back', why)),
  row(
    'act-elsewhere',
    'a bureau of another province feeds back',
    'not_found',
    move(ACTORS.elsewhere, 'feed_back', {
      version: 1,
      form: { result: 'unfounded' },
    }),
  ),
  row(
    'act-territory',
    'a bureau that may read, but is no party, asks for more',
    'not_found',
    move(ACTORS.below, 'ask_more', {
      version: 1,
      form: { reason: '补充' },
    }),
  ),
  row('act-of-head', 'an analyst extends, which is the head’s', 'forbidden', move(ACTORS.analyst, 'extend', why)),
  row(
    'act-stale',
    'a move by who has not seen the present state',
    'conflict',
    move(ACTORS.platform, 'withdraw', {
      ...why,
      version: 99,
    }),
  ),
  row('act-state', 'completes what nobody asked to complete', 'move_not_allowed', (world) =>
    world.work.call(ACTORS.platform, 'POST', `${LEADS}/${world.lead}/complete`, { version: 1, form: completing }),
  ),
  row('act-system', 'a move that only the program makes', 'not_found', ({ work, lead }) =>
    work.call(ACTORS.platform, 'POST', `/api/matters/memorandum/${lead}/expire`, { version: 1, form: {} }),
  ),
  row('message-of-another', 'another platform writes into the matter', 'not_found', ({ work, lead }) =>
    work.call(ACTORS.other, 'POST', `/api/matters/${lead}/messages`, { text: '撤回' }),
  ),
  {
    name: 'idempotency-other-content',
    what: 'an idempotency key used again with other content',
    code: 'idempotency_key_reused',
    before: open(leadForm(), { 'idempotency-key': 'hostile-key-0001' }),
    send: open(leadForm({ shopName: '另一网店' }), { 'idempotency-key': 'hostile-key-0001' }),
  },
  row(
    'idempotency-short',
    'an idempotency key of three characters',
    'bad_request',
    open(leadForm(), { 'idempotency-key': 'abc' }),
  ),
  row(
    'form-unknown-field',
    'a field that the form does not have',
    'bad_request',
    open(leadForm({ state: 'fed_back' })),
  ),
  row('form-unknown-bureau', 'a bureau that does not exist', 'bad_request', open(leadForm({ bureauId: 'org_none' }))),
  row(
    'form-too-long',
    'a text of a million characters',
    'bad_request',
    open(leadForm({ shopName: '店'.repeat(1_000_000) })),
  ),
  row(
    'form-null-character',
    'a text with a character of value zero',
    'bad_request',
    open(leadForm({ shopName: '店\u0000铺' })),
  ),
  row('form-half-character', 'half of a surrogate pair', 'bad_request', open(leadForm({ shopName: '店\ud800铺' }))),
  row('kind-unknown', 'a kind of matter that does not exist', 'not_found', ({ work }) =>
    work.call(ACTORS.platform, 'POST', '/api/matters/__proto__', {}),
  ),
]
const completing = filledForm(
  PROCESSES.find((one) => one.kind === 'violation_lead')?.transitions.find((one) => one.event === 'complete')?.form ??
    [],
)
