import { Readable } from 'node:stream'
import type { Role } from '@redbridge/contract'
import { totalsOf } from '../../testing/seed.ts'
import type { Work } from '../../testing/work.ts'

/** In every text that belongs to the organisations whose data nobody else may see. */
export const MARK = '甲方机密'

/** The owners of the fixture, a neighbour of each kind, and what the neighbours are. */
export const OWNERS = { bureau: 'aaa_bureau', platform: 'aaa_platform' } as const
export const STRANGERS = { bureau: ['bbb_bureau', 'bbb_district'], platform: ['bbb_platform', 'bbb_far'] } as const

const ORGANISATIONS = [
  [OWNERS.bureau, 'bureau', '110000', '北京市市场监督管理局'],
  [OWNERS.platform, 'platform', '110105', `${MARK}平台`],
  ['bbb_bureau', 'bureau', '330000', '浙江省市场监督管理局'],
  // Inside the owner's province, which is no right over what the province holds.
  ['bbb_district', 'bureau', '110108', '北京市海淀区市场监督管理局'],
  ['bbb_platform', 'platform', '110105', '乙方平台'],
  ['bbb_far', 'platform', '330106', '丙方平台'],
  ['ccc_bureau', 'bureau', '440000', '广东省市场监督管理局'],
] as const

const TIME = '2026-07-05T01:00:00Z'
const DIVISION = '110000'

/** One of everything that belongs to the owners. Ids begin with aaa_, names with MARK. */
export const seedOwners = async (work: Work): Promise<void> => {
  const db = work.platform.workerDb
  for (const [id, kind, division, name_zh] of ORGANISATIONS)
    await db
      .insertInto('organisation')
      .values({ id, kind, division, name_zh, status: kind === 'platform' ? 'reporting' : null } as never)
      .execute()
  await seedRegister(work)
  await seedReport(work)
  await seedTransfer(work)
  await db
    .insertInto('notice')
    .values(
      [OWNERS.bureau, OWNERS.platform].map((organisation_id, i) => ({
        id: `aaa_notice_${i}`,
        organisation_id,
        from_organisation_id: OWNERS.bureau,
        kind: 'reminder',
        zh: `${MARK}提醒`,
        en: `${MARK} reminder`,
        link: '/duties',
        created_at: TIME,
      })),
    )
    .execute()
}

const seedRegister = async ({ platform: { workerDb: db } }: Work): Promise<void> => {
  const of = { register_id: 'aaa_register', division: DIVISION }
  await db
    .insertInto('register')
    .values({
      id: 'aaa_register',
      bureau_id: OWNERS.bureau,
      division: DIVISION,
      name_zh: `${MARK}登记库`,
      coverage: ['11'],
    })
    .execute()
  await db
    .insertInto('register_import')
    .values({
      ...of,
      id: 'aaa_import',
      kind: 'register',
      mode: 'replace',
      file_name: `${MARK}.csv`,
      file_key: 'x',
      state: 'ready',
      as_of: '2026-07-01',
      bytes: 1,
      by_user: MARK,
    })
    .execute()
  await db
    .insertInto('register_version')
    .values({ ...of, id: 'aaa_version', no: 1, as_of: '2026-07-01', imports: ['aaa_import'], state: 'ready' })
    .execute()
}

