import type { OrganisationKind, PartnerCategory, Role } from '@redbridge/contract'
import type { Market } from '@redbridge/engine/market'
import type { Actor } from '../../platform/actor.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'

/** The nation is 000000 here: jurisdiction is a prefix, and a prefix of everything is empty. */
const divisionOf = (division: string): string => (division === '100000' ? '000000' : division)

export interface Seeded {
  readonly bureaus: ReadonlyMap<string, Actor['organisation']>
  readonly platforms: ReadonlyMap<string, Actor['organisation']>
  readonly partners: ReadonlyMap<string, Actor['organisation']>
}

/** Authorities that bureaus of the demonstration turn to; by category, one each. */
const PARTNERS = [
  { category: 'police', name_zh: '北京市公安局（演示）', name_en: 'Beijing Public Security Bureau (demonstration)' },
  {
    category: 'communications',
    name_zh: '北京市通信管理局（演示）',
    name_en: 'Beijing Communications Administration (demonstration)',
  },
] as const satisfies readonly { category: PartnerCategory; name_zh: string; name_en: string }[]

const HOW_FOUND = ['self_reported', 'icp_filing', 'app_store', 'desk_research', 'complaint'] as const

/** Organisations, registers and periods of the demonstration market; what is there already stays. */
export const seedOrganisations = async (platform: Platform, market: Market): Promise<Seeded> => {
  const db = platform.workerDb
  const put = async (
    row: { kind: OrganisationKind; name_zh: string; name_en: string; division: string } & Partial<{
      uscc: string
      url: string
      category: string
      found_by: string
      found_on: string
      status: string
      on_bridge: boolean
    }>,
  ): Promise<Actor['organisation']> => {
    const known = await db
      .selectFrom('organisation')
      .selectAll()
      .where('kind', '=', row.kind)
      .where('name_zh', '=', row.name_zh)
      .executeTakeFirst()
    const saved =
      known ??
      (await db
        .insertInto('organisation')
        .values({
          id: newId('org'),
          uscc: null,
          url: null,
          category: null,
          found_by: null,
          found_on: null,
          status: null,
          ...row,
        })
        .returningAll()
        .executeTakeFirstOrThrow())
    return { id: saved.id, kind: saved.kind, nameZh: saved.name_zh, nameEn: saved.name_en, division: saved.division }
  }
  const bureaus = new Map<string, Actor['organisation']>()
  for (const bureau of market.bureaus)
    bureaus.set(
      bureau.key,
      await put({ kind: 'bureau', name_zh: bureau.zh, name_en: bureau.en, division: divisionOf(bureau.division) }),
    )
  const platforms = new Map<string, Actor['organisation']>()
  for (const [i, one] of market.platforms.entries())
    platforms.set(
      one.key,
      await put({
        kind: 'platform',
        name_zh: one.zh,
        name_en: one.en,
        division: one.division,
        uscc: one.uscc,
        url: `https://${one.domain}/`,
        category: one.kindZh,
        found_by: HOW_FOUND[i % HOW_FOUND.length] as string,
        found_on: `2025-0${(i % 8) + 1}-15`,
        status: 'reporting',
        on_bridge: true,
      }),
    )
  for (const bureau of market.bureaus.filter((candidate) => candidate.level === 'province'))
    await seedRegister(platform, bureaus.get(bureau.key) as Actor['organisation'], bureau.zh, bureau.en)
  const partners = new Map<string, Actor['organisation']>()
  for (const one of PARTNERS) partners.set(one.category, await put({ kind: 'partner', division: '110000', ...one }))
  return { bureaus, platforms, partners }
}

const seedRegister = async (
  platform: Platform,
  bureau: Actor['organisation'],
  zh: string,
  en: string,
): Promise<void> => {
  const db = platform.workerDb
  if (await db.selectFrom('register').select('id').where('bureau_id', '=', bureau.id).executeTakeFirst()) return
  await db
    .insertInto('register')
    .values({
      id: newId('reg'),
      bureau_id: bureau.id,
      division: bureau.division,
      name_zh: `${zh.replace('市场监督管理局', '')}经营主体登记库`,
      name_en: `Register of ${en.replace(/ (Municipal|Provincial)? ?Administration.*$/, '')}`,
      coverage: [bureau.division.slice(0, 2)],
    })
    .execute()
}

/** Both periods with a duty for every platform. The later one stays open so that a newcomer can upload. */
export const seedPeriods = async (
  platform: Platform,
  market: Market,
  { bureaus, platforms }: Seeded,
): Promise<void> => {
  const db = platform.workerDb
  const bureau = bureaus.get('beijing') as Actor['organisation']
  const today = dayOf(platform.clock.now())
  for (const [i, period] of market.periods.entries()) {
    const closes =
      i + 1 < market.periods.length
        ? (market.periods[i + 1]?.opens ?? period.due)
        : addDays([today, period.due].sort().at(-1) as string, 90)
    const row = await db
      .insertInto('report_period')
      .values({
        id: newId('per'),
        key: period.key,
        bureau_id: bureau.id,
        division: bureau.division,
        opens_on: period.opens,
        due_on: period.due,
        closes_on: closes,
      })
      .onConflict((conflict) => conflict.columns(['bureau_id', 'key']).doUpdateSet({ opens_on: period.opens }))
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const one of platforms.values())
      await db
        .insertInto('report_duty')
        .values({
          id: newId('dty'),
          period_id: row.id,
          platform_id: one.id,
          division: one.division,
          batch_id: null,
          rectification_due_on: null,
          rectification_text: null,
          rectification_by: null,
        })
        .onConflict((conflict) => conflict.columns(['period_id', 'platform_id']).doNothing())
        .execute()
  }
}

/** Somebody of an organisation, for acts that the demonstration plays through the services. */
export const actorOf = (organisation: Actor['organisation'], name: string, ...roles: Role[]): Actor => ({
  userId: `demo-${organisation.id}`,
  name,
  roles,
  organisation,
})
