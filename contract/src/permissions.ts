/** Who may do what: a table a lawyer could read. A route names one permission; a route without one does not start. */
export const ROLES = [
  'bureau_analyst',
  'bureau_head',
  'bureau_admin',
  'platform_staff',
  'platform_admin',
  'platform_api',
  'partner_staff',
] as const
export type Role = (typeof ROLES)[number]

/** Bureaus 市场监管部门, platforms 平台, and partner authorities 协作单位: police, communications administration, courts … */
export const ORGANISATION_KINDS = ['bureau', 'platform', 'partner'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const ROLE_TEXT: Record<Role, { zh: string; en: string; kind: OrganisationKind }> = {
  bureau_analyst: { zh: '监测人员', en: 'Analyst', kind: 'bureau' },
  bureau_head: { zh: '负责人', en: 'Head', kind: 'bureau' },
  bureau_admin: { zh: '系统管理员', en: 'Administrator', kind: 'bureau' },
  platform_staff: { zh: '平台合规人员', en: 'Platform staff', kind: 'platform' },
  platform_admin: { zh: '平台管理员', en: 'Platform administrator', kind: 'platform' },
  platform_api: { zh: '平台接口', en: 'Platform API client', kind: 'platform' },
  partner_staff: { zh: '协作单位承办人', en: 'Partner authority', kind: 'partner' },
}

const bureau = ['bureau_analyst', 'bureau_head', 'bureau_admin'] as const
const desk = ['bureau_analyst', 'bureau_head'] as const
const platform = ['platform_staff', 'platform_admin', 'platform_api'] as const
const partner = ['partner_staff'] as const
const people = [
  'bureau_analyst',
  'bureau_head',
  'bureau_admin',
  'platform_staff',
  'platform_admin',
  'partner_staff',
] as const

export const PERMISSIONS = {
  /** no sign-in needed: health, sign-in itself, the OpenAPI text */
  public: null,
  /** anybody signed in as a person: own profile, second factor, passkeys, to-do */
  'account.self': people,
  'user.manage': ['bureau_admin', 'platform_admin'],
  'client.manage': ['bureau_admin', 'platform_admin'],
  'organisation.read': bureau,
  'organisation.manage': ['bureau_admin'],
  'audit.read': ['bureau_admin', 'bureau_head'],
  'register.read': bureau,
  'register.import': ['bureau_admin'],
  'period.read': [...bureau, ...platform],
  'period.manage': ['bureau_head', 'bureau_admin'],
  'duty.remind': desk,
  'duty.rectify': ['bureau_head'],
  'batch.read': [...desk, ...platform],
  'batch.upload': platform,
  'problem.read': [...desk, ...platform],
  'problem.review': desk,
  'problem.push': desk,
  'problem.answer': platform,
  'problem.verify': desk,
  'sealed.open': desk,
  'transfer.read': desk,
  'transfer.send': desk,
  'transfer.answer': desk,
  'admission.check': [...desk, ...platform],
  'figures.read': desk,
  'evidence.read': [...people, 'platform_api'],
  'evidence.take': [...desk, ...platform, 'partner_staff'],
  'evidence.capture': desk,
  'evidence.manage': ['bureau_head'],
  'law.read': [...bureau, ...platform, ...partner],
  'law.manage': ['bureau_admin'],
  'letter.read': [...desk, ...platform, ...partner],
  'letter.manage': ['bureau_admin'],
  'letter.void': ['bureau_head'],
  /** proofs of one's own entries; cosigning as a registered witness */
  'ledger.read': [...bureau, ...platform, ...partner],
  'ledger.manage': ['bureau_admin'],
  'matter.read': [...desk, ...platform, ...partner],
  'matter.act': [...desk, ...platform, ...partner],
  'matter.statistics': [...bureau],
  /** messages of the exchange, pulling, receipts */
  'exchange.read': [...desk, ...platform],
  /** keys, webhook endpoints, dead letters, the sandbox of one's own organisation */
  'exchange.manage': ['platform_admin', 'bureau_admin'],
  /** who has joined the bridge, and the catalogue of fields */
  'bridge.read': [...bureau, ...platform],
  'assistance.ask': desk,
  'assistance.read': [...desk, ...platform],
  'assistance.answer': platform,
  /** authorisations of provinces, the information standard, who has joined the bridge */
  'assistance.manage': ['bureau_admin', 'bureau_head'],
  'sandbox.open': ['platform_admin'],
  'sandbox.use': ['platform_admin', 'platform_api'],
} as const satisfies Record<string, readonly Role[] | null>
export type Permission = keyof typeof PERMISSIONS

/** True when one of `roles` carries `permission`. @example may(['bureau_head'], 'duty.rectify') // true */
export const may = (roles: readonly Role[], permission: Permission): boolean => {
  const allowed: readonly Role[] | null = PERMISSIONS[permission]
  return allowed === null || roles.some((role) => allowed.includes(role))
}
