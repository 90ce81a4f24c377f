/**
 * What a platform reports about the operators on it, and what can be wrong with one of them.
 * Source: NTM art. 25 (令37号), NDR (2025-04-25); the official template's column order was not obtainable,
 * so the columns are named after the articles and every common synonym is accepted on reading.
 */

/** A column of the identity report template. `synonyms` are further header names accepted on reading. */
export interface ReportColumn {
  readonly key: ReportField
  readonly zh: string
  readonly en: string
  readonly synonyms: readonly string[]
  /** longest accepted value, in characters */
  readonly max: number
  readonly sealed?: boolean
}

export type ReportField =
  | 'name'
  | 'uscc'
  | 'representative'
  | 'idNumber'
  | 'address'
  | 'phone'
  | 'shopName'
  | 'shopUrl'
  | 'exemption'
  | 'overThreshold'

/** Template columns in order. A row needs `name` and one of `uscc` / `idNumber`. */
export const REPORT_COLUMNS: readonly ReportColumn[] = [
  {
    key: 'name',
    zh: '经营者名称',
    en: 'Operator name',
    max: 200,
    synonyms: [
      '名称',
      '企业名称',
      '市场主体名称',
      '主体名称',
      '单位名称',
      '公司名称',
      '商家名称',
      '姓名',
      '名称(姓名)',
      '经营者姓名',
      'name',
      'company_name',
    ],
  },
  {
    key: 'uscc',
    zh: '统一社会信用代码',
    en: 'Unified social credit code',
    max: 64,
    synonyms: [
      '社会信用代码',
      '信用代码',
      '统一信用代码',
      '统一社会信用代码/注册号',
      '注册号',
      '工商注册号',
      '营业执照号',
      '营业执照注册号',
      '证照编号',
      'uscc',
      'credit_code',
      'code',
    ],
  },
  {
    key: 'representative',
    zh: '法定代表人（负责人）',
    en: 'Legal representative',
    max: 100,
    synonyms: [
      '法定代表人',
      '法人',
      '法人代表',
      '负责人',
      '经营者',
      '法定代表人姓名',
      'representative',
      'legal_person',
    ],
  },
  {
    key: 'idNumber',
    zh: '身份证件号码',
    en: 'ID number',
    max: 64,
    sealed: true,
    synonyms: ['身份证号', '身份证号码', '证件号码', '证件号', '居民身份证号码', 'id_number'],
  },
  {
    key: 'address',
    zh: '实际经营地址',
    en: 'Business address',
    max: 300,
    synonyms: ['经营地址', '地址', '注册地址', '住所', '经营场所', '主要经营场所', 'address'],
  },
  {
    key: 'phone',
    zh: '联系方式',
    en: 'Contact',
    max: 64,
    sealed: true,
    synonyms: ['联系电话', '电话', '手机', '手机号', '手机号码', 'phone', 'tel'],
  },
  {
    key: 'shopName',
    zh: '网店名称',
    en: 'Shop name',
    max: 200,
    synonyms: ['店铺名称', '店铺名', '网店名', 'shop_name', 'shop'],
  },
  {
    key: 'shopUrl',
    zh: '网址链接',
    en: 'Shop URL',
    max: 1000,
    synonyms: ['网址', '店铺链接', '网店链接', '链接', '店铺网址', '访问路径', '网址链接或访问路径', 'url', 'shop_url'],
  },
  {
    key: 'exemption',
    zh: '不需登记情形',
    en: 'Exempt-from-registration ground',
    max: 200,
    synonyms: ['免登记情形', '自我声明', '不需要登记的情形', '依法不需要登记的具体情形', 'exemption'],
  },
  {
    key: 'overThreshold',
    zh: '年交易额超过10万元',
    en: 'Over 100,000 yuan a year',
    max: 20,
    synonyms: ['年交易额超10万', '是否超过10万元', '超10万元', 'over_threshold'],
  },
]

