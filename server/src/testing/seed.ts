import type { BatchTotals, Role } from '@redbridge/contract'
import { createRegisterIndexBuilder } from '@redbridge/engine/identity'
import { type Insertable, sql } from 'kysely'
import { noTotals } from '../modules/batches/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { ProblemTable, ReportBatchTable } from '../platform/db/schema.ts'
import { actorOf, type Work } from './work.ts'

const bureau = (id: string, division: string, nameZh: string) => ({ id, kind: 'bureau' as const, division, nameZh })
const shop = (id: string, division: string, nameZh: string) => ({ id, kind: 'platform' as const, division, nameZh })

const partner = (id: string, division: string, nameZh: string) => ({ id, kind: 'partner' as const, division, nameZh })

export const ORGS = {
  beijing: bureau('org_beijing', '110000', '北京市市场监督管理局'),
  chaoyang: bureau('org_chaoyang', '110105', '北京市朝阳区市场监督管理局'),
  zhejiang: bureau('org_zhejiang', '330000', '浙江省市场监督管理局'),
  pingou: shop('org_pingou', '110105', '品购网'),
  lejia: shop('org_lejia', '110108', '乐家商城'),
  xihu: shop('org_xihu', '330106', '西湖优选'),
  police: partner('org_police', '110000', '北京市公安局'),
}
const person = (org: keyof typeof ORGS, role: Role): Actor => actorOf(`${org}_${role}`, role, ORGS[org])

/** Who acts in tests, by organisation and role. */
export const ACTORS = {
  analyst: person('beijing', 'bureau_analyst'),
  head: person('beijing', 'bureau_head'),
  admin: person('beijing', 'bureau_admin'),
  below: person('chaoyang', 'bureau_analyst'),
  belowHead: person('chaoyang', 'bureau_head'),
  elsewhere: person('zhejiang', 'bureau_analyst'),
  elsewhereHead: person('zhejiang', 'bureau_head'),
  platform: person('pingou', 'platform_staff'),
  platformApi: person('pingou', 'platform_api'),
  other: person('lejia', 'platform_staff'),
  partner: person('police', 'partner_staff'),
}

export const seedOrganisations = async (work: Work): Promise<void> => {
  for (const { id, kind, division, nameZh } of Object.values(ORGS))
    await work.platform.workerDb
      .insertInto('organisation')
      .values({
        ...{ id, kind, division, name_zh: nameZh },
        status: kind === 'platform' ? 'reporting' : null,
        category: kind === 'partner' ? 'police' : null,
      } as never)
      .execute()
}

/** A period of Beijing with a duty of 品购网 and one of 乐家商城; ids are 'per_<key>' and 'dut_<key>_<platform>'. */
export const seedPeriod = async (work: Work, key: string): Promise<string> => {
  const id = `per_${key}`
  const year = Number(key.slice(0, 4))
  const closes = key.endsWith('01') ? `${year}-06-30` : `${year}-12-31`
  const db = work.platform.workerDb
  await db
    .insertInto('report_period')
    .values({
      id,
      key,
      bureau_id: ORGS.beijing.id,
      division: ORGS.beijing.division,
      opens_on: `${key}-01`,
      due_on: `${key}-31`,
      closes_on: closes,
    })
    .execute()
  for (const platform of [ORGS.pingou, ORGS.lejia])
    await db
      .insertInto('report_duty')
      .values({
        id: `dut_${key}_${platform.id}`,
        period_id: id,
        platform_id: platform.id,
        division: ORGS.beijing.division,
      })
      .execute()
  return id
}

export const totalsOf = (part: Partial<BatchTotals>): BatchTotals => ({ ...noTotals(), ...part })

export const seedBatch = async (
  work: Work,
  batch: { id: string; key: string; platform?: string; totals?: BatchTotals } & Omit<
    Partial<Insertable<ReportBatchTable>>,
    'totals'
  >,
): Promise<void> => {
  const { key, platform = ORGS.pingou.id, totals, ...rest } = batch
  const db = work.platform.workerDb
  await db
    .insertInto('report_batch')
    .values({
      period_id: `per_${key}`,
      platform_id: platform,
      division: ORGS.beijing.division,
      source: 'file',
      file_name: '报送.xlsx',
      state: 'matched',
      stage: 'done',
      uploaded_by: '平台合规',
      ...rest,
      totals: JSON.stringify(totals ?? totalsOf({})),
    })
    .execute()
  await db.updateTable('report_duty').set({ batch_id: batch.id }).where('id', '=', `dut_${key}_${platform}`).execute()
}

type NewProblem = Partial<Insertable<ProblemTable>> & { row_no: number }