const seedReport = async (work: Work): Promise<void> => {
  const { workerDb: db, files } = work.platform
  const of = { period_id: 'aaa_period', platform_id: OWNERS.platform, division: DIVISION }
  await db
    .insertInto('report_period')
    .values({
      id: 'aaa_period',
      key: '2026-07',
      bureau_id: OWNERS.bureau,
      division: DIVISION,
      opens_on: '2026-07-01',
      due_on: '2026-07-31',
      closes_on: '2026-12-31',
    })
    .execute()
  const totals = totalsOf({ rowsIn: 3, accepted: 2, rejected: 1, problem: 2, byReject: {}, byKind: {} })
  for (const [id, source, state, stage] of [
    ['aaa_batch', 'file', 'pushed', 'done'],
    ['aaa_rows', 'rows', 'uploaded', 'waiting'],
  ] as const)
    await db
      .insertInto('report_batch')
      .values({
        ...of,
        id,
        source,
        state,
        stage,
        file_name: `${MARK}.xlsx`,
        uploaded_by: MARK,
        uploaded_at: TIME,
        totals: JSON.stringify(totals),
      })
      .execute()
  await db
    .insertInto('report_duty')
    .values({ ...of, id: 'aaa_duty', batch_id: 'aaa_batch' })
    .execute()
  await files.put('aaa_proof', Readable.from([Buffer.from(`${MARK}证明`)]))
  await db
    .insertInto('stored_file')
    .values({
      id: 'aaa_proof',
      organisation_id: OWNERS.platform,
      name: `${MARK}.pdf`,
      key: 'aaa_proof',
      bytes: 18,
      sha256: 'x',
      purpose: 'proof',
    })
    .execute()
  for (const [id, row_no, state] of [
    ['aaa_pushed', 1, 'pushed'],
    ['aaa_answered', 2, 'answered'],
    ['aaa_found', 3, 'found'],
    ['aaa_confirmed', 4, 'confirmed'],
    ['aaa_withdrawn', 5, 'pushed'],
  ] as const) {
    const pushed = ['pushed', 'answered'].includes(state)
    await db
      .insertInto('problem')
      .values({
        ...of,
        id,
        batch_id: 'aaa_batch',
        chunk_no: 0,
        row_no,
        state,
        kind: 'cancelled',
        kinds: ['cancelled'],
        name: `${MARK}商贸有限公司`,
        uscc: '91350100M000100Y43',
        tier: 'exact_code',
        province: '11',
        pushed_at: pushed ? TIME : null,
        answer_due_on: pushed ? '2026-07-08' : null,
        answer: state === 'answered' ? 'removed' : null,
        answered_at: state === 'answered' ? TIME : null,
        proof_file_id: state === 'answered' ? 'aaa_proof' : null,
      } as never)
      .execute()
    await db
      .insertInto('problem_event')
      .values({
        problem_id: id,
        event: 'push',
        by_user: MARK,
        by_organisation: MARK,
        for_platform: true,
        platform_id: OWNERS.platform,
        division: DIVISION,
        reason: null,
        from_state: 'confirmed',
        to_state: 'pushed',
      })
      .execute()
  }
}

/** One package sent to Guangdong and one come from there, with a transfer in each state that somebody can move. */
const seedTransfer = async ({ platform: { workerDb: db } }: Work): Promise<void> => {
  const owner = { bureau: OWNERS.bureau, division: DIVISION, province: '11' }
  const other = { bureau: 'ccc_bureau', division: '440000', province: '44' }
  for (const [package_no, from, to, transfers] of [
    [`${MARK}发出1号`, owner, other, { aaa_out_sent: 'sent', aaa_out_answered: 'answered' }],
    [`${MARK}收到1号`, other, owner, { aaa_in_sent: 'sent', aaa_in_received: 'received', aaa_in_other: 'received' }],
  ] as const) {
    const both = {
      package_no,
      from_bureau_id: from.bureau,
      from_division: from.division,
      to_bureau_id: to.bureau,
      to_division: to.division,
      province: to.province,
      batch_id: 'aaa_batch',
      sent_by: MARK,
      sent_at: TIME,
    }
    await db
      .insertInto('transfer_package')
      .values({ ...both, year: 2026, serial: 1, state: 'sent', expected: 2 } as never)
      .execute()
    for (const [id, state] of Object.entries(transfers))
      await db
        .insertInto('transfer')
        .values({
          ...both,
          id,
          state,
          row_no: 10 + serial++,
          period_key: '2026-07',
          platform_name: `${MARK}平台`,
          name: `${MARK}商贸`,
          uscc: '91350100M000100Y43',
          finding: state === 'answered' ? 'cancelled' : null,
        } as never)
        .execute()
  }
}
let serial = 0

