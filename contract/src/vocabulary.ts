/** Words of lists that screens need without the shapes of the API: no page should load a schema library for a label. */

/** How a platform came onto the register 平台底数 (system 27). */
export const FOUND_BY = [
  'self_reported',
  'desk_research',
  'field_visit',
  'icp_filing',
  'app_store',
  'complaint',
  'other_bureau',
] as const
export const FOUND_BY_TEXT: Record<(typeof FOUND_BY)[number], { zh: string; en: string }> = {
  self_reported: { zh: '平台自行申报', en: 'Self-reported' },
  desk_research: { zh: '网络摸排', en: 'Desk research' },
  field_visit: { zh: '实地走访', en: 'Field visit' },
  icp_filing: { zh: '网站备案比对', en: 'ICP filing comparison' },
  app_store: { zh: '应用商店排查', en: 'App store survey' },
  complaint: { zh: '投诉举报线索', en: 'Complaint' },
  other_bureau: { zh: '其他部门通报', en: 'Told by another authority' },
}
export const PLATFORM_STATUSES = ['found', 'verified', 'reporting', 'suspended', 'ended'] as const
export const PLATFORM_STATUS_TEXT: Record<(typeof PLATFORM_STATUSES)[number], { zh: string; en: string }> = {
  found: { zh: '新发现', en: 'Newly found' },
  verified: { zh: '已核实', en: 'Verified' },
  reporting: { zh: '已纳入报送', en: 'Reporting' },
  suspended: { zh: '暂停经营', en: 'Suspended' },
  ended: { zh: '终止经营', en: 'Ended' },
}

/** What a partner authority 协作单位 is. */
export const PARTNER_CATEGORIES = [
  'police',
  'communications',
  'court',
  'arbitration',
  'mediation',
  'laboratory',
  'credit_evaluator',
  'other',
] as const
export type PartnerCategory = (typeof PARTNER_CATEGORIES)[number]
export const PARTNER_CATEGORIES_TEXT: Record<PartnerCategory, { zh: string; en: string }> = {
  police: { zh: '公安机关', en: 'Police' },
  communications: { zh: '通信管理局', en: 'Communications administration' },
  court: { zh: '人民法院', en: 'Court' },
  arbitration: { zh: '仲裁机构', en: 'Arbitration institution' },
  mediation: { zh: '调解组织', en: 'Mediation organisation' },
  laboratory: { zh: '检验检测机构', en: 'Laboratory' },
  credit_evaluator: { zh: '信用评价机构', en: 'Credit evaluator' },
  other: { zh: '其他单位', en: 'Other' },
}

/** `register` holds who is registered; the lists only mark entries of it. */
export const REGISTER_KINDS = ['register', 'cancelled', 'revoked', 'abnormal', 'serious'] as const
export const REGISTER_KIND_TEXT: Record<(typeof REGISTER_KINDS)[number], { zh: string; en: string }> = {
  register: { zh: '登记信息', en: 'Register extract' },
  cancelled: { zh: '注销名单', en: 'Cancelled' },
  revoked: { zh: '吊销名单', en: 'Revoked' },
  abnormal: { zh: '经营异常名录', en: 'Abnormal-operation list' },
  serious: { zh: '严重违法失信名单', en: 'Serious-violation list' },
}

/** From push to answer, as the figures count it. */
export const ANSWER_TIMES = ['0-24h', '1-3d', '3-7d', '7-15d', '15d+'] as const
export const ANSWER_TIME_TEXT: Record<(typeof ANSWER_TIMES)[number], { zh: string; en: string }> = {
  '0-24h': { zh: '24 小时内', en: 'within 24 h' },
  '1-3d': { zh: '1–3 天', en: '1–3 days' },
  '3-7d': { zh: '3–7 天', en: '3–7 days' },
  '7-15d': { zh: '7–15 天', en: '7–15 days' },
  '15d+': { zh: '15 天以上', en: 'over 15 days' },
}

export const ADMISSION_REASONS = [
  'code_malformed',
  'code_check_digit',
  'code_not_registered',
  'code_outside_register',
  'name_mismatch',
  'name_form_differs',
  'representative_mismatch',
  'representative_not_given',
  'cancelled',
  'revoked',
  'abnormal_operation',
  'serious_violation',
  'in_good_standing',
] as const
export const ADMISSION_REASON_TEXT: Record<(typeof ADMISSION_REASONS)[number], { zh: string; en: string }> = {
  code_malformed: { zh: '代码长度或字符不符合 GB 32100', en: 'Code has a wrong length or characters (GB 32100)' },
  code_check_digit: { zh: '代码校验位不正确', en: 'Code fails its check digit' },
  code_not_registered: { zh: '登记库中查无此代码', en: 'The register holds no such code' },
  code_outside_register: {
    zh: '登记地不在本登记库范围，无法核验',
    en: 'Registered outside this register’s coverage; cannot be checked',
  },
  name_mismatch: { zh: '名称与该代码的登记名称不一致', en: 'Name differs from the one registered under this code' },
  name_form_differs: {
    zh: '名称仅书写形式不同（全角、繁体、空格等）',
    en: 'Name differs in form only (width, traditional characters, spaces)',
  },
  representative_mismatch: { zh: '法定代表人与登记不一致', en: 'Representative differs from the register' },
  representative_not_given: { zh: '未提供法定代表人，未核对', en: 'No representative given; not compared' },
  cancelled: { zh: '已注销', en: 'Cancelled' },
  revoked: { zh: '已吊销', en: 'Revoked' },
  abnormal_operation: { zh: '列入经营异常名录', en: 'On the abnormal-operation list' },
  serious_violation: { zh: '列入严重违法失信名单', en: 'On the serious-violation list' },
  in_good_standing: { zh: '登记状态正常', en: 'In good standing' },
}