/** Problems of a batch; ids are '<batch>_<row>'. */
export const seedProblems = async (work: Work, batchId: string, problems: readonly NewProblem[]): Promise<void> => {
  const db = work.platform.workerDb
  const batch = await db.selectFrom('report_batch').selectAll().where('id', '=', batchId).executeTakeFirstOrThrow()
  const rows = problems.map((problem) => ({
    id: `${batchId}_${problem.row_no}`,
    batch_id: batchId,
    chunk_no: 0,
    period_id: batch.period_id,
    platform_id: batch.platform_id,
    division: batch.division,
    kind: 'cancelled',
    kinds: ['cancelled'],
    name: `北京第${problem.row_no}商贸有限公司`,
    uscc: `9111${String(problem.row_no).padStart(14, '0')}`,
    tier: 'exact_code',
    province: '11',
    ...problem,
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await db
      .insertInto('problem')
      .values(rows.slice(at, at + 1000) as never)
      .execute()
}

/** A register of one bureau with one version, built by the engine. Entries: name, code, status, abnormal. */
export const seedRegister = async (
  work: Work,
  org: keyof typeof ORGS,
  entries: readonly (readonly [name: string, uscc: string, status?: string, abnormal?: string])[],
): Promise<string> => {
  const builder = createRegisterIndexBuilder({ asOf: '2026-06-30' })
  const csv = entries.map((entry) => `${[0, 1, 2, 3].map((i) => entry[i] ?? '').join(',')}\n`).join('')
  builder.add(Buffer.from(csv), { kind: 'register', mapping: { name: 0, uscc: 1, status: 2, abnormal: 3 }, columns: 4 })
  const index = builder.build()
  const id = `reg_${org}`
  const version = `rgv_${org}`
  const key = `registers/${version}.index`
  await work.platform.files.put(key, Buffer.from(new Uint8Array(index.buffer)))
  const { division } = ORGS[org]
  const db = work.platform.workerDb
  await db
    .insertInto('register')
    .values({ id, bureau_id: ORGS[org].id, division, name_zh: '登记库', coverage: [] })
    .execute()
  await db
    .insertInto('register_version')
    .values({
      id: version,
      register_id: id,
      division,
      no: 1,
      as_of: '2026-06-30',
      imports: [],
      state: 'ready',
      entries: index.size,
      index_key: key,
      bytes: index.buffer.byteLength,
      build_seconds: 0,
    })
    .execute()
  await db.updateTable('register').set({ current_version_id: version }).where('id', '=', id).execute()
  return version
}

/** The balance of a batch as it stands, and whether it holds: nothing lost, nothing doubled. */
export const balanceOf = async (work: Work, batchId: string): Promise<BatchTotals & { holds: boolean }> => {
  const row = await work.platform.workerDb
    .selectFrom('report_batch')
    .select('totals')
    .where('id', '=', batchId)
    .executeTakeFirstOrThrow()
  const totals = row.totals as unknown as BatchTotals
  const sum = (counts: object) => Object.values(counts).reduce((all: number, one) => all + Number(one), 0)
  const holds =
    totals.rowsIn === totals.accepted + totals.rejected &&
    totals.accepted === totals.clear + totals.problem + totals.undecided &&
    totals.problem === sum(totals.byKind) &&
    totals.undecided === sum(totals.byUndecided) &&
    Math.min(totals.clear, totals.problem, totals.undecided, ...Object.values(totals.byKind)) >= 0
  return { ...totals, holds }
}

/** Accepted rows of a batch in ClickHouse, numbered from 1. */
export const seedRecords = async (
  work: Work,
  batchId: string,
  period: string,
  records: readonly Record<string, unknown>[],
): Promise<void> => {
  const rows = records.map((record, i) => ({
    batch_id: batchId,
    chunk_no: 0,
    row_no: i + 1,
    platform_id: ORGS.pingou.id,
    period,
    verdict: 'clear',
    province: '11',
    name_folded: record.name,
    uscc_raw: record.uscc,
    ...record,
  }))
  await work.platform.market.insert('report_record', rows, {
    token: `${batchId}/${rows.length}/${String(records[0]?.uscc)}`,
  })
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A valid code of division `area`, the n-th (GB 11714 inside GB 32100). */
export const codeOf = (area: string, n: number): string => {
  const body = `MA${String(n).padStart(6, '0')}`
  const value = (char: string) => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55)
  const sum = [...body].reduce((all, char, i) => all + value(char) * ([3, 7, 9, 10, 5, 8, 4, 2][i] as number), 0)
  const check = 11 - (sum % 11)
  const head = `91${area}${body}${check === 10 ? 'X' : check === 11 ? '0' : check}`
  const total = [...head].reduce((all, char, i) => all + ALPHABET.indexOf(char) * (3 ** i % 31), 0)
  return head + ALPHABET[(31 - (total % 31)) % 31]
}

/** Gives problems that stand after their push the matters that pushing would have opened. */
export const seedPushMatters = async (work: Work, batchId: string, bureauId: string): Promise<void> => {
  const db = work.platform.workerDb
  await sql`
    INSERT INTO matter (id, kind, definition_version, number, title, state, version, owner_id, division, party_ids, seen_by,
      holder, holder_id, outcome, subject_kind, subject_id, opened_at, updated_at, closed_at)
    SELECT 'mat_' || p.id, 'problem_push', 1, 'WT-' || p.id, p.name, p.state, 1, ${bureauId}, p.division,
      ARRAY[${bureauId}, p.platform_id], ARRAY[${bureauId}, p.platform_id],
      CASE p.state WHEN 'answered' THEN 'bureau' WHEN 'verified' THEN NULL ELSE 'platform' END,
      CASE p.state WHEN 'answered' THEN ${bureauId} WHEN 'verified' THEN NULL ELSE p.platform_id END,
      p.state = 'verified', 'problem', p.id, now(), now(), CASE p.state WHEN 'verified' THEN now() END
    FROM problem p WHERE p.batch_id = ${batchId} AND p.state IN ('pushed', 'answered', 'returned', 'verified')`.execute(
    db,
  )
  await sql`
    INSERT INTO matter_party (matter_id, role, organisation_id)
    SELECT m.id, x.role, x.organisation_id FROM matter m JOIN problem p ON p.id = m.subject_id AND p.batch_id = ${batchId}
    CROSS JOIN LATERAL (VALUES ('bureau', ${bureauId}), ('platform', p.platform_id)) AS x(role, organisation_id)`.execute(
    db,
  )
}