/** A request that is complete and names what belongs to the owners. */
export interface Example {
  readonly params?: Record<string, string>
  readonly query?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly file?: string
  /** what the owner gets when it is not 2xx, with the reason in a comment */
  readonly owner?: number
  /** the answer carries nothing that belongs to an organisation */
  readonly plain?: true
  /** only this person of the owners may, because the thing is personal */
  readonly only?: Role
}

const one = (id: string) => ({ selection: { ids: [{ id, version: 1 }] } })
const moves = (id: string, more: object = {}): Example => ({ body: { selection: { ids: [id] }, ...more }, plain: true })
const PERIOD = { params: { id: 'aaa_period' } }
const BATCH = { params: { id: 'aaa_batch' } }
const USER = { params: { id: 'aaa_user_platform_staff' } }

/** One for each route that takes parameters or a body, or whose answer carries nothing to look for. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'PATCH /api/account': { body: { name: '新名' }, plain: true },
  // The password given is wrong on purpose: everybody's stays.
  'POST /api/account/password': {
    body: { password: 'wrong', newPassword: '跨过红桥的第九只白鹭' },
    owner: 422,
    plain: true,
  },
  'POST /api/account/totp': { plain: true },
  'POST /api/account/totp/confirm': { body: { code: '000000' }, owner: 422, plain: true },
  'DELETE /api/account/totp': { plain: true },
  'POST /api/account/recovery-codes': { only: 'bureau_analyst', plain: true },
  'GET /api/account/passkeys': { only: 'bureau_analyst' },
  'POST /api/account/passkeys/options': { plain: true },
  'POST /api/account/passkeys': { body: { name: '钥匙', response: {} }, owner: 422, plain: true },
  'DELETE /api/account/passkeys/:id': { params: { id: 'aaa_passkey' }, only: 'bureau_analyst', plain: true },
  'GET /api/account/sessions': { plain: true },
  'DELETE /api/account/sessions': { plain: true },
  'DELETE /api/account/sessions/:id': { params: { id: 'aaa_session' }, only: 'bureau_analyst', plain: true },

  'POST /api/users': {
    body: { organisationId: OWNERS.platform, login: 'new-here', name: `${MARK}新人`, roles: ['platform_staff'] },
  },
  'PATCH /api/users/:id': { ...USER, body: { name: `${MARK}改名` } },
  'POST /api/users/:id/reset-password': USER,
  'POST /api/users/:id/reset-second-factor': USER,
  'POST /api/clients': { body: { name: `${MARK}对接`, organisationId: OWNERS.platform } },
  'DELETE /api/clients/:id': { params: { id: 'aaa_client' }, plain: true },

  'POST /api/organisations': { body: { kind: 'platform', nameZh: `${MARK}新平台`, division: '110101' } },
  'GET /api/organisations/:id': { params: { id: OWNERS.platform } },
  'PATCH /api/organisations/:id': { params: { id: OWNERS.platform }, body: { nameEn: `${MARK} Platform` } },
  'GET /api/divisions': { plain: true },

  'POST /api/registers': { body: { nameZh: `${MARK}第二登记库`, coverage: ['11'], bureauId: OWNERS.bureau } },
  'GET /api/registers/:id': { params: { id: 'aaa_register' } },
  // No version is in use yet: nothing to look up in.
  'GET /api/registers/:id/entries': {
    params: { id: 'aaa_register' },
    query: 'q=91350100M000100Y43',
    plain: true,
  },
  'POST /api/registers/:id/imports': { params: { id: 'aaa_register' }, query: 'asOf=2026-07-01', file: 'code\n' },
  'POST /api/registers/:id/versions/:version/activate': {
    params: { id: 'aaa_register', version: 'aaa_version' },
  },

  'POST /api/periods': { body: { key: '2027-01' }, plain: true },
  'GET /api/periods': { plain: true },
  'GET /api/periods/:id': { ...PERIOD, plain: true },
  'PATCH /api/periods/:id': { ...PERIOD, body: { dueOn: '2026-07-30' }, plain: true },
  'GET /api/periods/:id/duties': PERIOD,
  'GET /api/periods/compare': {
    query: `platformId=${OWNERS.platform}&from=2026-01&to=2026-07&change=new`,
    owner: 404,
    plain: true,
  },
  'POST /api/duties/:id/remind': { params: { id: 'aaa_duty' } },
  'POST /api/duties/:id/rectification': {
    params: { id: 'aaa_duty' },
    body: { dueOn: '2026-08-10', text: '责令限期改正' },
    owner: 409,
    plain: true,
  },

  'GET /api/report-template.xlsx': { plain: true },
  // Problems of this period were pushed already, so its report stands.
  'POST /api/batches': { query: 'period=2026-07', file: 'x', owner: 409, plain: true },
  'GET /api/batches/:id': BATCH,
  'POST /api/batches/rows': { body: { period: '2026-07' }, owner: 409, plain: true },
  'POST /api/batches/:id/parts': {
    params: { id: 'aaa_rows' },
    body: { rows: [{}] },
    headers: { 'idempotency-key': 'aaa_key_1' },
    plain: true,
  },
  'POST /api/batches/:id/submit': { params: { id: 'aaa_rows' } },
  'GET /api/batches/:id/rejects': { ...BATCH, plain: true },
  'GET /api/batches/:id/rejects.xlsx': { ...BATCH, plain: true },
  'POST /api/batches/:id/corrections': { ...BATCH, file: 'x', owner: 400, plain: true },

  'GET /api/batches/:id/problems.xlsx': BATCH,
  'GET /api/problems/:id': { params: { id: 'aaa_pushed' } },
  'POST /api/problems/:id/open-sealed': {
    params: { id: 'aaa_pushed' },
    body: { purpose: '核实经营者身份' },
    plain: true,
  },
  'POST /api/problems/review': { body: { ...one('aaa_found'), event: 'confirm' } },
  'POST /api/problems/push': { body: { ...one('aaa_confirmed'), answerDueOn: '2026-07-25' } },
  'POST /api/problems/withdraw': { body: { ...one('aaa_withdrawn'), reason: '推送有误' } },
  'POST /api/problems/verify': { body: { ...one('aaa_answered'), event: 'verify' } },
  'POST /api/problems/answer': { body: { ...one('aaa_pushed'), answer: 'removed' } },
  'POST /api/problems/answers-file': { file: 'x', owner: 422, plain: true },
  'POST /api/proofs': { file: 'x', owner: 422, plain: true },
  'GET /api/proofs/:id': { params: { id: 'aaa_proof' } },

  // No operator of this report waits for a home bureau.
  'GET /api/batches/:id/outside': { ...BATCH, plain: true },
  'POST /api/batches/:id/transfer': { ...BATCH, body: { provinces: ['33'] }, plain: true },
  'POST /api/transfers/receive': moves('aaa_in_sent'),
  'POST /api/transfers/answer': moves('aaa_in_received', { finding: 'cancelled' }),
  'POST /api/transfers/return': moves('aaa_in_other', { note: '查无此经营主体' }),
  'POST /api/transfers/withdraw': moves('aaa_out_sent', { note: '移送有误' }),
  'POST /api/transfers/close': moves('aaa_out_answered'),

  'POST /api/admission-checks': {
    body: { uscc: '91350100M000100Y43', name: '某某商贸', representative: '张三' },
    // no register has been imported
    owner: 409,
    plain: true,
  },
}