/** Columns of a register extract; the same file may carry any subset as long as `uscc` or `name` is there. */
export type RegisterField =
  | 'uscc'
  | 'name'
  | 'regNo'
  | 'representative'
  | 'status'
  | 'statusDate'
  | 'abnormal'
  | 'serious'
  | 'province'
  | 'city'
  | 'address'
  | 'listedReason'
  | 'listedDate'

export const REGISTER_COLUMNS: readonly { key: RegisterField; zh: string; synonyms: readonly string[] }[] = [
  {
    key: 'uscc',
    zh: '统一社会信用代码',
    synonyms: ['社会信用代码', '信用代码', '统一信用代码', 'uscc', 'credit_code', 'code'],
  },
  {
    key: 'name',
    zh: '企业名称',
    synonyms: ['名称', '市场主体名称', '主体名称', '经营者名称', '单位名称', '公司名称', '字号名称', 'name'],
  },
  { key: 'regNo', zh: '注册号', synonyms: ['工商注册号', '营业执照注册号', 'reg_no'] },
  {
    key: 'representative',
    zh: '法定代表人',
    synonyms: ['法定代表人（负责人）', '法定代表人(负责人)', '法人', '负责人', '经营者', '法人代表', 'representative'],
  },
  { key: 'status', zh: '登记状态', synonyms: ['经营状态', '企业状态', '状态', '主体状态', '存续状态', 'status'] },
  {
    key: 'statusDate',
    zh: '状态日期',
    synonyms: ['注销日期', '吊销日期', '注销时间', '吊销时间', '核准日期', 'status_date'],
  },
  { key: 'abnormal', zh: '经营异常', synonyms: ['是否经营异常', '列入经营异常名录', '经营异常名录', 'abnormal'] },
  {
    key: 'serious',
    zh: '严重违法失信',
    synonyms: ['是否严重违法', '严重违法', '严重违法失信名单', '列入严重违法失信名单', 'serious'],
  },
  { key: 'province', zh: '所在省份', synonyms: ['省份', '省', 'province'] },
  { key: 'city', zh: '地区', synonyms: ['城市', '所在城市', '市', '区县', '所在地区', '登记机关', 'city'] },
  { key: 'address', zh: '注册地址', synonyms: ['住所', '地址', '经营场所', 'address'] },
  { key: 'listedReason', zh: '列入原因', synonyms: ['列入事由', 'listed_reason'] },
  { key: 'listedDate', zh: '列入日期', synonyms: ['列入时间', 'listed_date'] },
]

/** The register's word on a subject. `active` covers 存续, 在业, 开业, 在营 … and an empty status. */
export const REGISTER_STATUSES = ['active', 'cancelled', 'revoked', 'moved'] as const
export type RegisterStatus = (typeof REGISTER_STATUSES)[number]

