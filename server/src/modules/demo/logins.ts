import type { PartnerCategory, Role } from '@redbridge/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { configureAccounts, createUserDirect, type DemoLogin } from '../accounts/index.ts'
import type { Seeded } from './seed.ts'

// One password for all: the sign-in page shows it, and only a demonstration has these people.
const PASSWORD = 'redbridge-demo'

interface Person {
  readonly login: string
  readonly name: string
  readonly at: { readonly bureau: string } | { readonly platform: number } | { readonly partner: PartnerCategory }
  readonly roles: readonly Role[]
  readonly zh: string
  readonly en: string
}

const PEOPLE: readonly Person[] = [
  {
    login: 'analyst',
    name: '陈思远',
    at: { bureau: 'beijing' },
    roles: ['bureau_analyst'],
    zh: '北京市局 · 监测人员',
    en: 'Beijing bureau · analyst',
  },
  {
    login: 'head',
    name: '周正',
    at: { bureau: 'beijing' },
    roles: ['bureau_head'],
    zh: '北京市局 · 负责人',
    en: 'Beijing bureau · head',
  },
  {
    login: 'admin',
    name: '林静',
    at: { bureau: 'beijing' },
    roles: ['bureau_admin'],
    zh: '北京市局 · 系统管理员',
    en: 'Beijing bureau · administrator',
  },
  {
    login: 'platform',
    name: '韩雪',
    at: { platform: 0 },
    roles: ['platform_staff', 'platform_admin'],
    zh: '青禾里商城 · 平台合规',
    en: 'Qingheli Mall · compliance',
  },
  {
    login: 'late-platform',
    name: '马超',
    at: { platform: -1 },
    roles: ['platform_staff', 'platform_admin'],
    zh: '逾期未报的平台 · 平台合规',
    en: 'Platform that is overdue · compliance',
  },
  {
    login: 'shanghai',
    name: '沈嘉',
    at: { bureau: 'shanghai' },
    roles: ['bureau_analyst', 'bureau_head'],
    zh: '上海市局 · 外省协查',
    en: 'Shanghai bureau · other province',
  },
  {
    login: 'police',
    name: '赵勇',
    at: { partner: 'police' },
    roles: ['partner_staff'],
    zh: '市公安局 · 协作单位承办人',
    en: 'Police · partner authority',
  },
  {
    login: 'telecom',
    name: '孙悦',
    at: { partner: 'communications' },
    roles: ['partner_staff'],
    zh: '市通信管理局 · 协作单位承办人',
    en: 'Communications administration · partner authority',
  },
  {
    login: 'national',
    name: '何川',
    at: { bureau: 'samr' },
    roles: ['bureau_admin'],
    zh: '总局 · 系统运行管理员',
    en: 'National administration · runs the system',
  },
]

const organisationOf = (seeded: Seeded, at: Person['at']): Actor['organisation'] | undefined => {
  if ('bureau' in at) return seeded.bureaus.get(at.bureau)
  if ('partner' in at) return seeded.partners.get(at.partner)
  return [...seeded.platforms.values()].at(at.platform)
}

/** The people who have a login, as they act: by login. */
export const findPeople = async (platform: Platform, seeded: Seeded): Promise<ReadonlyMap<string, Actor>> => {
  const rows = await platform.workerDb.selectFrom('user_account').select(['id', 'login', 'name']).execute()
  const accounts = new Map(rows.map((row) => [row.login, row]))
  return new Map(
    PEOPLE.flatMap(({ login, at, roles }): [string, Actor][] => {
      const account = accounts.get(login)
      const organisation = organisationOf(seeded, at)
      return account && organisation ? [[login, { userId: account.id, name: account.name, roles, organisation }]] : []
    }),
  )
}

/** People of the demonstration; those that exist stay as they are. */
export const seedLogins = async (platform: Platform, seeded: Seeded): Promise<readonly DemoLogin[]> => {
  for (const person of PEOPLE) {
    const organisation = organisationOf(seeded, person.at)
    const known = await platform.workerDb
      .selectFrom('user_account')
      .select('id')
      .where('login', '=', person.login)
      .executeTakeFirst()
    if (organisation && !known)
      await createUserDirect(platform.workerDb, {
        organisationId: organisation.id,
        login: person.login,
        name: person.name,
        roles: person.roles,
        password: PASSWORD,
      })
  }
  const demoLogins = PEOPLE.map(({ login, zh, en }) => ({ login, password: PASSWORD, nameZh: zh, nameEn: en }))
  configureAccounts(platform, { demoLogins })
  return demoLogins
}
