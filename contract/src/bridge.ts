import type { Text } from './process.ts'

// Words of the cloud bridge 红盾云桥: what a request for assistance 协查 may be about, ask for and be answered with.
// Which fields are standard, and how long an answer may take, is law data (law/src/bridge).

/** What a request is about: one order, one item, one shop or account, or a keyword over the whole platform. */
export const TARGET_KINDS = ['order', 'item', 'shop', 'keyword'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]
export const TARGET_KIND_TEXT: Record<TargetKind, Text> = {
  order: { zh: '订单', en: 'Order' },
  item: { zh: '商品或者服务', en: 'Item' },
  shop: { zh: '店铺、账号', en: 'Shop or account' },
  keyword: { zh: '全平台关键字', en: 'Keyword over the platform' },
}

/** What the answer is for. A memorandum names those it covers. */
export const REQUEST_PURPOSES = ['case', 'lead', 'complaint', 'sampling', 'recall', 'monitoring'] as const
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number]
export const REQUEST_PURPOSE_TEXT: Record<RequestPurpose, Text> = {
  case: { zh: '案件调查', en: 'Investigation of a case' },
  lead: { zh: '线索核查', en: 'Check of a lead' },
  complaint: { zh: '投诉举报处理', en: 'Complaint or report' },
  sampling: { zh: '产品质量抽检', en: 'Product sampling' },
  recall: { zh: '缺陷产品召回', en: 'Recall of defective products' },
  monitoring: { zh: '专项监测', en: 'Monitoring campaign' },
}

export const CASE_STAGES = ['before_filing', 'filed', 'investigating', 'reviewing', 'deciding', 'none'] as const
export type CaseStage = (typeof CASE_STAGES)[number]
export const CASE_STAGE_TEXT: Record<CaseStage, Text> = {
  before_filing: { zh: '立案前核查', en: 'Check before filing' },
  filed: { zh: '已立案', en: 'Filed' },
  investigating: { zh: '调查取证', en: 'Investigation' },
  reviewing: { zh: '审核', en: 'Legal review' },
  deciding: { zh: '告知、决定', en: 'Notice and decision' },
  none: { zh: '非案件办理', en: 'Not a case' },
}

export const SECRECY_LEVELS = ['ordinary', 'internal', 'confidential'] as const
export type SecrecyLevel = (typeof SECRECY_LEVELS)[number]
/** Confidential: the platform may not tell the operator, and nothing of it leaves through a webhook. */
export const SECRECY_LEVEL_TEXT: Record<SecrecyLevel, Text> = {
  ordinary: { zh: '一般', en: 'Ordinary' },
  internal: { zh: '工作秘密', en: 'Internal' },
  confidential: { zh: '保密，不得告知当事人', en: 'Confidential: the operator is not told' },
}

/** Groups of fields of an answer: one sheet of a workbook, one list of rows in JSON. */
export const FIELD_GROUPS = ['identity', 'goods', 'payment', 'logistics', 'returns', 'after_sales', 'extra'] as const
export type FieldGroup = (typeof FIELD_GROUPS)[number]
export const FIELD_GROUP_TEXT: Record<FieldGroup, Text> = {
  identity: { zh: '平台内经营者身份信息', en: 'Identity of the operator' },
  goods: { zh: '商品或者服务信息', en: 'Goods or services' },
  payment: { zh: '支付记录', en: 'Payments' },
  logistics: { zh: '物流快递', en: 'Logistics' },
  returns: { zh: '退换货', en: 'Returns' },
  after_sales: { zh: '售后', en: 'After-sales' },
  extra: { zh: '标准以外的信息', en: 'Beyond the standard' },
}

/** Why a platform refuses a whole request. */
export const REFUSAL_REASONS = [
  'not_addressee',
  'no_authority',
  'beyond_standard',
  'outside_memorandum',
  'not_held',
  'beyond_retention',
  'other_procedure',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]