/** Kinds of problem operator, most serious first: a row with several has the first as its kind, all as reasons. */
export const PROBLEM_KINDS = [
  'cancelled',
  'revoked',
  'serious_violation',
  'abnormal_operation',
  'code_invalid',
  'licence_unknown',
  'name_mismatch',
  'duplicate',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

export const PROBLEM_KIND_TEXT: Record<ProblemKind, { zh: string; en: string; basis: string }> = {
  cancelled: { zh: '已注销', en: 'Cancelled', basis: 'ECL 27' },
  revoked: { zh: '已吊销', en: 'Revoked', basis: 'ECL 27' },
  serious_violation: { zh: '严重违法失信', en: 'Serious violation', basis: 'SDL' },
  abnormal_operation: { zh: '经营异常', en: 'Abnormal operation', basis: 'ECL 27' },
  code_invalid: { zh: '代码无效', en: 'Code invalid', basis: 'NTM 25' },
  licence_unknown: { zh: '查无执照', en: 'Licence unknown', basis: 'ECL 10' },
  name_mismatch: { zh: '名称与代码不符', en: 'Name does not fit code', basis: 'ECL 27' },
  duplicate: { zh: '重复报送', en: 'Duplicate', basis: 'NTM 25' },
}

/** Why an accepted row could not be decided by rule and waits for a person. */
export const UNDECIDED_REASONS = [
  'name_ambiguous',
  'repair_ambiguous',
  'outside_coverage',
  'over_threshold',
  'id_masked',
  // set by a person at review, never by rule
  'by_person',
] as const
export type UndecidedReason = (typeof UNDECIDED_REASONS)[number]

export const UNDECIDED_REASON_TEXT: Record<UndecidedReason, { zh: string; en: string }> = {
  name_ambiguous: { zh: '名称对应多个登记主体', en: 'Name fits several register entries' },
  repair_ambiguous: { zh: '代码可有多种更正', en: 'Code can be repaired in several ways' },
  outside_coverage: { zh: '登记地不在本登记库范围', en: 'Registered outside the register’s coverage' },
  over_threshold: { zh: '声明免登记但年交易额超过10万元', en: 'Declared exempt but over 100,000 yuan a year' },
  id_masked: { zh: '身份证件号码被遮蔽，无法核验', en: 'ID number masked, cannot be verified' },
  by_person: { zh: '人工标记存疑', en: 'Left undecided by a person' },
}

/** Why a row was not accepted. The row stays in the rejected file with its line number and every reason. */
export const REJECT_REASONS = [
  'column_count',
  'encoding',
  'name_missing',
  'identifier_missing',
  'field_too_long',
  'control_character',
  'id_number_invalid',
  'url_invalid',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

export const REJECT_REASON_TEXT: Record<RejectReason, { zh: string; en: string }> = {
  column_count: { zh: '列数与表头不一致', en: 'Number of columns differs from the header' },
  encoding: { zh: '含无法识别的字符（编码错误）', en: 'Undecodable characters (wrong encoding)' },
  name_missing: { zh: '缺少经营者名称', en: 'Operator name missing' },
  identifier_missing: { zh: '统一社会信用代码和身份证件号码均未填写', en: 'Neither code nor ID number given' },
  field_too_long: { zh: '内容超过规定长度', en: 'Value too long' },
  control_character: { zh: '含控制字符', en: 'Control characters' },
  id_number_invalid: { zh: '身份证件号码校验不通过', en: 'ID number fails its check digit' },
  url_invalid: { zh: '网址格式不正确', en: 'Malformed URL' },
}

/** Differences of form that were folded away before comparing: shown as notes, never as an accusation. */
export const NORMALISATION_NOTES = [
  'full_width',
  'traditional',
  'case',
  'whitespace',
  'brackets',
  'invisible',
  'register_code_irregular',
] as const
export type NormalisationNote = (typeof NORMALISATION_NOTES)[number]

export const NORMALISATION_NOTE_TEXT: Record<NormalisationNote, { zh: string; en: string }> = {
  full_width: { zh: '全角字符已转为半角', en: 'Full-width characters folded' },
  traditional: { zh: '繁体字（异体字）已转为规范字', en: 'Traditional or variant characters folded' },
  case: { zh: '小写字母已转为大写', en: 'Lower case folded' },
  whitespace: { zh: '多余空格已去除', en: 'Spaces removed' },
  brackets: { zh: '括号写法已统一', en: 'Brackets unified' },
  invisible: { zh: '不可见字符已去除', en: 'Invisible characters removed' },
  register_code_irregular: {
    zh: '代码校验位不符，但与登记库一致',
    en: 'Check digit fails but the register holds the same code',
  },
}

/** How the register entry was found. Only T1–T3 may be pushed without a person's look. */
export const MATCH_TIERS = [
  'exact_code',
  'repaired_code',
  'name_and_area',
  'name_and_representative',
  'name_unique',
  'none',
] as const
export type MatchTier = (typeof MATCH_TIERS)[number]
