import type { MatchTier, RegisterStatus } from '@redbridge/contract'
import type { RegisterFileKind, UsccFault } from '@redbridge/engine/identity'
import type { Words } from './lang.ts'

export const OUTCOME_TEXT = {
  clear: { zh: '正常', en: 'Clear' },
  problem: { zh: '问题', en: 'Problem' },
  undecided: { zh: '存疑', en: 'Undecided' },
  rejected: { zh: '退回', en: 'Rejected' },
} as const satisfies Record<string, Words>

export const TIER_TEXT: Record<MatchTier, Words> = {
  exact_code: { zh: '代码一致', en: 'Same code' },
  repaired_code: { zh: '更正一处代码后一致', en: 'Code with one slip repaired' },
  name_and_area: { zh: '名称与地区一致', en: 'Name and area' },
  name_and_representative: { zh: '名称与法定代表人一致', en: 'Name and representative' },
  name_unique: { zh: '名称一致且唯一', en: 'Unique name' },
  none: { zh: '无对应', en: 'None' },
}

export const STATUS_TEXT: Record<RegisterStatus, Words> = {
  active: { zh: '存续', en: 'Active' },
  cancelled: { zh: '注销', en: 'Cancelled' },
  revoked: { zh: '吊销', en: 'Revoked' },
  moved: { zh: '迁出', en: 'Moved' },
}

export const FAULT_TEXT: Record<UsccFault, Words> = {
  empty: { zh: '代码为空', en: 'The code is empty' },
  length: { zh: '代码应为18位，实为{n}位', en: 'The code has {n} characters, not 18' },
  alphabet: { zh: '代码含不允许的字符（{chars}）', en: 'The code holds characters it may not ({chars})' },
  check_digit: { zh: '代码校验位不符', en: 'The code fails its check digit' },
  org_code_check: {
    zh: '代码第9至17位（组织机构代码）校验不符',
    en: 'Positions 9–17 of the code (organisation code) fail their check',
  },
}

export const REGISTER_KIND_TEXT: Record<RegisterFileKind, Words> = {
  register: { zh: '登记库', en: 'register' },
  cancelled: { zh: '注销名单', en: 'list of cancelled' },
  revoked: { zh: '吊销名单', en: 'list of revoked' },
  abnormal: { zh: '经营异常名录', en: 'list of abnormal operation' },
  serious: { zh: '严重违法失信名单', en: 'list of serious violations' },
}

/** Column headers of the results. */
export const COLUMN = {
  row: { zh: '原行号', en: 'Original row' },
  verdict: { zh: '结论', en: 'Verdict' },
  reasons: { zh: '原因', en: 'Reasons' },
  notes: { zh: '提示', en: 'Notes' },
  kind: { zh: '问题类型', en: 'Kind' },
  allKinds: { zh: '全部问题', en: 'All kinds' },
  why: { zh: '认定说明', en: 'Why' },
  basis: { zh: '依据', en: 'Basis' },
  tier: { zh: '匹配方式', en: 'Matched by' },
  reportedName: { zh: '报送名称', en: 'Reported name' },
  registeredName: { zh: '登记名称', en: 'Registered name' },
  nameDiff: { zh: '名称差异', en: 'Name difference' },
  reportedCode: { zh: '报送代码', en: 'Reported code' },
  registeredCode: { zh: '登记代码', en: 'Registered code' },
  codeDiff: { zh: '代码差异', en: 'Code difference' },
  proposedCode: { zh: '建议代码', en: 'Proposed code' },
  reportedRepresentative: { zh: '报送法定代表人', en: 'Reported representative' },
  registeredRepresentative: { zh: '登记法定代表人', en: 'Registered representative' },
  status: { zh: '登记状态', en: 'Register status' },
  statusDate: { zh: '状态日期', en: 'Status date' },
  listedReason: { zh: '列入原因', en: 'Listed because' },
  listedDate: { zh: '列入日期', en: 'Listed on' },
  area: { zh: '登记地区', en: 'Registered area' },
  reportedAddress: { zh: '报送地址', en: 'Reported address' },
  registeredAddress: { zh: '登记地址', en: 'Registered address' },
  duplicateOf: { zh: '重复的行', en: 'Repeats row' },
  shopName: { zh: '网店名称', en: 'Shop name' },
  shopUrl: { zh: '网址链接', en: 'Shop URL' },
  candidates: { zh: '可能的登记主体', en: 'Possible register entries' },
} as const satisfies Record<string, Words>