export const REFUSAL_REASON_TEXT: Record<RefusalReason, Text> = {
  not_addressee: { zh: '非本平台经营者或者交易', en: 'Not an operator or a deal of this platform' },
  no_authority: { zh: '请求机关无相应权限', en: 'The asking authority is not competent' },
  beyond_standard: { zh: '超出协查信息标准且无同意文件', en: 'Beyond the standard without consent' },
  outside_memorandum: { zh: '超出政企合作备忘录约定', en: 'Outside the memorandum' },
  not_held: { zh: '平台未收集该类信息', en: 'The platform does not hold such data' },
  beyond_retention: { zh: '已超过法定保存期限', en: 'Beyond the statutory time of keeping' },
  other_procedure: { zh: '应当适用其他法定程序', en: 'Another statutory procedure applies' },
}

/** Why one field of an answer stays empty. */
export const WITHHELD_REASONS = ['not_held', 'beyond_retention', 'not_identifiable', 'outside_memorandum'] as const
export type WithheldReason = (typeof WITHHELD_REASONS)[number]
export const WITHHELD_REASON_TEXT: Record<WithheldReason, Text> = {
  not_held: { zh: '平台未收集', en: 'Not held' },
  beyond_retention: { zh: '超过保存期限', en: 'Beyond the time of keeping' },
  not_identifiable: { zh: '按所给条件无法定位', en: 'Cannot be found by what was given' },
  outside_memorandum: { zh: '超出备忘录约定', en: 'Outside the memorandum' },
}

export const CORRECTION_REASONS = [
  'target_unclear',
  'basis_missing',
  'period_unclear',
  'fields_unclear',
  'other',
] as const
export type CorrectionReason = (typeof CORRECTION_REASONS)[number]
export const CORRECTION_REASON_TEXT: Record<CorrectionReason, Text> = {
  target_unclear: { zh: '协查对象不明确', en: 'The target is unclear' },
  basis_missing: { zh: '法律依据或者文书不齐', en: 'Legal basis or papers are missing' },
  period_unclear: { zh: '时间范围不明确', en: 'The period is unclear' },
  fields_unclear: { zh: '协查内容不明确', en: 'What is asked for is unclear' },
  other: { zh: '其他', en: 'Other' },
}

/** What a disposal order 处置通知 requires. */
export const DISPOSAL_MEASURES = ['take_down', 'restrict_shop', 'suspend_shop', 'close_shop', 'preserve'] as const
export type DisposalMeasure = (typeof DISPOSAL_MEASURES)[number]
export const DISPOSAL_MEASURE_TEXT: Record<DisposalMeasure, Text> = {
  take_down: { zh: '下架、删除商品信息', en: 'Take the item down' },
  restrict_shop: { zh: '限制店铺功能', en: 'Restrict the shop' },
  suspend_shop: { zh: '暂停服务', en: 'Suspend the shop' },
  close_shop: { zh: '终止服务', en: 'Close the shop' },
  preserve: { zh: '保全有关数据', en: 'Preserve the data' },
}
export const DISPOSAL_RESULTS = ['done', 'already_gone', 'partly', 'not_found', 'not_done'] as const
export type DisposalResult = (typeof DISPOSAL_RESULTS)[number]
export const DISPOSAL_RESULT_TEXT: Record<DisposalResult, Text> = {
  done: { zh: '已执行', en: 'Done' },
  already_gone: { zh: '此前已下架或者关闭', en: 'Already gone' },
  partly: { zh: '部分执行', en: 'Partly done' },
  not_found: { zh: '未找到', en: 'Not found' },
  not_done: { zh: '未执行', en: 'Not done' },
}

/** How far a request reaches: single targets are for every bureau; whole areas, categories or periods are not. */
export const REQUEST_REACHES = ['single', 'area', 'category', 'period'] as const
export type RequestReach = (typeof REQUEST_REACHES)[number]
export const REQUEST_REACH_TEXT: Record<RequestReach, Text> = {
  single: { zh: '特定对象', en: 'Named targets' },
  area: { zh: '特定区域', en: 'A whole area' },
  category: { zh: '特定品类', en: 'A whole category' },
  period: { zh: '特定时段', en: 'A whole period' },
}
